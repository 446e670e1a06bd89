using System.Globalization;
using System.Net;
using Gridwork.DemoDistrict.Photos;
using Gridwork.Engine.Rights;
using static Gridwork.Server.Tests.Cases.CaseCampaign;
using Drawn = Gridwork.Documents.Tests.Decks.Photos;

namespace Gridwork.Server.Tests.Cases;

/// <summary>A doubted photo is shown to whoever verifies, in words, and to nobody else.</summary>
public sealed class ProofTests : WithCases
{
    private const string Old = "这张照片可能是旧照，请核对";

    [Fact]
    public async Task An_old_photo_is_shown_beside_the_earlier_one_to_whoever_verifies_and_not_to_whoever_handled()
    {
        var first = await HandledAsync(Drawn.Jpeg(seed: 5));
        // The same picture, smaller and packed again, under another problem.
        var again = await HandledAsync(Drawn.Jpeg(400, 300, seed: 5, quality: 60));
        var other = await HandledAsync(Drawn.Jpeg(seed: 6));
        await ReadAsync();

        using var centre = await Server.SignedInAsync("centre");
        var page = await PageAsync(centre, again);
        Assert.Contains(Old, page, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"/cases/{first}\">问题 {first}</a>", page, StringComparison.Ordinal);
        Assert.Contains("整改后照片几乎相同", page, StringComparison.Ordinal);
        Assert.Contains($"旧件 {first}　整改后", page, StringComparison.Ordinal);
        Assert.Contains("疑似旧照", page, StringComparison.Ordinal);
        Assert.DoesNotContain("指纹", page, StringComparison.Ordinal);
        // The photo that came first is nobody's copy, and another street is another street.
        Assert.DoesNotContain("请核对", await PageAsync(centre, first), StringComparison.Ordinal);
        Assert.DoesNotContain("请核对", await PageAsync(centre, other), StringComparison.Ordinal);
        using var english = await Server.SignedInAsync("centre");
        page = await CaseTests.PageAsync(english, $"/cases/{again}?lang=en");
        Assert.Contains("This photo may be an old one; please check", page, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);

        // Whoever leads may supervise; the host and who handled it are told nothing.
        using var leader = await Server.SignedInAsync("leader");
        Assert.Contains(Old, await PageAsync(leader, again), StringComparison.Ordinal);
        using var host = await Server.SignedInAsync("other-officer");
        page = await PageAsync(host, again);
        Assert.Contains("/photos/after.jpg", page, StringComparison.Ordinal);
        Assert.DoesNotContain("请核对", page, StringComparison.Ordinal);
        Assert.DoesNotContain("旧件", page, StringComparison.Ordinal);
        // Nothing is refused for it: it is verified like any other.
        using var verified = await StepAsync(centre, again, "verify");
        Assert.Contains("已办理：核查通过，销号", await CaseTests.PageAsync(centre, verified.Headers.Location!.OriginalString), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_case_that_the_verifier_may_not_see_it_is_told_only_that_it_is_there()
    {
        // In the west, handled by the west; the member of the east may not see it.
        var hidden = await HandledAsync(Drawn.Jpeg(seed: 7), "34.75 117.25 0 5", member: false);
        var again = await HandledAsync(Drawn.Jpeg(seed: 7));
        await ReadAsync();
        using var member = await Server.SignedInAsync("member");
        using (var other = await member.GetAsync($"/cases/{hidden}")) Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        var page = await PageAsync(member, again);
        Assert.Contains(Old, page, StringComparison.Ordinal);
        Assert.Contains("在另一件您不能查看的问题里，早先用过几乎相同的照片", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"/cases/{hidden}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("旧件", page, StringComparison.Ordinal);
        using var centre = await Server.SignedInAsync("centre");
        page = await PageAsync(centre, again);
        Assert.Contains($"问题 {hidden}</a>", page, StringComparison.Ordinal);
        Assert.Contains("是同一张", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_camera_wrote_is_held_against_place_dispatch_and_clock()
    {
        var now = DateTimeOffset.Now;
        var far = await HandledAsync(new CameraNotes(now, 34.75, 117.335).In(Drawn.Jpeg(seed: 11)));
        var early = await HandledAsync(new CameraNotes(now.AddDays(-2), 34.75, 117.35).In(Drawn.Jpeg(seed: 12)));
        var ahead = await HandledAsync(new CameraNotes(now.AddHours(5), 34.75, 117.35, now).In(Drawn.Jpeg(seed: 13)));
        var good = await HandledAsync(new CameraNotes(now, 34.75, 117.3501).In(Drawn.Jpeg(seed: 14)));
        await ReadAsync();
        using var centre = await Server.SignedInAsync("centre");
        var page = await PageAsync(centre, far);
        Assert.Contains("这张照片可能不是在现场拍的，请核对", page, StringComparison.Ordinal);
        Assert.Matches(@"拍摄点离本件 1(\.\d)?公里", page);
        page = await PageAsync(centre, early);
        Assert.Contains(Old, page, StringComparison.Ordinal);
        Assert.Contains("早于交办", page, StringComparison.Ordinal);
        page = await PageAsync(centre, ahead);
        Assert.Contains("这张照片的时间对不上，请核对", page, StringComparison.Ordinal);
        Assert.Contains("照片的时间与卫星时间相差 5小时。", page, StringComparison.Ordinal);
        page = await PageAsync(centre, good);
        Assert.DoesNotContain("请核对", page, StringComparison.Ordinal);
        Assert.Contains("距问题点", page, StringComparison.Ordinal);
    }

    /// <summary>A problem that was dispatched to the west and handled with a photo.</summary>
    private async Task<long> HandledAsync(byte[] photo, string spot = "34.75 117.35 0 5", bool member = true)
    {
        if (!member && !grown)
        {
            grown = true;
            await Server.PersonAsync("west-member", Role.GridMember, "west");
        }
        var number = await Server.ReportAsync(member ? "member" : "west-member", spot: spot);
        using var centre = await Server.SignedInAsync("centre");
        using (var sent = await StepAsync(centre, number, "dispatch", null, ("unit", "west"))) Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        using var host = await Server.SignedInAsync("other-officer");
        using (var sent = await StepAsync(host, number, "handle", photo, ("outcome", "done"))) Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        return number;
    }

    private bool grown;

    /// <summary>The worker has come to the end of the journal.</summary>
    private async Task ReadAsync()
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if (await Server.NumberAsync("SELECT (SELECT seq FROM head WHERE d = 1) - coalesce((SELECT seq FROM photo_reading WHERE d = 1), 0)") == 0) return;
            await Task.Delay(50);
        }
        Assert.Fail("The photos were not read.");
    }

    private static Task<string> PageAsync(HttpClient client, long number) => CaseTests.PageAsync(client, string.Create(CultureInfo.InvariantCulture, $"/cases/{number}"));
}
