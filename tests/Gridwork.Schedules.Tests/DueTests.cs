using static Gridwork.Schedules.Tests.Days;

namespace Gridwork.Schedules.Tests;

public class DueTests
{
    [Theory]
    [InlineData("8 working hours", "Thu 2021-05-06 16:30")]
    [InlineData("16.5 working hours", "Fri 2021-05-07 17:30")]
    [InlineData("24 working hours", "Sat 2021-05-08 17:30")]
    public void T01_holidays_are_left_out_and_a_made_up_Saturday_counts(string limit, string due) =>
        Assert.Equal(due, Text(China.Due(At("04-30 16:00"), Limit.Parse(limit), []).At));

    [Fact]
    public void T02_a_pause_is_worth_the_working_time_in_it()
    {
        var from = At("05-13 09:00");
        var limit = Limit.Parse("15 working hours");

        Assert.Equal("Mon 2021-05-17 09:00", Text(China.Due(from, limit, []).At));
        Assert.Equal("Mon 2021-05-17 10:00", Text(China.Due(from, limit, [new(At("05-14 17:00"), At("05-17 09:00"))]).At));
    }

    [Fact]
    public void T05_what_is_registered_at_lunch_begins_after_it() =>
        Assert.Equal("Fri 2021-05-14 14:30", Text(China.Due(At("05-14 12:10"), Limit.Parse("1 working hour"), []).At));

    [Theory]
    [InlineData("3 working days", "Wed 2021-05-19 10:00")]
    [InlineData("3 days", "Mon 2021-05-17 10:00")]
    public void T09_working_days_and_days_are_two_kinds(string limit, string due) =>
        Assert.Equal(due, Text(China.Due(At("05-14 10:00"), Limit.Parse(limit), []).At));

    [Theory]
    [InlineData("05-14 08:30", "Mon 2021-05-17 08:30")]
    [InlineData("05-14 12:00", "Mon 2021-05-17 12:00")]
    [InlineData("05-14 12:10", "Mon 2021-05-17 13:30")]
    [InlineData("05-14 13:30", "Mon 2021-05-17 13:30")]
    [InlineData("05-14 17:30", "Mon 2021-05-17 17:30")]
    [InlineData("05-14 17:31", "Tue 2021-05-18 08:30")]
    [InlineData("05-15 10:00", "Tue 2021-05-18 08:30")]
    [InlineData("04-30 16:00", "Thu 2021-05-06 16:00")]
    public void A_working_day_is_the_same_time_of_the_next_day_of_work(string from, string due) =>
        Assert.Equal(due, Text(China.Due(At(from), Limit.WorkingDays(1), []).At));

    [Fact]
    public void A_pause_moves_working_days_by_working_time_and_days_by_all_of_it()
    {
        IReadOnlyList<Pause> night = [new(At("05-14 17:00"), At("05-15 09:00"))];

        Assert.Equal("Wed 2021-05-19 10:30", Text(China.Due(At("05-14 10:00"), Limit.WorkingDays(3), night).At));
        Assert.Equal("Tue 2021-05-18 02:00", Text(China.Due(At("05-14 10:00"), Limit.NaturalDays(3), night).At));
        Assert.Equal("Sat 2021-05-15 18:00", Text(China.Due(At("05-14 10:00"), Limit.NaturalHours(16), night).At));
    }

    [Fact]
    public void A_pause_that_begins_after_the_end_moves_nothing() =>
        Assert.Equal("Mon 2021-05-17 10:00", Text(China.Due(At("05-14 10:00"), Limit.WorkingDays(1), [new(At("05-17 10:00"), At("05-20 10:00"))]).At));

    [Fact]
    public void Pauses_that_overlap_count_once() =>
        Assert.Equal("Fri 2021-05-14 16:30", Text(China.Due(
            At("05-14 10:00"), Limit.WorkingHours(2),
            [new(At("05-14 10:30"), At("05-14 14:00")), new(At("05-14 11:00"), At("05-14 11:30")), new(At("05-14 13:00"), At("05-14 15:00")),
             new(At("05-14 16:00"), At("05-14 15:00"))]).At));

    [Fact]
    public void A_deadline_beyond_what_is_announced_is_provisional()
    {
        Assert.False(China.Due(At("2021-12-30 10:00"), Limit.WorkingDays(1), []).Provisional);
        Assert.True(China.Due(At("2021-12-30 10:00"), Limit.WorkingDays(2), []).Provisional);
        Assert.False(China.Due(At("2021-12-30 10:00"), Limit.NaturalDays(9), []).Provisional);
        Assert.True(WorkingCalendar.Default.Due(At("05-14 10:00"), Limit.WorkingDays(2), []).Provisional);
    }

    [Fact]
    public void What_is_left_is_told_in_the_time_of_the_limit_and_turns_negative()
    {
        var due = At("05-17 10:00");

        Assert.Equal(TimeSpan.FromHours(2), China.Left(At("05-14 17:00"), due, Limit.WorkingHours(8)));
        Assert.Equal(TimeSpan.FromHours(65), China.Left(At("05-14 17:00"), due, Limit.NaturalDays(3)));
        Assert.Equal(TimeSpan.FromHours(-6), China.Left(At("05-17 20:00"), due, Limit.WorkingDays(1)));
        Assert.Equal(TimeSpan.FromHours(-10), China.Left(At("05-17 20:00"), due, Limit.NaturalHours(1)));
    }

    [Fact]
    public void The_moment_from_which_a_quarter_is_left_is_found()
    {
        var limit = Limit.WorkingDays(2);

        Assert.Equal(TimeSpan.FromHours(15), China.LengthOf(limit));
        Assert.Equal("Mon 2021-05-17 15:15", Text(China.After(At("05-14 10:00"), China.LengthOf(limit) * 0.75, limit.Unit, [])));
    }

    [Fact]
    public void A_unit_with_hours_of_its_own_keeps_the_days()
    {
        var late = China.WithHours(WorkingHours.Parse("09:00-12:00,14:30-18:00"));

        Assert.Equal("Thu 2021-05-06 16:00", Text(late.Due(At("04-30 16:00"), Limit.WorkingDays(1), []).At));
        Assert.Equal("Thu 2021-05-06 10:00", Text(late.Due(At("04-30 16:00"), Limit.WorkingHours(3), []).At));
    }

    [Fact]
    public void Where_the_clocks_are_changed_working_days_keep_the_time_of_day_and_days_have_24_hours()
    {
        var calendar = new WorkingCalendar(TimeZoneInfo.FindSystemTimeZoneById("America/New_York"), WorkingHours.Default);
        var from = new DateTimeOffset(2021, 3, 12, 10, 0, 0, TimeSpan.FromHours(-5));

        Assert.True(new DateTimeOffset(2021, 3, 15, 10, 0, 0, TimeSpan.FromHours(-4)).EqualsExact(calendar.Due(from, Limit.WorkingDays(1), []).At));
        Assert.True(new DateTimeOffset(2021, 3, 15, 11, 0, 0, TimeSpan.FromHours(-4)).EqualsExact(calendar.Due(from, Limit.NaturalDays(3), []).At));
        Assert.Equal(TimeSpan.FromHours(24), calendar.Explain(from, Limit.NaturalDays(2), [])[1].Counted);
        Assert.Equal(TimeSpan.FromHours(23), calendar.Explain(from, Limit.NaturalDays(3), [])[2].Counted);
    }

    [Fact]
    public void The_year_9999_ends_the_calendar() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => China.Due(At("9999-12-30 10:00"), Limit.WorkingDays(3), []));

    [Fact]
    public void A_week_without_a_day_of_work_is_refused() =>
        Assert.Throws<ArgumentException>(() => new WorkingCalendar(TimeZoneInfo.Utc, WorkingHours.Default, weekend: Enum.GetValues<DayOfWeek>()));
}
