using CsCheck;
using Gridwork.Engine.Cases;
using Gridwork.Schedules;

namespace Gridwork.Engine.Tests.Cases;

public sealed class EscalationTests
{
    private static readonly WorkingCalendar Calendar = WorkingCalendar.Default;
    private static readonly DateTimeOffset Due = new(2021, 5, 26, 10, 10, 0, TimeSpan.FromHours(8));

    [Theory]
    // Four working hours after Wednesday 10:10 is 15:40 the same day (a break from 12:00 to 13:30), one working day is Thursday 10:10.
    [InlineData("2021-05-26T10:10:00+08:00", false, Rung.None)]
    [InlineData("2021-05-26T10:11:00+08:00", false, Rung.Holder)]
    [InlineData("2021-05-26T15:39:00+08:00", false, Rung.Holder)]
    [InlineData("2021-05-26T15:40:00+08:00", false, Rung.Supervisor)]
    [InlineData("2021-05-27T10:09:00+08:00", false, Rung.Supervisor)]
    [InlineData("2021-05-27T10:10:00+08:00", false, Rung.Leader)]
    // An emergency goes up by the clock on the wall, also over noon and night.
    [InlineData("2021-05-26T14:10:00+08:00", true, Rung.Supervisor)]
    [InlineData("2021-05-27T10:09:00+08:00", true, Rung.Supervisor)]
    [InlineData("2021-05-27T10:10:00+08:00", true, Rung.Leader)]
    public void A_late_case_goes_up_by_steps(string now, bool roundTheClock, Rung rung) =>
        Assert.Equal(rung, Escalation.Usual.At(Due, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), Calendar, roundTheClock));

    [Fact]
    public void What_has_no_deadline_goes_nowhere() => Assert.Equal(Rung.None, Escalation.Usual.At(null, Due, Calendar, false));

    [Fact]
    public void No_rung_is_left_out_and_none_is_left_again() => Gen.Select(Gen.Int[0, 60 * 24 * 20], Gen.Int[0, 60 * 24 * 3], Gen.Bool).Sample((after, more, round) =>
    {
        var first = Escalation.Usual.At(Due, Due.AddMinutes(after), Calendar, round);
        Assert.True(Escalation.Usual.At(Due, Due.AddMinutes(after + more), Calendar, round) >= first);
        foreach (var rung in Enum.GetValues<Rung>().Where(rung => rung != Rung.None))
        {
            var reached = Escalation.Usual.Reaches(rung, Due, Calendar, round);
            Assert.Equal(rung <= first, reached < Due.AddMinutes(after) || reached == Due.AddMinutes(after) && rung != Rung.Holder);
        }
    });
}
