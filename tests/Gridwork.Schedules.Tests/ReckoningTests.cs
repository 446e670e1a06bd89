using CsCheck;
using static Gridwork.Schedules.Tests.Days;

namespace Gridwork.Schedules.Tests;

public class ReckoningTests
{
    [Fact]
    public void A_deadline_is_the_one_that_is_found_minute_by_minute() => Reckoning.Cases.Sample(
        (from, limit, pauses) => Text(China.Due(from, limit, pauses).At) == Text(Reckoning.Due(from, limit, pauses)),
        iter: 3000);

    [Fact]
    public void Working_time_is_the_minutes_that_were_worked() => Gen.Select(Reckoning.Moment(50), Reckoning.Moment(50)).Sample(
        (from, to) => China.WorkingTime(from, to).TotalMinutes == Reckoning.Minutes(from, to, true, []) - Reckoning.Minutes(to, from, true, []),
        iter: 500);

    [Fact]
    public void What_a_clock_shows_is_the_minutes_in_which_it_ran() => Reckoning.Cases.Sample(
        (from, limit, pauses) =>
        {
            var to = from.AddDays(9);
            return China.Elapsed(from, to, limit.Unit, pauses).TotalMinutes == Reckoning.Minutes(from, to, limit.IsWorking, pauses);
        },
        iter: 500);

    [Fact]
    public void Working_time_is_additive() => Gen.Select(Reckoning.Moment(50), Reckoning.Moment(50), Reckoning.Moment(50)).Sample(
        (a, b, c) => China.WorkingTime(a, b) + China.WorkingTime(b, c) == China.WorkingTime(a, c));

    [Fact]
    public void What_begins_later_is_not_due_earlier() => Gen.Select(Reckoning.Cases, Gen.OneOf(Gen.Int[0, 3], Gen.Int[0, 9000])).Sample(
        (one, minutes) => China.Due(one.From, one.Limit, one.Pauses).At <= China.Due(one.From.AddMinutes(minutes), one.Limit, one.Pauses).At);

    [Fact]
    public void A_clock_shows_the_limit_when_it_is_due() => Reckoning.Cases.Sample(
        (from, limit, pauses) => China.Elapsed(from, China.Due(from, limit, pauses).At, limit.Unit, pauses) == China.LengthOf(limit));

    [Fact]
    public void Another_offset_is_the_same_moment() => Reckoning.Cases.Sample(
        (from, limit, pauses) => China.Due(from.ToOffset(TimeSpan.FromHours(-5)), limit, pauses).At.EqualsExact(China.Due(from, limit, pauses).At));
}
