using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Tallies;
using Gridwork.Engine.Tests.Campaigns;

namespace Gridwork.Engine.Tests.Journal;

/// <summary>What the door freezes into a header, and what a record says to the indicators.</summary>
public sealed class ReadingTests
{
    [Theory]
    [InlineData("2021-05-26T07:30:00.000+08:00", "2021-05-26")]
    // The same moment as a phone in UTC writes it: the day is the district's.
    [InlineData("2021-05-25T23:30:00.000Z", "2021-05-26")]
    [InlineData("2021-05-26T00:00:00.000+08:00", "2021-05-26")]
    [InlineData("2021-05-25T23:59:59.999+08:00", "2021-05-25")]
    public void O02_the_day_is_that_of_the_district(string captured, string day)
    {
        var header = new Visit("uuid:1") { End = captured }.Read(Visits.District, received: "2021-05-26T08:00:00+08:00").Header;
        Assert.Equal(day, header.Day.ToString("O"));
    }

    [Fact]
    public void Captured_is_the_end_else_the_start_else_the_receipt()
    {
        const string start = "2021-05-27T09:00:00.000+08:00";
        string Captured(Visit visit) => visit.Read(Visits.District).Header.Captured!.Value.ToString("HH:mm zzz");
        Assert.Equal("09:40 +08:00", Captured(new Visit("uuid:1") { Start = start }));
        Assert.Equal("09:00 +08:00", Captured(new Visit("uuid:1") { Start = start, End = "" }));
        Assert.Equal("09:45 +08:00", Captured(new Visit("uuid:1") { End = "" }));
    }

    [Theory]
    [InlineData("2021-05-28T00:05:00.000+08:00", "2021-05-28", EntryMarks.None)]
    [InlineData("2021-05-28T00:05:00.001+08:00", "2021-05-27", EntryMarks.ClockAhead)]
    [InlineData("2031-01-01T00:00:00.000+08:00", "2021-05-27", EntryMarks.ClockAhead)]
    public void A_clock_more_than_ten_minutes_ahead_is_not_trusted_with_the_day(string captured, string day, EntryMarks marks)
    {
        var header = new Visit("uuid:1") { End = captured }.Read(Visits.District, received: "2021-05-27T23:55:00+08:00").Header;
        Assert.Equal((day, marks), (header.Day.ToString("O"), header.Marks));
    }

    [Theory]
    [InlineData("2021-05-27T10:40:00+08:00", false, EntryMarks.None)]
    [InlineData("2021-05-27T10:40:01+08:00", false, EntryMarks.Late)]
    [InlineData("2021-05-29T10:00:00+08:00", true, EntryMarks.Imported)]
    public void What_reaches_the_server_more_than_an_hour_later_is_late(string received, bool imported, EntryMarks marks)
    {
        var header = new Visit("uuid:1").Read(Visits.District, received: received, imported: imported).Header;
        Assert.Equal(("2021-05-27", marks), (header.Day.ToString("O"), header.Marks));
    }

    [Fact]
    public void The_demo_clock_moves_the_phones_times_to_the_districts()
    {
        var shift = DateTimeOffset.Parse("2021-05-27T09:40:00+08:00") - DateTimeOffset.Parse("2026-11-25T11:00:00+08:00");
        var header = new Visit("uuid:1") { End = "2026-11-25T11:02:00.000+08:00" }.Read(Visits.District, clockShift: shift).Header;
        Assert.Equal(("2021-05-27 09:42", "2021-05-27", EntryMarks.None), (header.Captured!.Value.ToString("yyyy-MM-dd HH:mm"), header.Day.ToString("O"), header.Marks));
    }

    [Fact]
    public void Times_are_kept_to_the_microsecond()
    {
        var header = new Visit("uuid:1").Read(Visits.District, received: "2021-05-27T09:45:00.1234567+08:00").Header;
        Assert.Equal("09:45:00.1234560 +08:00", header.Received.ToString("HH:mm:ss.fffffff zzz"));
    }

    // The form's question, else the unit of the cell, else the sender's, else the leading one.
    [Theory]
    [InlineData("west", "34.805 117.005 0 5", 2, "west")]
    [InlineData(" west ", "", 2, "west")]
    [InlineData("nowhere", "34.805 117.015 0 5", 2, "west")]
    [InlineData("", "34.9 117.5 0 5", 2, "east")]
    [InlineData("", "", 2, "east")]
    [InlineData("", "", 3, "hefan")]
    public void A_record_finds_its_unit(string village, string location, int person, string unit)
    {
        var header = new Visit("uuid:1") { Village = village, Location = location }.Read(Visits.District, new PersonNo(person)).Header;
        Assert.Equal(unit, Visits.District.Units.Find(header.Unit)!.Code);
    }

    [Theory]
    [InlineData(1, "hefan")]
    [InlineData(2, "east")]
    [InlineData(3, "hefan")]
    public void A_form_by_sender_belongs_to_the_senders_unit(int person, string unit)
    {
        var candidate = new Visit("uuid:1") { Form = "report" }.Read(Visits.District, new PersonNo(person));
        Assert.Equal(unit, Visits.District.Units.Find(candidate.Header.Unit)!.Code);
    }

    [Fact]
    public void The_sender_is_remembered_beside_the_responsible_unit()
    {
        var candidate = new Visit("uuid:1") { Village = "west" }.Read(Visits.District, Visits.Member);
        Assert.Equal((Visits.West, Visits.East), (candidate.Header.Unit, candidate.Facts.SenderUnit));
    }

    [Theory]
    [InlineData("34.805 117.005 0 5", "001", 2, EntryMarks.None)]
    // On the line between both: the lower code.
    [InlineData("34.805 117.01 0 5", "001", 2, EntryMarks.None)]
    [InlineData("34.9 117.005 0 5", null, 2, EntryMarks.OutsideCells)]
    [InlineData("", null, 0, EntryMarks.None)]
    public void A_point_lies_in_a_cell_of_the_grid_or_is_marked(string location, string? cell, long grid, EntryMarks marks)
    {
        var header = new Visit("uuid:1") { Location = location }.Read(Visits.District).Header;
        Assert.Equal((cell, grid, marks), (Visits.District.CodeOf(header.Cell), header.GridSeq, header.Marks));
    }

    [Fact]
    public void A_later_grid_does_not_move_an_earlier_day()
    {
        var later = Visits.District.Enter(EntryKind.Grid, Visits.Grid("2021-05-27", "003"));
        string? Cell(string end) => later.CodeOf(new Visit("uuid:1") { Location = "34.805 117.015 0 5", End = end }.Read(later).Header.Cell);
        Assert.Equal("002", Cell("2021-05-26T09:00:00.000+08:00"));
        Assert.Equal("003", Cell("2021-05-27T09:00:00.000+08:00"));
    }

    [Fact]
    public void An_answer_outside_the_rules_is_marked_and_counts() =>
        Assert.Equal((EntryMarks.Violations, "places=-2 places.stall=-2"), Said(new Visit("uuid:1") { Places = "-2" }));

    [Fact]
    public void What_the_phone_reckoned_otherwise_is_marked() =>
        Assert.Equal(EntryMarks.Recalculated, new Visit("uuid:1") { Places = "2", Double = "5" }.Read(Visits.District).Header.Marks);

    [Fact]
    public void P06_an_irrelevant_answer_counts_nowhere()
    {
        Assert.Equal((EntryMarks.None, "places=1 places.stall=1 waste=40"), Said(new Visit("uuid:1") { Waste = "40" }));
        var irrelevant = new Visit("uuid:1") { Kind = "sign", Waste = "40" };
        Assert.Equal((EntryMarks.None, "places=1 places.sign=1"), Said(irrelevant));
        var form = Visits.District.FindForm("visit")!.Form.Read(irrelevant.Xml, out _)!;
        Assert.Contains("<waste>40</waste>", System.Text.Encoding.UTF8.GetString(irrelevant.Read(Visits.District).Body.Span));
        Assert.Equal("", form["waste"].Text);
    }

    [Fact]
    public void An_indicators_own_day_goes_before_the_records()
    {
        var said = new Visit("uuid:1") { Waste = "3", SeenOn = "2021-05-20" }.Read(Visits.District).Facts.Contributions;
        Assert.Equal(new DateOnly(2021, 5, 20), said.Single(one => one.Indicator.Indicator == 5).Day);
        Assert.Null(said.Single(one => one.Indicator.Indicator == 1).Day);
    }

    [Fact]
    public void Each_instance_of_a_repeat_counts_and_a_key_counts_once_a_record() =>
        Assert.Equal((EntryMarks.None, "places=1 places.stall=1 people everyone finds finds finds"), Said(new Visit("uuid:1") { House = "h1", Finds = "a,b,c" }));

    [Fact]
    public void P13_a_rule_without_end_is_stopped_marked_and_the_rest_counts()
    {
        const string endless = "count(/data/find[count(/data/find[count(/data/find) > 0]) > 0]) > 0";
        var definition = Visits.Places.Publish(Visits.Folder(
            Visits.Yaml.Replace("where: ${kind} = 'stall'", "where: " + endless, StringComparison.Ordinal)));
        var candidate = new Visit("uuid:1") { Waste = "4", Finds = string.Join(',', Enumerable.Repeat("a", 2500)) }.Read(definition);
        Assert.Equal(EntryMarks.NotEvaluated, candidate.Header.Marks);
        var said = candidate.Facts.Contributions.Select(one => definition[one.Indicator].Rule.Name).ToList();
        Assert.DoesNotContain("waste", said);
        Assert.Contains("places", said);
        Assert.Equal(2500, said.Count(name => name == "finds"));
    }

    [Fact]
    public void A_distinct_key_is_another_in_another_scope()
    {
        var keys = new[]
        {
            DistinctKey.Of(DistinctScope.Campaign, Visits.East, new CellNo(1), "h1"), DistinctKey.Of(DistinctScope.Unit, Visits.East, new CellNo(1), "h1"),
            DistinctKey.Of(DistinctScope.Unit, Visits.West, new CellNo(1), "h1"), DistinctKey.Of(DistinctScope.Cell, Visits.East, new CellNo(1), "h1"),
            DistinctKey.Of(DistinctScope.Cell, Visits.East, new CellNo(3), "h1"), DistinctKey.Of(DistinctScope.Campaign, Visits.East, new CellNo(1), "h2"),
        };
        Assert.Equal(6, keys.Distinct().Count());
        Assert.Equal(keys[0], DistinctKey.Of(DistinctScope.Campaign, Visits.West, CellNo.None, "h1"));
        Assert.Equal(keys[1], DistinctKey.Of(DistinctScope.Unit, Visits.East, CellNo.None, "h1"));
    }

    [Fact]
    public void A_residue_says_what_the_erased_body_said()
    {
        var candidate = new Visit("uuid:1") { Waste = "4", House = "h1", SeenOn = "2021-05-20", Photo = "p.jpg", Finds = "a" }.Read(Visits.District, Visits.Member);
        var entry = new JournalEntry(6, candidate.Header, Hash256.Zero, Hash256.Zero);
        var again = Reading.Again(Visits.District, entry, Reading.Residue(candidate.Facts), residue: true);
        Assert.True(Reading.SaySame(candidate.Facts, again));
        Assert.Equal(["p.jpg"], again.ExpectedFiles);
        Assert.True(Reading.SaySame(candidate.Facts, Reading.Again(Visits.District, entry, candidate.Body, residue: false)));
        var waste = Visits.District.FindCampaign("visits")!.Find("waste")!.Id;
        Assert.Equal(
            Reading.For(Visits.District, waste, entry, candidate.Body, residue: false),
            Reading.For(Visits.District, waste, entry, Reading.Residue(candidate.Facts), residue: true));
    }

    [Fact]
    public void Personal_answers_say_nothing_to_the_journal()
    {
        var one = new Visit("uuid:1") { House = "h1", Phone = "13800000000" }.Read(Visits.District).Facts;
        Assert.True(Reading.SaySame(one, new Visit("uuid:1") { House = "h1" }.Read(Visits.District).Facts));
        Assert.False(Reading.SaySame(one, new Visit("uuid:1") { House = "h2" }.Read(Visits.District).Facts));
    }

    [Theory]
    [InlineData("<data id=\"visit\" version=\"1\">")]
    [InlineData("<data id=\"other\" version=\"1\"><meta><instanceID>uuid:1</instanceID></meta></data>")]
    [InlineData("<data id=\"visit\" version=\"1\"><village>east</village></data>")]
    public void What_is_no_record_of_the_form_is_refused_with_the_reason(string xml)
    {
        var submission = new Submission(
            new DistrictId(1), Visits.District.FindForm("visit")!, System.Text.Encoding.UTF8.GetBytes(xml), [], Visits.Clerk, DateTimeOffset.UnixEpoch);
        Assert.Null(Reading.Record(Visits.District, submission, out var refusal));
        Assert.NotNull(refusal);
    }

    private static (EntryMarks Marks, string Words) Said(Visit visit)
    {
        var candidate = visit.Read(Visits.District);
        return (candidate.Header.Marks, string.Join(' ', candidate.Facts.Contributions.Select(one =>
            Visits.District[one.Indicator].Rule is { Aggregation: Aggregation.Sum } sum ? $"{sum.Name}={one.Value}" : Visits.District[one.Indicator].Rule.Name)));
    }
}
