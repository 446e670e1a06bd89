using System.Net;
using Gridwork.Server.Districts;

namespace Gridwork.Server.Tests.Districts;

public sealed class DistrictClockTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateTimeOffset DemoMorning = new(2021, 5, 27, 9, 40, 0, TimeSpan.FromHours(8));

    [Fact]
    public void A_district_in_service_tells_the_real_time_in_its_zone()
    {
        var clock = new DistrictClock(new Fixed(new DateTimeOffset(2026, 1, 31, 16, 30, 0, TimeSpan.Zero)), TimeSpan.Zero, Shanghai);
        Assert.Equal(new DateTimeOffset(2026, 2, 1, 0, 30, 0, TimeSpan.FromHours(8)), clock.Now);
        Assert.Equal(TimeSpan.FromHours(8), clock.Now.Offset);
        Assert.Equal(new DateOnly(2026, 2, 1), clock.Today);
    }

    [Fact]
    public void The_demo_begins_where_its_set_up_says_and_goes_on_from_there()
    {
        var real = new Fixed(new DateTimeOffset(2026, 1, 31, 16, 30, 0, TimeSpan.Zero));
        var clock = new DistrictClock(real, DistrictClock.ShiftTo(DemoMorning, real), Shanghai);
        Assert.Equal(DemoMorning, clock.Now);
        real.Now += TimeSpan.FromMinutes(5);
        Assert.Equal(DemoMorning.AddMinutes(5), clock.Now);
    }

    [Fact]
    public void A_phones_present_is_moved_to_the_demos_and_an_old_paper_stays()
    {
        var real = new Fixed(new DateTimeOffset(2026, 1, 31, 16, 30, 0, TimeSpan.Zero));
        var clock = new DistrictClock(real, DistrictClock.ShiftTo(DemoMorning, real), Shanghai);
        var phone = new DateTimeOffset(2026, 2, 1, 0, 20, 0, TimeSpan.FromHours(8));
        Assert.Equal(DemoMorning.AddMinutes(-10), clock.FromPhone(phone));
        var paper = new DateTimeOffset(2021, 5, 26, 7, 30, 0, TimeSpan.FromHours(8));
        Assert.Equal(paper, clock.FromPhone(paper));
    }

    [Fact]
    public async Task A_district_that_lives_in_2021_gives_cookies_of_today()
    {
        await using var server = await TestServer.StartAsync();
        await server.District.FixClockAsync(DistrictClock.ShiftTo(DemoMorning, TimeProvider.System));
        Assert.Equal(new DateOnly(2021, 5, 27), server.District.Clock.Today);
        using var client = server.Client();
        using var form = await TestServer.SignInFormAsync(client, "leader", TestServer.Password, keep: true);
        using var answer = await client.PostAsync("/signin", form);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("gridwork=", StringComparison.Ordinal));
        var expires = DateTimeOffset.Parse(
            cookie.Split("expires=")[1].Split(';')[0], System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);
        Assert.InRange(expires, DateTimeOffset.UtcNow.AddDays(13), DateTimeOffset.UtcNow.AddDays(15));
        // A phone lives today: its record counts on the district's day, and the answer says so.
        using var officer = server.Client("officer");
        var now = DateTimeOffset.Now.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", System.Globalization.CultureInfo.InvariantCulture);
        var xml = TestForm.Record(TestForm.NewId()).Replace("2021-05-27T09:00:00.000+08:00", now, StringComparison.Ordinal)
            .Replace("2021-05-27T09:03:00.000+08:00", now, StringComparison.Ordinal);
        using var received = await officer.PostAsync("/openrosa/submission", TestForm.Parts(xml));
        Assert.Equal(HttpStatusCode.Created, received.StatusCode);
        Assert.Contains("演示区的时钟", await received.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(
            new DateOnly(2021, 5, 27).DayNumber, await server.NumberAsync("SELECT day FROM journal WHERE d = 1 AND kind = 1 ORDER BY seq DESC LIMIT 1"));
    }

    private sealed class Fixed(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
