using System.Globalization;
using System.Net;
using Gridwork.Documents.Ledgers;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Rights;
using Gridwork.Server.Districts;
using Gridwork.Server.Imports;
using Gridwork.Server.Tests.OpenRosa;

namespace Gridwork.Server.Tests.Imports;

public sealed class ImportsOnSqlite(SqliteServer fixture) : ImportTests(fixture.Server), IClassFixture<SqliteServer>;

public sealed class ImportsOnPostgres(ServerOnPostgres fixture) : ImportTests(fixture.Server), IClassFixture<ServerOnPostgres>;

/// <summary>Ledgers on either store: by the class that page and command line share, and by the page.</summary>
public abstract class ImportTests(TestServer server)
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");

    private const string XForm = """
        <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:orx="http://openrosa.org/xforms">
          <h:head><h:title>台账</h:title><model>
            <instance><data id="FORM" version="1"><code/><worked_on/><kind/><places/><village/><orx:meta><orx:instanceID/></orx:meta></data></instance>
            <bind nodeset="/data/code" type="string"/><bind nodeset="/data/worked_on" type="date" required="true()"/>
            <bind nodeset="/data/kind" type="string" required="true()"/><bind nodeset="/data/places" type="int" required="true()"/>
            <bind nodeset="/data/village" type="string"/>
          </model></h:head>
          <h:body><input ref="/data/code"><label>编号</label></input><input ref="/data/worked_on"><label>日期</label></input>
            <select1 ref="/data/kind"><label>类型</label><item><label>占道经营</label><value>stall</value></item><item><label>乱堆乱放</label><value>dumping</value></item></select1>
            <input ref="/data/places"><label>几处</label></input><input ref="/data/village"><label>村</label></input></h:body>
        </h:html>
        """;

    /// <summary>A campaign of the test's own, so that tests do not count each other's records.</summary>
    private async Task<FormVersion> FormAsync(string id)
    {
        var campaign = $$"""
            id: {{id}}
            title: {zh: 台账, en: Ledger}
            period: {from: 2021-05-01, to: 2021-06-30}
            unit: test
            forms:
              ledger: {file: ledger.xlsx, fill: [clerk], unit: "${village}"}
            indicators:
              places: {title: {zh: 处数}, form: ledger, sum: "${places}", day: "${worked_on}"}
            """;
        await DefinitionEntries.AppendAsync(server.District, EntryKind.Definition, new CampaignFolder(id, new Dictionary<string, ReadOnlyMemory<byte>>
        {
            ["campaign.yaml"] = Encoding.UTF8.GetBytes(campaign),
        }).ToPackage(new Dictionary<string, string> { ["compiled/ledger.xml"] = XForm.Replace("FORM", id, StringComparison.Ordinal) }));
        await server.District.RefreshAsync();
        return server.District.Definition.FindCampaign(id)!.Forms[0].Current;
    }

    private LedgerImport Import => new(server.District.Store, server.District.Id, server.District.Journal);

    private static byte[] Rows(int count, int? bad = null)
    {
        var text = new StringBuilder("编号,日期,类型,几处,村\n");
        for (var row = 2; row <= count + 1; row++)
            text.Append(CultureInfo.InvariantCulture, $"N{row:0000},{(row == bad ? "5月40日" : $"5.{10 + row % 20}")},占道经营,{row % 9 + 1},{(row % 2 == 0 ? "东村" : "西村")}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private async Task<(LedgerPlan Plan, LedgerResult Result)> BringInAsync(LedgerFile file)
    {
        var definition = await server.District.RefreshAsync();
        var (plan, refusal) = await Import.PlanAsync(definition, file);
        Assert.Null(refusal);
        return (plan!, await Import.RunAsync(definition, file, plan!, server.District.Clock.Now));
    }

    private Task<long> SumAsync(FormVersion form) => server.NumberAsync(
        $"SELECT coalesce(sum(e.value), 0) FROM entry e JOIN record r ON r.d = e.d AND r.root_seq = e.root_seq WHERE e.d = 1 AND r.form = {form.FormNo}");

    private Task<long> RecordsAsync(FormVersion form) => server.NumberAsync($"SELECT count(*) FROM record WHERE d = 1 AND form = {form.FormNo}");

    [Fact]
    public async Task E05_a_ledger_of_1500_rows_with_a_bad_date_and_a_known_key_and_a_second_run_changes_nothing()
    {
        var form = await FormAsync("e05");
        var admin = (await server.AccountAsync("admin")).Person;
        var options = new LedgerOptions { Keys = ["code"], Correct = true };
        await BringInAsync(new LedgerFile("先.csv", Encoding.UTF8.GetBytes("编号,日期,类型,几处,村\nN0900,5.11,占道经营,50,东村\n"), form, admin, options));
        var file = new LedgerFile("台账.csv", Rows(1500, bad: 51), form, admin, options);

        var whole = await BringInAsync(file with { Options = options with { AllOrNothing = true } });
        Assert.True(whole.Result.NotWhole);
        Assert.Equal((1498, 1, 1), (whole.Plan.Count(RowAction.New), whole.Plan.Count(RowAction.Correction), whole.Plan.Count(RowAction.Refused)));
        Assert.Equal(1, await RecordsAsync(form));

        var (_, first) = await BringInAsync(file);
        Assert.Equal((1498, 1, 0, 1, 0), (first.Added, first.Corrected, first.Same, first.Refused, first.Failed.Count));
        var expected = Enumerable.Range(2, 1500).Where(row => row != 51).Sum(row => row % 9 + 1);
        Assert.Equal((1499, expected), (await RecordsAsync(form), await SumAsync(form)));

        var entries = await server.NumberAsync("SELECT seq FROM head WHERE d = 1");
        var (_, second) = await BringInAsync(file);
        Assert.Equal((0, 0, 1499, 1), (second.Added, second.Corrected, second.Same, second.Refused));
        Assert.Equal(entries, await server.NumberAsync("SELECT seq FROM head WHERE d = 1"));
    }

    [Fact]
    public async Task A_whole_file_enters_in_one_transaction_and_its_rows_belong_to_their_villages()
    {
        var form = await FormAsync("whole");
        var admin = (await server.AccountAsync("admin")).Person;
        var file = new LedgerFile("台账.csv", Rows(600), form, admin, new LedgerOptions { AllOrNothing = true });

        var (_, result) = await BringInAsync(file);

        Assert.Equal(600, result.Added);
        Assert.Equal(599, result.Last - result.First);
        var east = server.District.Definition.Units.Find("east")!.No.Value;
        Assert.Equal(300, await server.NumberAsync($"SELECT count(*) FROM record WHERE d = 1 AND form = {form.FormNo} AND unit = {east}"));
        Assert.Equal(600, await server.NumberAsync($"SELECT count(*) FROM journal WHERE d = 1 AND form_ver = {form.No} AND marks & 64 = 64"));
    }

    [Fact]
    public async Task Of_candidates_that_enter_together_one_that_fails_keeps_all_out()
    {
        var form = await FormAsync("together");
        var definition = await server.District.RefreshAsync();
        var admin = (await server.AccountAsync("admin")).Person;
        var (plan, _) = await Import.PlanAsync(definition, new LedgerFile("台账.csv", Rows(5), form, admin, new LedgerOptions()));
        var good = plan!.Ready.Select(row => Reading.Record(
            definition, new Submission(server.District.Id, form, plan.Write(row), [], admin, server.District.Clock.Now, Imported: true), out _)!).ToList();
        var faulty = good[2] with { Facts = good[2].Facts with { DefinitionSeq = -1 }, ReadAgain = _ => throw new InvalidDataException("faulty") };
        var head = await server.NumberAsync("SELECT seq FROM head WHERE d = 1");

        await Assert.ThrowsAsync<InvalidDataException>(() => server.District.Journal.AppendTogetherAsync([.. good.Take(2), faulty, .. good.Skip(3)]).AsTask());
        Assert.Equal(head, await server.NumberAsync("SELECT seq FROM head WHERE d = 1"));

        var outcomes = await server.District.Journal.AppendTogetherAsync(good);
        Assert.All(outcomes, outcome => Assert.IsType<Outcome.Accepted>(outcome));
        Assert.Equal(head + 5, await server.NumberAsync("SELECT seq FROM head WHERE d = 1"));
        Assert.All(await server.District.Journal.AppendTogetherAsync(good), outcome => Assert.IsType<Outcome.Already>(outcome));
    }

    [Fact]
    public async Task A_clerk_brings_in_rows_of_the_own_village_only()
    {
        var form = await FormAsync("own");
        if (await server.AccountAsync("east-clerk") is null) await server.PersonAsync("east-clerk", Role.Clerk, "east");
        var clerk = (await server.AccountAsync("east-clerk")).Person;

        var (plan, result) = await BringInAsync(new LedgerFile("台账.csv", Rows(4), form, clerk, new LedgerOptions()));

        Assert.Equal((2, 2), (result.Added, result.Refused));
        Assert.Equal("西村的台账不归您导入。", plan.Rows[1].Reason!.Text(Chinese));
    }

    [Fact]
    public async Task The_page_takes_a_file_asks_what_is_in_doubt_and_brings_it_in()
    {
        var form = await FormAsync("page");
        using var admin = await server.SignedInAsync("admin");
        var sent = new MultipartFormDataContent
        {
            { new StringContent(await TestServer.TokenAsync(admin, "/import")), "__RequestVerificationToken" },
            { new StringContent("page/ledger"), "form" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes("试验区台账（2021年5月）\n编号,日期,类型,几处,村\nA1,5.11,占道经营,3～4,东村\nA2,,乱堆乱放,2,西村\nA3,5月40日,占道经营,1,西村\n合计,,,6,\n")), "file", "五月台账.csv" },
        };
        using var posted = await admin.PostAsync("/import", sent);
        Assert.Equal(HttpStatusCode.SeeOther, posted.StatusCode);
        var page = posted.Headers.Location!.ToString();

        var html = WebUtility.HtmlDecode(await admin.GetStringAsync(page));
        Assert.Contains("1条可导入，1条待核对，1条不能导入", html, StringComparison.Ordinal);
        Assert.Contains("表尾合计 6，填 3 时正好相符。", html, StringComparison.Ordinal);
        Assert.Contains("沿用上行", html, StringComparison.Ordinal);
        Assert.DoesNotContain("style=\"", html, StringComparison.Ordinal);

        await PostAsync(admin, page, "decide", ("cell", "D3=3"));
        Assert.Contains("导入 2条，余 1条留着", WebUtility.HtmlDecode(await admin.GetStringAsync(page)), StringComparison.Ordinal);
        await PostAsync(admin, page, "run");
        Assert.Contains("新增 2条，更正 0条，0条原已在台账", WebUtility.HtmlDecode(await admin.GetStringAsync(page)), StringComparison.Ordinal);
        Assert.Equal((2, 5), (await RecordsAsync(form), await SumAsync(form)));
        await PostAsync(admin, page, "run");
        Assert.Equal(2, await RecordsAsync(form));
        Assert.Equal(
            "\uFEFF编号,日期,类型,几处,村,原表行号,没有导入的原因\r\nA3,5月40日,占道经营,1,西村,5,日期“5月40日”不是日期。\r\n",
            Encoding.UTF8.GetString(await admin.GetByteArrayAsync(page + "/rest.csv")));
        Assert.Contains("0 added, 0 corrected, 2 were there", WebUtility.HtmlDecode(await admin.GetStringAsync(page + "?lang=en")), StringComparison.Ordinal);

        // Nobody else opens it, and who may bring nothing in has no such page.
        if (await server.AccountAsync("other-clerk") is null) await server.PersonAsync("other-clerk", Role.Clerk, "test");
        using var other = await server.SignedInAsync("other-clerk");
        using var notFound = await other.GetAsync(page);
        Assert.Equal(HttpStatusCode.NotFound, notFound.StatusCode);
        using var officer = await server.SignedInAsync("officer");
        using var forbidden = await officer.GetAsync("/import");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        using var stranger = server.Client();
        using var away = await stranger.GetAsync(page);
        Assert.NotEqual(HttpStatusCode.OK, away.StatusCode);
    }

    private static async Task PostAsync(HttpClient client, string page, string what, params (string Name, string Value)[] fields)
    {
        var form = fields.ToDictionary(field => field.Name, field => field.Value);
        form["__RequestVerificationToken"] = await TestServer.TokenAsync(client, page);
        using var answer = await client.PostAsync($"{page}/{what}", new FormUrlEncodedContent(form));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }
}
