using System.Globalization;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Tests.Campaigns;
using Gridwork.Schedules;

namespace Gridwork.Engine.Tests.Districts;

/// <summary>The calendar as part of the definition, and the demo district's own.</summary>
public sealed class DistrictCalendarTests
{
    private static readonly CalendarBody Demo = DistrictFolder.Read(Path.Combine(Repository.Root, "district")).Calendar!;

    [Fact]
    public void Before_a_calendar_is_published_the_usual_hours_hold_and_every_year_is_assumed()
    {
        Assert.Equal(WorkingHours.Default, Visits.District.Calendar.Hours);
        Assert.Equal("Asia/Shanghai", Visits.District.Calendar.Zone.Id);
        Assert.Null(Visits.District.Calendar.AnnouncedTo);
        Assert.True(Visits.District.Calendar.Due(At("2021-04-30 16:00"), Limit.WorkingDays(1), []).Provisional);
    }

    [Theory]
    [InlineData("8 working hours", "2021-05-06 16:30")]
    [InlineData("16.5 working hours", "2021-05-07 17:30")]
    [InlineData("24 working hours", "2021-05-08 17:30")]
    public void T01_the_imported_days_know_the_holiday_and_the_made_up_Saturday(string limit, string due)
    {
        var calendar = Visits.District.Enter(EntryKind.Calendar, BodyJson.Write(Demo)).Calendar;
        Assert.Equal(new DueTime(At(due), false), calendar.Due(At("2021-04-30 16:00"), Limit.Parse(limit), []));
    }

    [Fact]
    public void The_imported_days_are_those_of_the_notices_and_say_where_they_come_from()
    {
        Assert.Equal("npm holiday-calendar 1.3.3 (MIT)", Demo.Source);
        Assert.Equal([2020, 2021, 2022, 2023, 2024, 2025, 2026], Demo.Announced);
        Assert.Equal(
            "04-25 05-08 09-18 09-26 10-09",
            string.Join(' ', Demo.Days.Where(day => day.Kind == DayKind.MakeUp && day.Day.Year == 2021 && day.Day.Month > 3)
                .Select(day => day.Day.ToString("MM-dd", CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void A_unit_keeps_its_own_hours_or_those_of_the_unit_above()
    {
        var body = Demo with { Units = new Dictionary<string, string> { ["hefan"] = "09:00-12:00,14:00-18:00", ["west"] = "00:00-24:00", ["gone"] = "10:00-11:00" } };
        var definition = Visits.District.Enter(EntryKind.Calendar, BodyJson.Write(body));
        Assert.Equal("08:30-12:00,13:30-17:30", definition.CalendarOf(UnitNo.None).Hours.ToString());
        Assert.Equal("09:00-12:00,14:00-18:00", definition.CalendarOf(Visits.East).Hours.ToString());
        Assert.Equal("00:00-24:00", definition.CalendarOf(Visits.West).Hours.ToString());
        Assert.False(definition.CalendarOf(Visits.East).IsWorking(new DateOnly(2021, 5, 5)));
    }

    [Fact]
    public void A_later_calendar_takes_the_place_of_the_earlier_one_and_outlives_new_units()
    {
        var first = Visits.District.Enter(EntryKind.Calendar, BodyJson.Write(Demo with { Announced = [2020] }));
        Assert.True(first.Calendar.Due(At("2021-04-30 16:00"), Limit.WorkingDays(1), []).Provisional);
        var second = first.Enter(EntryKind.Calendar, BodyJson.Write(Demo)).Enter(EntryKind.Units, Visits.Units);
        Assert.Equal(new DueTime(At("2021-05-06 16:00"), false), second.Calendar.Due(At("2021-04-30 16:00"), Limit.WorkingDays(1), []));
        Assert.Equal(2026, second.Calendar.AnnouncedTo);
    }

    [Fact]
    public void Days_of_a_year_that_is_not_announced_are_assumed_and_make_a_deadline_provisional()
    {
        var calendar = Visits.District.Enter(EntryKind.Calendar, BodyJson.Write(Demo)).Calendar;
        Assert.Equal(DayKind.Holiday, calendar.KindOf(new DateOnly(2027, 2, 6)));
        Assert.Equal(new DueTime(At("2027-02-09 10:00"), true), calendar.Due(At("2027-02-04 10:00"), Limit.WorkingDays(1), []));
    }

    [Theory]
    [InlineData("hours: 08:30-07:00", "calendar: hours 08:30-07:00")]
    [InlineData("units: {nobody: 08:30-12:00}", "calendar: units › nobody")]
    [InlineData("units: {hefan: always}", "calendar: units › hefan always")]
    [InlineData("days: twice.json", "calendar: 2021-05-01 ×2")]
    [InlineData("days: ordinary.json", "calendar: 2021-05-01 Working")]
    [InlineData("days: broken.json", "broken.json:1: ")]
    [InlineData("days: empty.json", "empty.json: announced, days")]
    public void A_folder_whose_calendar_cannot_be_read_is_refused_by_name(string calendar, string fault)
    {
        var folder = Directory.CreateTempSubdirectory("gridwork-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "district.yaml"), $"id: new\nname: 新区\nunits: units.csv\ncells: cells.geojson\ncalendar:\n  {calendar}\n");
            File.WriteAllText(Path.Combine(folder, "units.csv"), "code,name_zh,name_en,kind,parent\nnew,新区,,district,\nhefan,禾范街道,,subdistrict,new\n");
            File.WriteAllText(Path.Combine(folder, "cells.geojson"), "{}");
            const string day = """{"day":"2021-05-01","kind":"holiday","name":{"zh":"劳动节"}}""";
            File.WriteAllText(Path.Combine(folder, "twice.json"), $$"""{"announced":[2021],"days":[{{day}},{{day}}]}""");
            File.WriteAllText(Path.Combine(folder, "ordinary.json"), $$"""{"announced":[2021],"days":[{{day.Replace("holiday", "working", StringComparison.Ordinal)}}]}""");
            File.WriteAllText(Path.Combine(folder, "broken.json"), "{");
            File.WriteAllText(Path.Combine(folder, "empty.json"), "{}");
            Assert.Contains(fault, Assert.Throws<InvalidDataException>(() => DistrictFolder.Read(folder)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text + " +08:00", CultureInfo.InvariantCulture);
}
