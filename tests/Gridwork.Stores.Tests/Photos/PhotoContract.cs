using CsCheck;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Photos;
using Gridwork.Forms;
using Gridwork.Places;
using Gridwork.Stores.Erasure;
using Gridwork.Stores.Photos;
using Gridwork.Stores.Tests.Cases;

namespace Gridwork.Stores.Tests.Photos;

public sealed class PhotosOnSqlite : PhotoContract
{
    protected override PostgresServer? Server => null;
}

public sealed class PhotosOnPostgres(PostgresServer server) : PhotoContract
{
    protected override PostgresServer? Server => server;
}

/// <summary>What both stores promise about what photos tell.</summary>
public abstract class PhotoContract
{
    private static readonly DateTimeOffset Nine = new(2021, 6, 1, 9, 0, 0, TimeSpan.FromHours(8));

    protected abstract PostgresServer? Server { get; }

    [Fact]
    public async Task What_a_photo_tells_comes_back_as_it_was()
    {
        await using var test = await TestStore.MakeAsync(Server);
        var (whole, nothing) = (await BlobAsync(test, 1), await BlobAsync(test, 2));
        var facts = new PhotoFacts
        {
            Print = new PhotoPrint(0xFEDC_BA98_7654_3210),
            Taken = new DateTime(2021, 6, 1, 8, 59, 3),
            TakenOffset = TimeSpan.FromHours(-3.5),
            Satellite = new DateTimeOffset(2021, 6, 1, 0, 59, 0, TimeSpan.Zero),
            Place = new GeoPoint(117.345678901, -34.8),
        };
        await KeepAsync(test, 5, (whole, facts), (nothing, new PhotoFacts()));
        await KeepAsync(test, 3, (whole, new PhotoFacts()));
        await using var snapshot = await Snapshot.OpenAsync(test.Store, TestStore.District);
        var found = await PhotoRows.FindAsync(snapshot, [whole, nothing, Hash256.Of([9])]);
        Assert.Equal(2, found.Count);
        Assert.Equal((facts, new PhotoFacts()), (found[whole], found[nothing]));
        // Two workers at once: the one that is behind moves nothing back.
        Assert.Equal(5, await PhotoRows.ReadToAsync(snapshot));
    }

    [Fact]
    public async Task Near_prints_are_found_and_no_others_as_a_walk_over_all_finds_them()
    {
        await using var test = await TestStore.MakeAsync(Server);
        var bits = Gen.ULong.Array[40].Single();
        var prints = bits.Concat(bits.Take(12).SelectMany(one => new[] { one ^ 1, one ^ 0x8000_0000_0000_0011, one ^ 0x0001_0001_0001_0001, one ^ 0x1F, one ^ 0x3F0 }))
            .Distinct().Select(one => new PhotoPrint(one)).ToList();
        var photos = new List<(Hash256 Hash, PhotoFacts Facts)>();
        foreach (var (i, print) in prints.Index()) photos.Add((await BlobAsync(test, i), new PhotoFacts { Print = print }));
        await KeepAsync(test, 1, [.. photos]);
        await using var snapshot = await Snapshot.OpenAsync(test.Store, TestStore.District);
        foreach (var print in prints)
        {
            var expected = photos.Where(photo => print.IsNear(photo.Facts.Print!.Value)).Select(photo => (photo.Hash, print.DistanceTo(photo.Facts.Print!.Value)));
            Assert.Equal(expected.ToHashSet(), [.. await PhotoRows.NearAsync(snapshot, print)]);
        }
    }

    [Fact]
    public async Task The_worker_reads_what_stands_in_cases_and_a_copy_is_found_in_the_other_case()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using var journal = test.OpenJournal();
        var district = await new CaseDistrict(test.Store, journal).SetUpAsync();
        await HandledAsync(district, "c1", 1);
        await HandledAsync(district, "c2", 101);
        // Worked off in stretches; the last look says that there is no more.
        while (await StepAsync(test)) { }
        Assert.False(await StepAsync(test));
        await using var snapshot = await Snapshot.OpenAsync(test.Store, TestStore.District);
        Assert.Equal(snapshot.Seq, await PhotoRows.ReadToAsync(snapshot));
        var own = Hash256.Of([101]);
        var found = await PhotoSightings.FindAsync(snapshot, own, (await PhotoRows.FindAsync(snapshot, [own]))[own].Print);
        Assert.Equal(
            [((await district.CaseAsync("c1")).State.Root, 2, CaseStep.Handle, "a.jpg"), ((await district.CaseAsync("c2")).State.Root, 0, CaseStep.Handle, "a.jpg")],
            found.Select(one => (one.Case, one.Bits, one.Step, one.File)));
        // The cache is no part of what a rebuild makes.
        var comparison = await Stores.Rebuild.Rebuilding.VerifyAsync(test.Store, TestStore.District);
        Assert.Empty(comparison.Differences);
        await Stores.Rebuild.Rebuilding.RunAsync(test.Store, TestStore.District);
        Assert.Equal([2L], await test.ColumnAsync<long>("SELECT COUNT(*) FROM photo"));
    }

    [Fact]
    public async Task A_worker_that_dies_in_the_middle_begins_again_where_it_was()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using var journal = test.OpenJournal();
        var district = await new CaseDistrict(test.Store, journal).SetUpAsync();
        await HandledAsync(district, "c1", 1);
        await HandledAsync(district, "c2", 2);
        var looks = 0;
        await Assert.ThrowsAsync<IOException>(() => PhotoWalk.StepAsync(test.Store, TestStore.District, _ => ++looks == 2 ? throw new IOException("killed") : new PhotoFacts()));
        Assert.Equal([0L], await test.ColumnAsync<long>("SELECT COUNT(*) FROM photo"));
        await StepAsync(test);
        Assert.Equal([2L], await test.ColumnAsync<long>("SELECT COUNT(*) FROM photo"));
    }

    [Fact]
    public async Task A_photo_that_came_late_is_read_when_it_comes()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using var journal = test.OpenJournal();
        var district = await new CaseDistrict(test.Store, journal).SetUpAsync();
        await district.ReportAsync("c1", Nine);
        await district.TakeAsync("c1", "dispatch", CaseDistrict.Centre, Nine);
        var late = new StepArguments(Photo: "a.jpg");
        await district.StepAsync("s1", "c1", "handle", CaseDistrict.Water, Nine.AddHours(1), late);
        await StepAsync(test);
        Assert.Equal([0L], await test.ColumnAsync<long>("SELECT COUNT(*) FROM photo"));
        await district.StepAsync("s1", "c1", "handle", CaseDistrict.Water, Nine.AddHours(1), late with { Picture = [7] });
        await StepAsync(test);
        Assert.Equal([1L], await test.ColumnAsync<long>("SELECT COUNT(*) FROM photo"));
    }

    [Fact]
    public async Task An_erased_photo_is_forgotten_and_a_worker_that_still_holds_its_bytes_keeps_nothing()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using var journal = test.OpenJournal();
        var district = await new CaseDistrict(test.Store, journal).SetUpAsync();
        await HandledAsync(district, "c1", 1);
        await StepAsync(test);
        Assert.Equal([1L], await test.ColumnAsync<long>("SELECT COUNT(*) FROM photo"));
        var erased = await Erasing.EraseAsync(
            test.Store, journal, new ErasureRequest(TestStore.District, new InstanceId("c1-handle"), [], ["a.jpg"], "本人要求", CaseDistrict.Administrator, Nine.AddDays(1)));
        Assert.Equal(1, Assert.IsType<ErasureOutcome.Done>(erased).FilesRemoved);
        Assert.Equal([0L], await test.ColumnAsync<long>("SELECT COUNT(*) FROM photo"));
        await KeepAsync(test, 1, (Hash256.Of([1]), Looked(new byte[] { 1 })));
        Assert.Equal([0L], await test.ColumnAsync<long>("SELECT COUNT(*) FROM photo"));
    }

    private static async Task HandledAsync(CaseDistrict district, string id, byte picture)
    {
        await district.ReportAsync(id, Nine);
        await district.TakeAsync(id, "dispatch", CaseDistrict.Centre, Nine);
        await district.StepAsync(id + "-handle", id, "handle", CaseDistrict.Water, Nine.AddHours(1), new StepArguments(Photo: "a.jpg") { Picture = [picture] });
    }

    private static Task<bool> StepAsync(TestStore test) => PhotoWalk.StepAsync(test.Store, TestStore.District, Looked);

    /// <summary>Pictures of one byte: those a hundred apart look alike but for two bits.</summary>
    private static PhotoFacts Looked(ReadOnlyMemory<byte> bytes) => new()
    {
        Print = new PhotoPrint((ulong)(bytes.Span[0] % 100) * 0x0123_4567_89AB_CDEF ^ (bytes.Span[0] >= 100 ? 0x8000_0001UL : 0)),
    };

    private static async Task<Hash256> BlobAsync(TestStore test, int no) =>
        (await test.Store.Blobs.SaveAsync(TestStore.District, new MemoryStream(BitConverter.GetBytes(no)), long.MaxValue))!.Hash;

    private static Task KeepAsync(TestStore test, long upTo, params (Hash256 Hash, PhotoFacts Facts)[] photos) =>
        PhotoRows.KeepAsync(test.Store, TestStore.District, upTo, [.. photos.Select(photo => KeyValuePair.Create(photo.Hash, photo.Facts))]);
}
