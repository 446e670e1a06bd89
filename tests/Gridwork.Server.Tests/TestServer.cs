// A whole server on a free port over a store of its own: a district of two villages, five people, one form with two photos. What the tests send goes
// over a real socket.
using System.Net;
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Rights;
using Gridwork.Server.Districts;
using Gridwork.Server.Notices;
using Gridwork.Server.OpenRosa;
using Gridwork.Server.Security;
using Gridwork.Stores.Blobs;
using Gridwork.Stores.Journal;
using Gridwork.Stores.People;
using Gridwork.Stores.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Gridwork.Server.Tests;

public sealed class TestServer : IAsyncDisposable
{
    public const string Password = "correct horse 12";

    private readonly PostgresServer? postgres;
    private bool isGuest;

    private TestServer(PostgresServer? postgres, ServerOptions options, WebApplication app)
    {
        this.postgres = postgres;
        Options = options;
        App = app;
    }

    public ServerOptions Options { get; }
    public WebApplication App { get; private set; }
    public Uri Address => new(App.Urls.First());
    public ServedDistrict District => App.Services.GetRequiredService<ServedDistricts>().All[0];

    public static async Task<TestServer> StartAsync(
        PostgresServer? postgres = null, bool setUp = true, bool synthetic = true, JournalOptions? journal = null, IntakeLimits? intake = null,
        StrangerLimits? strangers = null, Func<string, BlobStore>? blobs = null, Dictionary<int, string>? hosts = null, NoticeOptions? notices = null)
    {
        var folder = Path.Combine(Path.GetTempPath(), "gridwork-server-" + Guid.NewGuid().ToString("N")[..12]);
        var options = new ServerOptions
        {
            Store = new Stores.StoreOptions
            {
                DataFolder = folder,
                Postgres = postgres is null ? null : await postgres.CreateDatabaseAsync(),
                Blobs = blobs?.Invoke(Path.Combine(folder, "blobs")),
            },
            Urls = "http://127.0.0.1:0",
            Hosts = hosts ?? [],
            Journal = journal ?? new JournalOptions(),
            Intake = intake ?? new IntakeLimits(),
            Strangers = strangers ?? new StrangerLimits { Failures = 10_000, Burst = 100_000 },
            PasswordIterations = 1000,
            Notices = notices ?? new NoticeOptions(),
        };
        var server = new TestServer(postgres, options, await ServerApp.BuildAsync(options));
        await server.App.Services.GetRequiredService<Opening>().OpenAsync();
        if (setUp) await server.SetUpAsync(synthetic);
        await server.App.StartAsync();
        return server;
    }

    /// <summary>Stops without a word and starts again on the same data, as after a crash of the process.</summary>
    public async Task RestartAsync()
    {
        await App.DisposeAsync();
        App = await ServerApp.BuildAsync(Options);
        await App.Services.GetRequiredService<Opening>().OpenAsync();
        await App.StartAsync();
    }

    /// <summary>Another process on the same data, which it leaves alone when it ends.</summary>
    public async Task<TestServer> AnotherNodeAsync()
    {
        var node = new TestServer(postgres, Options, await ServerApp.BuildAsync(Options)) { isGuest = true };
        await node.App.Services.GetRequiredService<Opening>().OpenAsync();
        await node.App.StartAsync();
        return node;
    }

    /// <summary>A client that keeps cookies and follows no redirect.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    /// <summary>A client that sends HTTP Basic.</summary>
    public HttpClient Client(string name, string password = Password)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(name + ":" + password)));
        return client;
    }

    /// <summary>A client that has signed in at the page.</summary>
    public async Task<HttpClient> SignedInAsync(string name)
    {
        var client = Client();
        using var answer = await client.PostAsync("/signin", await SignInFormAsync(client, name, Password));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return client;
    }

    /// <summary>The sign-in form, with the token of the page.</summary>
    public static async Task<FormUrlEncodedContent> SignInFormAsync(HttpClient client, string name, string password, string back = "", bool keep = false) =>
        new(new Dictionary<string, string>
        {
            ["name"] = name,
            ["password"] = password,
            ["return"] = back,
            ["keep"] = keep ? "yes" : "",
            ["__RequestVerificationToken"] = await TokenAsync(client, "/signin"),
        });

    /// <summary>The anti-forgery token that a page carries.</summary>
    public static async Task<string> TokenAsync(HttpClient client, string page)
    {
        var html = await client.GetStringAsync(page);
        const string before = "name=\"__RequestVerificationToken\" value=\"";
        var at = html.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return html[at..html.IndexOf('"', at)];
    }

    public async Task<Account> AccountAsync(string name)
    {
        await using var scope = App.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByNameAsync(name))!;
    }

    public async Task UsersAsync(Func<UserManager<Account>, Task> work)
    {
        await using var scope = App.Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<UserManager<Account>>());
    }

    public async Task<long> NumberAsync(string sql)
    {
        await using var connection = await District.Store.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The count of all records by the journal, and the sum of the indicator 清退 by its entries.</summary>
    public async Task<(long Records, long Cleared)> CountedAsync() => (
        await NumberAsync("SELECT count(*) FROM journal WHERE d = 1 AND kind = 1"),
        await NumberAsync("SELECT coalesce(sum(value), 0) FROM entry WHERE d = 1"));

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        if (isGuest) return;
        if (postgres is not null) await postgres.DropDatabaseAsync(Options.Store.Postgres!);
        Directory.Delete(Options.Store.DataFolder, recursive: true);
    }

    private async Task SetUpAsync(bool synthetic)
    {
        await DefinitionEntries.AppendAsync(District, EntryKind.Units, BodyJson.Write(new UnitsBody(
            new DistrictProfile("test", new LocalText("试验区", "Test district"), synthetic, "Asia/Shanghai"),
            [
                new UnitLine("test", new LocalText("试验区"), UnitKind.District, null),
                new UnitLine("east", new LocalText("东村", "East village"), UnitKind.Village, "test"),
                new UnitLine("west", new LocalText("西村", "West village"), UnitKind.Village, "test"),
            ])));
        await DefinitionEntries.AppendAsync(District, EntryKind.Grid, GridVersion.Body(Encoding.UTF8.GetBytes(TestForm.Grid), []));
        await DefinitionEntries.AppendAsync(District, EntryKind.Definition, TestForm.Package("1"));
        await PersonAsync("leader", Role.Leader, "test");
        await PersonAsync("admin", Role.Administrator, "test");
        await PersonAsync("officer", Role.Officer, "east");
        await PersonAsync("other-officer", Role.Officer, "west");
        await PersonAsync("member", Role.GridMember, "east");
        await UsersAsync(users => users.CreateAsync(New("nobody"), Password));
    }

    public async Task RevokeAsync(string name, Role role, string unit) => await DefinitionEntries.AppendAsync(
        District, EntryKind.Grant, BodyJson.Write(new GrantBody((await AccountAsync(name)).Person.Value, role, unit, null, [], Revoke: true)));

    public Account New(string name) => new() { District = District.Id, SignInName = name, NameZh = name };

    public async Task PersonAsync(string name, Role role, string unit)
    {
        var account = New(name);
        await UsersAsync(async users => Assert.True((await users.CreateAsync(account, Password)).Succeeded));
        await GrantAsync(name, role, unit);
    }

    /// <summary>Gives somebody one more role.</summary>
    public async Task GrantAsync(string name, Role role, string unit) => await DefinitionEntries.AppendAsync(
        District, EntryKind.Grant, BodyJson.Write(new GrantBody((await AccountAsync(name)).Person.Value, role, unit, null, [])));
}

/// <summary>The form of the tests and what is sent on it.</summary>
public static class TestForm
{
    public const string Grid = """
        {"type":"FeatureCollection","features":[
          {"type":"Feature","properties":{"code":"东 001","unit":"east"},"geometry":{"type":"Polygon","coordinates":[[[117.3,34.7],[117.4,34.7],[117.4,34.8],[117.3,34.8],[117.3,34.7]]]}},
          {"type":"Feature","properties":{"code":"西 001","unit":"west"},"geometry":{"type":"Polygon","coordinates":[[[117.2,34.7],[117.3,34.7],[117.3,34.8],[117.2,34.8],[117.2,34.7]]]}}]}
        """;

    private const string Campaign = """
        id: clearing
        title: {zh: 清退, en: Clearing}
        period: {from: 2021-05-01}
        unit: test
        forms:
          patrol: {file: patrol.xlsx, fill: [officer, clerk], place: "${spot}", unit: cell}
        indicators:
          cleared:
            title: {zh: 清退处数, en: Cleared}
            form: patrol
            sum: ${places}
        """;

    /// <summary>An XForm of questions without groups, each bound by <paramref name="bind"/> and asked by <paramref name="control"/> (an input with its name).</summary>
    public static string Flat(string id, IReadOnlyList<string> questions, Func<string, string> bind, Func<string, string>? control = null) => $"""
        <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">
          <h:head><h:title>{id}</h:title>
            <model>
              <instance><data id="{id}" version="1"><start/>{string.Concat(questions.Select(name => $"<{name}/>"))}<orx:meta><orx:instanceID/></orx:meta></data></instance>
              <bind nodeset="/data/start" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/>
              {string.Concat(questions.Select(bind))}
              <bind nodeset="/data/orx:meta/orx:instanceID" type="string" jr:preload="uid"/>
            </model>
          </h:head>
          <h:body>{string.Concat(questions.Select(control ?? (name => $"<input ref=\"/data/{name}\"><label>{name}</label></input>")))}</h:body>
        </h:html>
        """;

    /// <summary>The XForm, whose version stands in its title too.</summary>
    public static string XForm(string version) => $"""
        <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">
          <h:head><h:title>巡查 {version}</h:title>
            <model>
              <instance><data id="patrol" version="{version}">
                <start/><end/><places/><spot/><front/><back/><sketch>jr://images/blank.png</sketch>
                <orx:meta><orx:instanceID/></orx:meta>
              </data></instance>
              <bind nodeset="/data/start" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/>
              <bind nodeset="/data/end" type="dateTime" jr:preload="timestamp" jr:preloadParams="end"/>
              <bind nodeset="/data/places" type="int"/>
              <bind nodeset="/data/spot" type="geopoint"/>
              <bind nodeset="/data/front" type="binary"/>
              <bind nodeset="/data/back" type="binary"/>
              <bind nodeset="/data/sketch" type="binary"/>
              <bind nodeset="/data/orx:meta/orx:instanceID" type="string" jr:preload="uid"/>
            </model>
          </h:head>
          <h:body>
            <input ref="/data/places"><label>几处</label></input>
            <input ref="/data/spot"><label>位置</label></input>
            <upload ref="/data/front" mediatype="image/*"><label>前</label></upload>
            <upload ref="/data/back" mediatype="image/*"><label>后</label></upload>
            <upload ref="/data/sketch" mediatype="image/*"><label>示意</label></upload>
          </h:body>
        </h:html>
        """;

    /// <summary>The campaign, with more indicators where they are given.</summary>
    public static byte[] Package(string version, string indicators = "") => new CampaignFolder("clearing", new Dictionary<string, ReadOnlyMemory<byte>>
    {
        ["campaign.yaml"] = Encoding.UTF8.GetBytes(Campaign + indicators),
    }).ToPackage(new Dictionary<string, string> { ["compiled/patrol.xml"] = XForm(version) });

    /// <summary>A record of <paramref name="places"/> places in the east village.</summary>
    public static string Record(string id, int places = 1, string front = "", string back = "", string sketch = "", string corrects = "", string version = "1") => $"""
        <data id="patrol" version="{version}" xmlns:orx="http://openrosa.org/xforms">
          <start>2021-05-27T09:00:00.000+08:00</start><end>2021-05-27T09:03:00.000+08:00</end>
          <places>{places}</places><spot>34.75 117.35 0 5</spot><front>{front}</front><back>{back}</back><sketch>{sketch}</sketch>
          <orx:meta><orx:instanceID>{id}</orx:instanceID>{(corrects.Length == 0 ? "" : $"<orx:deprecatedID>{corrects}</orx:deprecatedID>")}</orx:meta>
        </data>
        """;

    public static string NewId() => "uuid:" + Guid.NewGuid().ToString("D");

    /// <summary>A multipart submission of a record and its files.</summary>
    public static MultipartFormDataContent Parts(string xml, params (string Name, byte[] Bytes)[] files)
    {
        var content = new MultipartFormDataContent();
        var record = new StringContent(xml, Encoding.UTF8, "text/xml");
        content.Add(record, "xml_submission_file", "submission.xml");
        foreach (var (name, bytes) in files) content.Add(new ByteArrayContent(bytes), name, name);
        return content;
    }

    /// <summary>The same, when the phone says that more files follow.</summary>
    public static MultipartFormDataContent Incomplete(this MultipartFormDataContent content)
    {
        content.Add(new StringContent("yes"), "*isIncomplete*");
        return content;
    }

    /// <summary>Bytes that begin as a JPEG does.</summary>
    public static byte[] Jpeg(string about) => [0xFF, 0xD8, 0xFF, 0xE0, .. Encoding.UTF8.GetBytes(about)];
}
