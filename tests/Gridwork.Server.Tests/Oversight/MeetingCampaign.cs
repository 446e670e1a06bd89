// A campaign whose meetings ask the two villages of the test district for things; its forms are called otherwise than the demo's.
using System.Globalization;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Rights;
using Gridwork.Server.Districts;

namespace Gridwork.Server.Tests.Oversight;

internal static class MeetingCampaign
{
    private const string Yaml =
        """
        id: tidy
        title: {zh: 整洁, en: Tidy}
        period: {from: 2021-05-01}
        unit: test
        forms:
          found: {file: found.xlsx, fill: [grid-member, officer, clerk], place: "${spot}", unit: cell}
          gathering: {file: gathering.xlsx, fill: [clerk, administrator], unit: sender}
          task: {file: task.xlsx, fill: [clerk, administrator], unit: sender}
          move: {file: move.xlsx, fill: [grid-member, officer, clerk, administrator], unit: sender}
        cases:
          categories: categories.csv
          open:
            - {form: found, category: "${category}", what: "${what}", register: true}
            - {form: task, kind: requirement, what: "${what}", host: "${who}", with: "${helpers}", due: "${due}", origin: "${gathering}", number: "${item}", slide: "${slide}", about: "${about}", register: true}
          steps:
            - {form: move, case: "${case}", step: "${step}", unit: "${unit}", with: "${helpers}", reason: "${reason}", outcome: "${outcome}"}
        indicators:
          tasks: {title: {zh: 要求, en: Tasks}, form: task, count: records}
        """;

    private const string Categories =
        """
        code,title_zh,title_en,limit,clock,after_photo
        waste,垃圾,Waste,3 working days,working,no
        """;

    public static async Task AddMeetingsAsync(this TestServer server)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>
        {
            ["campaign.yaml"] = Encoding.UTF8.GetBytes(Yaml),
            ["categories.csv"] = Encoding.UTF8.GetBytes(Categories),
        };
        await DefinitionEntries.AppendAsync(server.District, EntryKind.Definition, new CampaignFolder("tidy", files).ToPackage(new Dictionary<string, string>
        {
            ["compiled/found.xml"] = XForm("found", "category", "what", "spot"),
            ["compiled/gathering.xml"] = XForm("gathering", "name", "held"),
            ["compiled/task.xml"] = XForm("task", "gathering", "item", "slide", "about", "what", "who", "helpers", "due"),
            ["compiled/move.xml"] = XForm("move", "case", "step", "unit", "helpers", "reason", "outcome"),
        }));
        await server.PersonAsync("centre", Role.Clerk, "test");
        await server.PersonAsync("east-clerk", Role.Clerk, "east");
        await server.PersonAsync("west-clerk", Role.Clerk, "west");
    }

    /// <summary>Sends a record as a phone does, and says its number.</summary>
    public static async Task<long> SendAsync(this TestServer server, string sender, string form, params (string Question, string Answer)[] answers)
    {
        using var phone = server.Client(sender);
        var now = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
        var id = TestForm.NewId();
        var xml = $"""
            <data id="{form}" version="1" xmlns:orx="http://openrosa.org/xforms">
              <start>{now}</start>{string.Concat(answers.Select(one => $"<{one.Question}>{one.Answer}</{one.Question}>"))}
              <orx:meta><orx:instanceID>{id}</orx:instanceID></orx:meta>
            </data>
            """;
        using var answer = await phone.PostAsync("/openrosa/submission", TestForm.Parts(xml));
        Assert.Equal(System.Net.HttpStatusCode.Created, answer.StatusCode);
        return await server.NumberAsync("SELECT max(root_seq) FROM record");
    }

    public static Task<long> MeetAsync(this TestServer server, string name, string sender = "centre") =>
        server.SendAsync(sender, "gathering", ("name", name), ("held", "2021-05-20"));

    /// <summary>Sends the form of a meeting's page.</summary>
    public static async Task<HttpResponseMessage> TypeAsync(HttpClient client, long meeting, string doing, params (string Name, string Value)[] values) =>
        await client.PostAsync($"/oversight/{meeting}", new FormUrlEncodedContent(
        [
            new("__RequestVerificationToken", await TestServer.TokenAsync(client, "/cases")), new("do", doing),
            .. values.Select(value => KeyValuePair.Create(value.Name, value.Value)),
        ]));

    public static string XForm(string id, params string[] questions) => TestForm.Flat(id, questions, Bind);

    private static string Bind(string name) => name switch
    {
        "spot" => "<bind nodeset=\"/data/spot\" type=\"geopoint\"/>",
        "held" => "<bind nodeset=\"/data/held\" type=\"date\"/>",
        "due" => "<bind nodeset=\"/data/due\" type=\"dateTime\"/>",
        "what" => "<bind nodeset=\"/data/what\" type=\"string\" constraint=\"string-length(.) &lt;= 200\" jr:constraintMsg=\"不超过 200字\"/>",
        _ => $"<bind nodeset=\"/data/{name}\" type=\"string\"/>",
    };
}
