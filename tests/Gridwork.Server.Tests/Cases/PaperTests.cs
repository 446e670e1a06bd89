using System.Net;
using DocumentFormat.OpenXml.Packaging;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Server.Checks;
using static Gridwork.Server.Tests.Cases.CaseCampaign;

namespace Gridwork.Server.Tests.Cases;

/// <summary>Papers of one case: offered from a stage on, filled for whoever may see the case, checked before they are published.</summary>
public sealed class PaperTests : WithCases
{
    private static readonly byte[] Picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task A_case_offers_the_papers_of_its_stage_and_they_say_what_its_page_says()
    {
        var number = await Server.ReportAsync("member", photo: Picture);
        using var centre = await Server.SignedInAsync("centre");
        using (var early = await centre.GetAsync($"/cases/{number}/papers/notice.docx")) Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        Assert.DoesNotContain("整改通知书", await PageAsync(centre, $"/cases/{number}"), StringComparison.Ordinal);

        using (await StepAsync(centre, number, "dispatch", null, ("unit", "west"))) { }
        foreach (var page in new[] { $"/cases/{number}", $"/cases?case={number}" })
            Assert.Contains($"href=\"/cases/{number}/papers/notice.docx\"", await PageAsync(centre, page), StringComparison.Ordinal);
        using var answer = await centre.GetAsync($"/cases/{number}/papers/notice.docx");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/vnd.openxmlformats-officedocument.wordprocessingml.document", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("attachment", $"整改通知书-{number}.docx"), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentDisposition.FileNameStar));
        Assert.True(answer.Headers.CacheControl is { Private: true, NoStore: true });
        using var document = WordprocessingDocument.Open(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()), isEditable: false);
        var main = document.MainDocumentPart!;
        var text = main.Document!.Body!.InnerText;
        Assert.Contains("巷口漏水", text, StringComparison.Ordinal);
        Assert.Contains("职责第七条", text, StringComparison.Ordinal);
        Assert.Contains("受理起算，限3个工作日", text, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
        Assert.Single(main.ImageParts);
        Assert.Equal("演示样张　数据为合成", main.HeaderParts.Single().Header!.InnerText);
        Assert.Matches("截至 .*流水第 [0-9]+号　核数码 ([0-9a-fA-F]{4} ){3}[0-9a-fA-F]{4}", main.FooterParts.Single().Footer!.InnerText);
        // A paper speaks its template's language, whoever fetches it.
        using var english = new HttpRequestMessage(HttpMethod.Get, $"/cases/{number}/papers/notice.docx") { Headers = { { "Accept-Language", "en" } } };
        using var same = await centre.SendAsync(english);
        using var again = WordprocessingDocument.Open(new MemoryStream(await same.Content.ReadAsByteArrayAsync()), isEditable: false);
        Assert.Equal(text, again.MainDocumentPart!.Document!.Body!.InnerText);
    }

    [Fact]
    public async Task Strangers_and_other_units_get_no_paper_and_the_right_unit_does()
    {
        var number = await Server.ReportAsync("member", "lamp");
        using var centre = await Server.SignedInAsync("centre");
        using (await StepAsync(centre, number, "dispatch", null, ("unit", "east"))) { }
        var door = $"/cases/{number}/papers/notice.docx";
        using var stranger = Server.Client();
        using (var answer = await stranger.GetAsync(door)) Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        using var other = await Server.SignedInAsync("other-officer");
        using (var answer = await other.GetAsync(door)) Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        using var officer = await Server.SignedInAsync("officer");
        using (var answer = await officer.GetAsync(door)) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        foreach (var missing in new[] { $"/cases/{number}/papers/closing.docx", $"/cases/{number}/papers/none.docx", "/cases/999999/papers/notice.docx" })
        {
            using var answer = await officer.GetAsync(missing);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public void A_template_with_an_unknown_field_is_told_with_its_file_and_the_field_that_was_meant()
    {
        var folder = new CampaignFolder("clean", Folder(Template("{{case.hots}}和{{step.time}}").ToArray()));
        var lines = FolderCheck.Run(folder, DistrictDefinition.Empty).Problems.Where(problem => problem.Location?.File == "papers/notice.docx")
            .Select(problem => problem.Line(System.Globalization.CultureInfo.GetCultureInfo("zh-CN"))).Order(StringComparer.Ordinal);
        Assert.Equal(["papers/notice.docx：“step.time”有多条，只能写在表格的一行里。", "papers/notice.docx：没有“case.hots”这一项。应是 case.host。"], lines);
        Assert.DoesNotContain(FolderCheck.Run(new CampaignFolder("clean", Folder(Template().ToArray())), DistrictDefinition.Empty).Problems, problem => problem.Location?.File == "papers/notice.docx");
    }

    private static async Task<string> PageAsync(HttpClient client, string path) => WebUtility.HtmlDecode(await client.GetStringAsync(path));
}
