using Gridwork.Engine.Cases;
using Gridwork.Engine.Photos;
using Gridwork.Places;

namespace Gridwork.Engine.Tests.Cases;

/// <summary>What speaks against a photo, one thing at a time.</summary>
public sealed class PhotoDoubtTests
{
    private static readonly DateTimeOffset Nine = new(2021, 5, 24, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly GeoPoint Place = new(117.3, 34.8);

    private static readonly CaseState Case = new() { Key = 7, Root = 70, Place = Place };

    // Dispatched at nine, handled at eleven.
    private static readonly CaseLine[] Log = [Line(70, CaseStep.Open, -60), Line(71, CaseStep.Dispatch, 0), Line(72, CaseStep.Sign, 30), Line(73, CaseStep.Handle, 120)];

    [Fact]
    public void A_photo_from_the_spot_between_dispatch_and_handling_is_not_doubted() =>
        Assert.Empty(Doubts(Photo(taken: 115, place: West(60), satellite: 115)));

    [Fact]
    public void A_photo_that_tells_nothing_is_not_doubted() => Assert.Empty(Doubts(Photo()));

    [Theory]
    [InlineData(290, false)]
    [InlineData(310, true)]
    [InlineData(1300, true)]
    public void Far_is_more_than_three_hundred_metres(int metres, bool far) =>
        Assert.Equal(far, Doubts(Photo(place: West(metres))).OfType<PhotoDoubt.Far>().Any(doubt => Math.Abs(doubt.Metres - metres) < 5 && !doubt.ByRecord));

    [Fact]
    public void The_circle_of_accuracy_of_the_case_is_taken_off() =>
        Assert.Empty(Doubts(Photo(place: West(350)), Case with { Place = Place with { Accuracy = 80 } }));

    [Fact]
    public void A_camera_that_writes_shifted_coordinates_is_believed_to_have_been_there()
    {
        var shifted = Gcj02.FromWgs84(Place);
        Assert.True(Place.MetresTo(shifted) > 400);
        Assert.Empty(Doubts(Photo(place: shifted)));
    }

    [Fact]
    public void Where_the_photo_names_no_place_its_record_does_and_the_photo_comes_first()
    {
        Assert.True(Assert.IsType<PhotoDoubt.Far>(Assert.Single(Doubts(Photo() with { RecordPlace = West(900) }))).ByRecord);
        Assert.Empty(Doubts(Photo(place: West(20)) with { RecordPlace = West(900) }));
        Assert.Empty(Doubts(Photo(place: West(900)), Case with { Place = null }));
    }

    [Theory]
    [InlineData(-20, true)]
    [InlineData(-5, false)]
    [InlineData(1, false)]
    public void Early_is_more_than_ten_minutes_before_dispatch(int minutes, bool early)
    {
        var doubts = Doubts(Photo(taken: minutes));
        if (early) Assert.Equal(new PhotoDoubt.Early(CaseStep.Dispatch, Nine), Assert.Single(doubts));
        else Assert.Empty(doubts);
    }

    [Fact]
    public void Handed_over_it_is_the_first_dispatch_that_counts_and_sent_back_the_sending_back()
    {
        CaseLine[] handed = [.. Log[..3], Line(74, CaseStep.HandOver, 60), Log[3]];
        Assert.Empty(Doubts(Photo(taken: 30), log: handed));
        CaseLine[] sentBack = [.. Log, Line(75, CaseStep.SendBack, 200), Line(76, CaseStep.Handle, 400)];
        Assert.Equal(
            new PhotoDoubt.Early(CaseStep.SendBack, Nine.AddMinutes(200)), Assert.Single(Doubts(Photo(taken: 110) with { Line = sentBack[^1], Received = Nine.AddMinutes(401) }, log: sentBack)));
    }

    [Fact]
    public void The_photo_of_the_report_is_never_early() => Assert.Empty(Doubts(Photo(taken: -3000) with { Line = Log[0] }));

    [Fact]
    public void A_clock_ahead_of_the_server_of_the_form_or_beside_the_satellites_jumps()
    {
        Assert.Equal(new PhotoDoubt.ClockJumps(PhotoClock.Received, TimeSpan.FromMinutes(60)), Assert.Single(Doubts(Photo(taken: 181))));
        Assert.Equal(
            new PhotoDoubt.ClockJumps(PhotoClock.Recorded, TimeSpan.FromMinutes(30)),
            Assert.Single(Doubts(Photo(taken: 150) with { Captured = Nine.AddMinutes(120), Received = Nine.AddMinutes(300) })));
        Assert.Equal(
            new PhotoDoubt.ClockJumps(PhotoClock.Satellites, TimeSpan.FromMinutes(-45)), Assert.Single(Doubts(Photo(taken: 70, satellite: 115))));
    }

    [Fact]
    public void What_came_before_in_another_case_is_shown_with_the_nearest_first()
    {
        var like = Sighting(other: 20, pos: 25, bits: 4);
        var same = Sighting(other: 30, pos: 35, bits: 0);
        var doubt = Assert.IsType<PhotoDoubt.SeenBefore>(Assert.Single(Doubts(Photo() with { Sightings = [like, same, same with { Pos = 36 }] })));
        Assert.Equal((same, 1), (doubt.Sighting, doubt.More));
    }

    [Fact]
    public void What_came_later_or_stands_in_this_case_or_in_one_that_is_part_of_it_says_nothing()
    {
        var other = Sighting(other: 20, pos: 25, bits: 0);
        foreach (var sighting in new[] { other with { Pos = 80 }, other with { Case = Case.Root }, other with { Into = Case.Key } })
            Assert.Empty(Doubts(Photo() with { Sightings = [sighting] }));
        Assert.Empty(Doubts(Photo() with { Sightings = [other] }, Case with { Into = other.Key }));
    }

    [Fact]
    public void What_weighs_most_comes_first_and_a_campaign_may_be_stricter()
    {
        var photo = Photo(taken: -500, place: West(200)) with { Sightings = [Sighting(20, 25, 2)] };
        Assert.Equal(["SeenBefore", "Early"], Doubts(photo).Select(doubt => doubt.GetType().Name));
        Assert.Equal(["SeenBefore", "Early", "Far"], new DoubtRules(100, 10).Of(photo, Case, Log).Select(doubt => doubt.GetType().Name));
    }

    private static IReadOnlyList<PhotoDoubt> Doubts(CasePhoto photo, CaseState? state = null, CaseLine[]? log = null) => DoubtRules.Usual.Of(photo, state ?? Case, log ?? Log);

    private static CasePhoto Photo(int? taken = null, GeoPoint? place = null, int? satellite = null)
    {
        DateTimeOffset? at = taken is { } minutes ? Nine.AddMinutes(minutes) : null;
        var facts = new PhotoFacts { Place = place, Satellite = satellite is { } by ? Nine.AddMinutes(by) : null };
        return new CasePhoto(Log[3], facts, at, at, null, Nine.AddMinutes(121), null, []);
    }

    private static PhotoSighting Sighting(long other, long pos, int bits) => new(other, 0, (UInt128)other, CaseStep.Handle, pos, pos, Nine.AddDays(-3), "after.jpg", bits);

    // Away from where the shifted coordinates of Chinese maps lie, so that the other reading is always the farther one.
    private static GeoPoint West(int metres) => Place with { Longitude = Place.Longitude - metres / (111_319.49 * Math.Cos(Place.Latitude * Math.PI / 180)) };

    private static CaseLine Line(long seq, CaseStep step, int minutes) => new(
        7, seq, 0, seq, seq, CaseLineState.Taken, StepRefusal.None, default, default, default, default, Nine.AddMinutes(minutes), new CaseSaid { Step = step, Case = 7 });
}
