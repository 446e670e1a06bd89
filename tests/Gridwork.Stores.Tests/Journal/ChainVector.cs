using System.Buffers;
using System.Text;
using Gridwork.Engine;
using Gridwork.Engine.Journal;
using Gridwork.Forms;

namespace Gridwork.Stores.Tests.Journal;

/// <summary>The worked example of docs/journal.md.</summary>
public sealed class ChainVector
{
    [Fact]
    public async Task The_example_in_the_documentation_is_what_the_chain_reckons()
    {
        var header = new JournalHeader
        {
            District = new DistrictId(1),
            Kind = EntryKind.Record,
            Instance = new InstanceId("uuid:4f2c1c1e-0d6b-4a53-9a6e-0c8f1f6f2b11"),
            Person = new PersonNo(7),
            FormVersion = 3,
            Captured = new DateTimeOffset(2021, 5, 27, 9, 40, 0, TimeSpan.FromHours(8)),
            Received = new DateTimeOffset(2021, 5, 27, 9, 43, 0, 500, TimeSpan.FromHours(8)),
            Day = new DateOnly(2021, 5, 27),
            Unit = new UnitNo(2),
            Cell = new CellNo(5),
            Marks = EntryMarks.Late,
            Files = [new FileStamp("front.jpg", Hash256.Of("abc"u8), 3, "image/jpeg")],
        };
        var body = Chain.HashBody([.. Enumerable.Range(0, 16).Select(i => (byte)i)], Encoding.UTF8.GetBytes("<data/>"));
        var canonical = new ArrayBufferWriter<byte>();
        Chain.WriteCanonical(canonical, 1, header, body);
        var page = await File.ReadAllTextAsync(Path.Combine(Repository(), "docs", "journal.md"));
        Assert.Contains($"body_hash  {body}\n", page);
        Assert.Contains($"canonical  {Convert.ToHexStringLower(canonical.WrittenSpan)}\n", page);
        Assert.Contains($"chain      {Chain.Next(Hash256.Zero, 1, header, body)}\n", page);
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Gridwork.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
