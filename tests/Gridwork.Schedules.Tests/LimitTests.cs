using CsCheck;

namespace Gridwork.Schedules.Tests;

public class LimitTests
{
    [Theory]
    [InlineData("3 working days", LimitUnit.WorkingDays, 0, 3, "3 working days")]
    [InlineData("1 Working  Day", LimitUnit.WorkingDays, 0, 1, "1 working day")]
    [InlineData("8 working hours", LimitUnit.WorkingHours, 480, 0, "8 working hours")]
    [InlineData("16.5 working hours", LimitUnit.WorkingHours, 990, 0, "16.5 working hours")]
    [InlineData("24 hours", LimitUnit.Hours, 1440, 0, "24 hours")]
    [InlineData(" 3days ", LimitUnit.Days, 0, 3, "3 days")]
    [InlineData("0.33 hours", LimitUnit.Hours, 20, 0, "0.33 hours")]
    [InlineData("3个工作日", LimitUnit.WorkingDays, 0, 3, "3 working days")]
    [InlineData("8个工作小时", LimitUnit.WorkingHours, 480, 0, "8 working hours")]
    [InlineData("24小时", LimitUnit.Hours, 1440, 0, "24 hours")]
    [InlineData("3 天", LimitUnit.Days, 0, 3, "3 days")]
    public void Is_read_in_both_languages_and_written_in_one_way(string text, LimitUnit unit, int minutes, int days, string written)
    {
        Assert.True(Limit.TryParse(text, out var limit));
        Assert.Equal((unit, minutes, days, written), (limit.Unit, limit.Minutes, limit.Days, limit.ToText()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("days")]
    [InlineData("three days")]
    [InlineData("1.5 working days")]
    [InlineData("0 hours")]
    [InlineData("-3 days")]
    [InlineData("0.333 hours")]
    [InlineData("1,5 hours")]
    [InlineData("3 weeks")]
    [InlineData("1.2.3 hours")]
    [InlineData("3661 days")]
    [InlineData("99999999999999999999999999999999 hours")]
    public void Nothing_else_is_a_limit(string? text) => Assert.False(Limit.TryParse(text, out _));

    [Fact]
    public void Its_text_reads_back_to_the_same_limit() =>
        Gen.OneOf(
                Gen.Int[1, 3660].Select(Limit.WorkingDays),
                Gen.Int[1, 3660].Select(Limit.NaturalDays),
                Gen.Int[1, 6000].Select(minutes => Limit.WorkingHours(minutes / 60m)),
                Gen.Int[1, 6000].Select(minutes => Limit.NaturalHours(minutes / 60m)))
            .Sample(limit => Limit.Parse(limit.ToText()) == limit);

    [Fact]
    public void A_limit_of_nothing_cannot_be_made()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Limit.WorkingDays(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Limit.WorkingHours(0.001m));
        Assert.Throws<FormatException>(() => Limit.Parse("soon"));
    }
}
