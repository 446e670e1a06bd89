// A campaign with cases in the test district: leaking pipes are the west village's to put right, wherever they are; lamps the village's in which they stand.
using System.Globalization;
using System.Text.Json;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Rights;
using Gridwork.Server.Districts;

namespace Gridwork.Server.Tests.Cases;

internal static class CaseCampaign
{
    private const string Yaml =
        """
        id: clean
        title: {zh: 清洁, en: Clean}
        period: {from: 2021-05-01}
        unit: test
        forms:
          report: {file: report.xlsx, fill: [grid-member, officer, clerk], place: "${spot}", unit: cell}
          step: {file: step.xlsx, fill: [grid-member, officer, clerk, administrator], unit: sender}
        cases:
          categories: categories.csv
          duties: duties.csv
          open:
            - {form: report, category: "${category}", what: "${what}", photo: "${photo}"}
          steps:
            - {form: step, case: "${case}", step: "${step}", unit: "${unit}", with: "${with}", clause: "${clause}", reason: "${reason}", until: "${until}", into: "${into}", outcome: "${outcome}", photo: "${photo}"}
          near: {metres: 50, days: 7}
          recheck: {share: 25, at_least: 2}
        papers:
          notice: {title: {zh: 整改通知书, en: Notice}, template: papers/notice.docx, when: dispatched}
          closing: {title: {zh: 销号单, en: Closing slip}, template: papers/notice.docx, when: closed}
        indicators:
          reports: {title: {zh: 件, en: Reports}, form: report, count: records}
        """;

    private const string Categories =
        """
        code,title_zh,title_en,limit,clock,after_photo
        pipe,管道渗漏,Leaking pipe,3 working days,working,required
        cover,井盖缺失,Missing cover,24 hours,round,no
        lamp,路灯不亮,Dark street lamp,3 working days,working,no
        """;

    private const string Duties =
        """
        category,place,line,host,with,clause_zh
        pipe,,,west,,职责第七条
        lamp,,,cell,,职责第九条
        """;

    public static async Task AddCasesAsync(this TestServer server)
    {
        await server.PublishCasesAsync();
        await server.PersonAsync("centre", Role.Clerk, "test");
    }

    /// <summary>Publishes the campaign, with a template for its decks where one is given.</summary>
    public static async Task PublishCasesAsync(this TestServer server, byte[]? deck = null)
    {
        var files = Folder(Template());
        if (deck is not null)
        {
            files["campaign.yaml"] = Encoding.UTF8.GetBytes($"{Yaml}\ndeck: deck.potx\n");
            files["deck.potx"] = deck;
        }
        await DefinitionEntries.AppendAsync(server.District, EntryKind.Definition, new CampaignFolder("clean", files).ToPackage(
            new Dictionary<string, string>
            {
                ["compiled/report.xml"] = XForm("report", "category", "what", "spot", "photo"),
                ["compiled/step.xml"] = XForm("step", "case", "step", "unit", "with", "clause", "reason", "until", "into", "outcome", "photo"),
            }));
    }

    /// <summary>The campaign's files with a template of its papers.</summary>
    public static Dictionary<string, ReadOnlyMemory<byte>> Folder(ReadOnlyMemory<byte> template) => new()
    {
        ["campaign.yaml"] = Encoding.UTF8.GetBytes(Yaml),
        ["categories.csv"] = Encoding.UTF8.GetBytes(Categories),
        ["duties.csv"] = Encoding.UTF8.GetBytes(Duties),
        ["papers/notice.docx"] = template,
    };

    /// <summary>A template as an office writes it.</summary>
    /// <param name="text">What stands in it besides.</param>
    public static byte[] Template(string text = "")
    {
        static Paragraph Line(string words) => new(new Run(new Text(words)));
        using var bytes = new MemoryStream();
        using (var document = WordprocessingDocument.Create(bytes, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            var (header, footer) = (main.AddNewPart<HeaderPart>(), main.AddNewPart<FooterPart>());
            header.Header = new Header(Line("{{demo}}"));
            footer.Footer = new Footer(Line("{{paper.as_of}}　{{paper.code}}"));
            main.Document = new Document(new Body(
                Line("{{case.host}}：{{case.what}}，{{case.duty_clause}}，{{case.due_how}}" + text), Line("{{photo.before}}"),
                new SectionProperties(
                    new HeaderReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(header) },
                    new FooterReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(footer) })));
        }
        return bytes.ToArray();
    }

    /// <summary>Sends a report as a phone does, and says the number of the case that it opens.</summary>
    public static async Task<long> ReportAsync(this TestServer server, string sender, string category = "pipe", string what = "巷口漏水", string spot = "34.75 117.35 0 5", byte[]? photo = null)
    {
        using var phone = server.Client(sender);
        var now = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
        var xml = $"""
            <data id="report" version="1" xmlns:orx="http://openrosa.org/xforms">
              <start>{now}</start><category>{category}</category><what>{what}</what><spot>{spot}</spot><photo>before.jpg</photo>
              <orx:meta><orx:instanceID>{TestForm.NewId()}</orx:instanceID></orx:meta>
            </data>
            """;
        using var answer = await phone.PostAsync("/openrosa/submission", TestForm.Parts(xml, ("before.jpg", photo ?? TestForm.Jpeg("before" + what + Guid.NewGuid()))));
        Assert.Equal(System.Net.HttpStatusCode.Created, answer.StatusCode);
        return await server.NumberAsync("SELECT max(root_seq) FROM case_state");
    }

    /// <summary>Sends the form of a step from a case's page.</summary>
    public static async Task<HttpResponseMessage> StepAsync(
        HttpClient client, long number, string step, byte[]? photo = null, params (string Name, string Value)[] values)
    {
        var content = new MultipartFormDataContent
        {
            { new StringContent(await TestServer.TokenAsync(client, "/cases")), "__RequestVerificationToken" },
            { new StringContent(step), "step" },
        };
        foreach (var (name, value) in values) content.Add(new StringContent(value), name);
        if (photo is not null) content.Add(new ByteArrayContent(photo), "photo", "after.jpg");
        return await client.PostAsync($"/cases/{number}/steps", content);
    }

    public static async Task<JsonElement> JsonAsync(HttpClient client, string path)
    {
        using var document = JsonDocument.Parse(await client.GetStringAsync(path));
        return document.RootElement.Clone();
    }

    private static string XForm(string id, params string[] questions) =>
        TestForm.Flat(id, questions, name => $"<bind nodeset=\"/data/{name}\" type=\"{Kind(name)}\"/>", Control);

    private static string Kind(string name) => name switch { "spot" => "geopoint", "photo" => "binary", "until" => "date", _ => "string" };

    private static string Control(string name) => name == "photo"
        ? "<upload ref=\"/data/photo\" mediatype=\"image/*\"><label>照片</label></upload>"
        : $"<input ref=\"/data/{name}\"><label>{name}</label></input>";
}
