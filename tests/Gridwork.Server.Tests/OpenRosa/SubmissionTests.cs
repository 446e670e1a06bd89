using System.Net;
using System.Xml.Linq;
using Gridwork.Engine.Journal;
using Gridwork.Server.Districts;
using Gridwork.Stores.Tests;

namespace Gridwork.Server.Tests.OpenRosa;

public sealed class SqliteServer : IAsyncLifetime
{
    public TestServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

public sealed class ServerOnPostgres(PostgresServer postgres) : IAsyncLifetime
{
    public TestServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await TestServer.StartAsync(postgres);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

public sealed class SubmissionsOnSqlite(SqliteServer fixture) : SubmissionTests(fixture.Server), IClassFixture<SqliteServer>;

public sealed class SubmissionsOnPostgres(ServerOnPostgres fixture) : SubmissionTests(fixture.Server), IClassFixture<ServerOnPostgres>;

/// <summary>The doors for records, on either store.</summary>
public abstract class SubmissionTests(TestServer server)
{
    private static readonly XNamespace Response = "http://openrosa.org/http/response";
    private static readonly XNamespace Receipt = "urn:gridwork:receipt:1";

    [Fact]
    public async Task S01_five_identical_posts_at_once_are_one_record_ten_rounds_long()
    {
        using var officer = server.Client("officer");
        for (var round = 0; round < 10; round++)
        {
            var (records, cleared) = await server.CountedAsync();
            var xml = TestForm.Record(TestForm.NewId(), places: 3, front: "a.jpg");
            var photo = ("a.jpg", TestForm.Jpeg("round " + round));
            var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => officer.PostAsync("/openrosa/submission", TestForm.Parts(xml, photo))));
            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
            Assert.Equal((records + 1, cleared + 3), await server.CountedAsync());
            var numbers = await Task.WhenAll(answers.Select(NumberOfAsync));
            Assert.Single(numbers.Distinct());
            Assert.Equal(1, await server.NumberAsync($"SELECT count(*) FROM attachment WHERE d = 1 AND instance_seq = {numbers[0]}"));
        }
    }

    [Fact]
    public async Task S02_three_photos_in_three_posts_two_of_them_at_once_are_one_complete_record()
    {
        using var officer = server.Client("officer");
        var xml = TestForm.Record(TestForm.NewId(), places: 1, front: "a.jpg", back: "b.jpg", sketch: "c.jpg");
        var first = await Task.WhenAll(
            officer.PostAsync("/openrosa/submission", TestForm.Parts(xml, ("a.jpg", TestForm.Jpeg("a"))).Incomplete()),
            officer.PostAsync("/openrosa/submission", TestForm.Parts(xml, ("b.jpg", TestForm.Jpeg("b"))).Incomplete()));
        Assert.All(first, answer => Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode));
        using var last = await officer.PostAsync("/openrosa/submission", TestForm.Parts(xml, ("c.jpg", TestForm.Jpeg("c"))));
        Assert.Equal(HttpStatusCode.Created, last.StatusCode);
        var files = await FilesOfAsync(last);
        Assert.Equal(["a.jpg", "b.jpg", "c.jpg"], files.Select(file => file.Name).Order());
        Assert.All(files, file => Assert.NotNull(file.Hash));
        Assert.Single((await Task.WhenAll([.. first.Select(NumberOfAsync), NumberOfAsync(last)])).Distinct());
    }

    [Theory]
    [InlineData("/openrosa/submission")]
    [InlineData("/openrosa/submission/")]
    public async Task S04_a_head_is_answered_with_the_headers_of_the_protocol_and_no_redirect(string path)
    {
        using var officer = server.Client("officer");
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        request.Headers.Add("x-openrosa-version", "1.0");
        using var answer = await officer.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("1.0", Assert.Single(answer.Headers.GetValues("X-OpenRosa-Version")));
        Assert.Equal("104857600", Assert.Single(answer.Headers.GetValues("X-OpenRosa-Accept-Content-Length")));
        Assert.NotNull(answer.Headers.Date);
        using var post = await officer.PostAsync(path, TestForm.Parts(TestForm.Record(TestForm.NewId())));
        Assert.Equal(HttpStatusCode.Created, post.StatusCode);
    }

    [Fact]
    public async Task S05_corrections_of_corrections_keep_one_root_and_count_the_last()
    {
        using var officer = server.Client("officer");
        var (_, before) = await server.CountedAsync();
        string[] ids = [TestForm.NewId(), TestForm.NewId(), TestForm.NewId()];
        for (var i = 0; i < 3; i++)
        {
            var xml = TestForm.Record(ids[i], places: 10 + i, corrects: i == 0 ? "" : ids[i - 1]);
            using var answer = await officer.PostAsync("/openrosa/submission", TestForm.Parts(xml));
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }
        Assert.Equal(before + 12, (await server.CountedAsync()).Cleared);
        var head = await server.NumberAsync("SELECT max(seq) FROM journal WHERE d = 1 AND kind = 1");
        Assert.Equal(head - 2, await server.NumberAsync($"SELECT root_seq FROM record WHERE d = 1 AND head_seq = {head}"));
        Assert.Equal(3, await server.NumberAsync($"SELECT count(*) FROM revision WHERE d = 1 AND root_seq = {head - 2}"));
    }

    [Fact]
    public async Task S07_a_missing_file_is_listed_as_missing_an_unnamed_one_is_kept_and_a_default_picture_is_not_awaited()
    {
        using var officer = server.Client("officer");
        var xml = TestForm.Record(TestForm.NewId(), front: "front.jpg", back: "back.jpg", sketch: "jr://images/blank.png");
        using var answer = await officer.PostAsync(
            "/openrosa/submission", TestForm.Parts(xml, ("front.jpg", TestForm.Jpeg("front")), ("extra.jpg", TestForm.Jpeg("extra"))));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var files = await FilesOfAsync(answer);
        Assert.Equal(["back.jpg", "extra.jpg", "front.jpg"], files.Select(file => file.Name).Order());
        Assert.Null(files.Single(file => file.Name == "back.jpg").Hash);
        Assert.Equal(Hash256.Of(TestForm.Jpeg("extra")).ToString(), files.Single(file => file.Name == "extra.jpg").Hash);
    }

    [Fact]
    public async Task S09_an_old_list_still_leads_to_the_form_that_it_promised()
    {
        await using var own = await TestServer.StartAsync();
        using var officer = own.Client("officer");
        var old = await FormAddressAsync(officer);
        await DefinitionEntries.AppendAsync(own.District, EntryKind.Definition, TestForm.Package("2"));
        var present = await FormAddressAsync(officer);
        Assert.NotEqual(old, present);
        Assert.Contains("<h:title>巡查 1</h:title>", await officer.GetStringAsync(old), StringComparison.Ordinal);
        Assert.Contains("<h:title>巡查 2</h:title>", await officer.GetStringAsync(present), StringComparison.Ordinal);
        using var answer = await officer.PostAsync("/openrosa/submission", TestForm.Parts(TestForm.Record(TestForm.NewId(), version: "1")));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task S13_same_id_other_content_is_kept_aside()
    {
        using var officer = server.Client("officer");
        var id = TestForm.NewId();
        using var first = await officer.PostAsync("/openrosa/submission", TestForm.Parts(TestForm.Record(id, places: 4)));
        var counted = await server.CountedAsync();
        for (var again = 0; again < 2; again++)
        {
            using var other = await officer.PostAsync("/openrosa/submission", TestForm.Parts(TestForm.Record(id, places: 5)));
            Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
            var message = XDocument.Parse(await other.Content.ReadAsStringAsync()).Root!.Element(Response + "message")!;
            Assert.Equal("submit_error", message.Attribute("nature")!.Value);
            Assert.Contains("可作为新记录重新提交", message.Value, StringComparison.Ordinal);
        }
        Assert.Equal(counted, await server.CountedAsync());
        Assert.Equal(1, await server.NumberAsync("SELECT count(*) FROM journal WHERE d = 1 AND kind = 3 AND seq > " + await NumberOfAsync(first)));
        using var asNew = await officer.PostAsync("/openrosa/submission", TestForm.Parts(TestForm.Record(TestForm.NewId(), places: 5)));
        Assert.Equal(HttpStatusCode.Created, asNew.StatusCode);
    }

    [Fact]
    public async Task C06_a_retry_after_a_lost_answer_gets_the_whole_receipt_of_the_one_record()
    {
        using var officer = server.Client("officer");
        var xml = TestForm.Record(TestForm.NewId(), front: "a.jpg", back: "b.jpg");
        (string, byte[])[] photos = [("a.jpg", TestForm.Jpeg("a")), ("b.jpg", TestForm.Jpeg("b"))];
        using var lost = await officer.PostAsync("/openrosa/submission", TestForm.Parts(xml, photos));
        var counted = await server.CountedAsync();
        await server.RestartAsync();
        using var back = server.Client("officer");
        using var retry = await back.PostAsync("/openrosa/submission", TestForm.Parts(xml, photos));
        Assert.Equal(HttpStatusCode.Created, retry.StatusCode);
        Assert.Equal(await NumberOfAsync(lost), await NumberOfAsync(retry));
        Assert.Equal(counted, await server.CountedAsync());
        Assert.Equal(
            [("a.jpg", Hash256.Of(TestForm.Jpeg("a")).ToString()), ("b.jpg", Hash256.Of(TestForm.Jpeg("b")).ToString())],
            (await FilesOfAsync(retry)).Select(file => (file.Name, file.Hash!)));
    }

    [Fact]
    public async Task Unreadable_and_foreign_records_are_refused_in_words()
    {
        using var officer = server.Client("officer");
        (string Xml, HttpStatusCode Status)[] cases =
        [
            ("<data id=\"patrol\"", HttpStatusCode.BadRequest),
            ("<!DOCTYPE data [<!ENTITY x \"y\">]>" + TestForm.Record(TestForm.NewId()), HttpStatusCode.BadRequest),
            (TestForm.Record(TestForm.NewId()).Replace("\"patrol\"", "\"unknown\"", StringComparison.Ordinal), HttpStatusCode.BadRequest),
            (TestForm.Record(""), HttpStatusCode.BadRequest),
            (TestForm.Record(TestForm.NewId(), front: new string('x', 1_100_000)), HttpStatusCode.RequestEntityTooLarge),
        ];
        foreach (var (xml, status) in cases)
        {
            using var answer = await officer.PostAsync("/openrosa/submission", TestForm.Parts(xml));
            Assert.Equal(status, answer.StatusCode);
            var message = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!.Element(Response + "message")!;
            Assert.Equal("submit_error", message.Attribute("nature")!.Value);
            Assert.NotEmpty(message.Value);
        }
        using var plain = await officer.PostAsync("/openrosa/submission", new StringContent(TestForm.Record(TestForm.NewId()), Encoding.UTF8, "text/xml"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, plain.StatusCode);
    }

    [Fact]
    public async Task Names_of_files_lose_their_folders()
    {
        using var officer = server.Client("officer");
        var xml = TestForm.Record(TestForm.NewId(), front: "passwd");
        var content = TestForm.Parts(xml);
        content.Add(new ByteArrayContent(TestForm.Jpeg("evil")), "../../etc/passwd", "../../etc/passwd");
        content.Add(new ByteArrayContent(TestForm.Jpeg("other")), "C:\\Windows\\passwd", "C:\\Windows\\passwd");
        using var answer = await officer.PostAsync("/openrosa/submission", content);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(["passwd", "passwd (2)"], (await FilesOfAsync(answer)).Select(file => file.Name).Order());
    }

    [Fact]
    public async Task Strangers_are_challenged_and_who_may_not_fill_is_refused()
    {
        using var stranger = server.Client();
        using var unknown = await stranger.PostAsync("/openrosa/submission", TestForm.Parts(TestForm.Record(TestForm.NewId())));
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.StartsWith("Basic", unknown.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.True(unknown.Headers.Contains("X-OpenRosa-Version"));
        // A leader fills nothing at all; a grid member fills forms, but not this one.
        foreach (var name in new[] { "leader", "nobody", "member" })
        {
            using var client = server.Client(name);
            using var refused = await client.PostAsync("/openrosa/submission", TestForm.Parts(TestForm.Record(TestForm.NewId())));
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    [Fact]
    public async Task A_list_names_only_forms_that_the_person_may_fill_with_the_version_in_each_address()
    {
        using var officer = server.Client("officer");
        XNamespace list = "http://openrosa.org/xforms/xformsList";
        var form = Assert.Single(XDocument.Parse(await officer.GetStringAsync("/openrosa/formList")).Root!.Elements(list + "xform"));
        Assert.Equal("patrol", form.Element(list + "formID")!.Value);
        Assert.Equal("巡查 1", form.Element(list + "name")!.Value);
        Assert.StartsWith("md5:", form.Element(list + "hash")!.Value, StringComparison.Ordinal);
        Assert.Equal(server.Address + "openrosa/forms/patrol/1.xml", form.Element(list + "downloadUrl")!.Value);
        using var member = server.Client("member");
        Assert.Empty(XDocument.Parse(await member.GetStringAsync("/openrosa/formList")).Root!.Elements(list + "xform"));
    }

    [Fact]
    public async Task A_synthetic_district_marks_every_answer()
    {
        using var officer = server.Client("officer");
        using var answer = await officer.PostAsync("/openrosa/submission", TestForm.Parts(TestForm.Record(TestForm.NewId())));
        Assert.Equal("true", Assert.Single(answer.Headers.GetValues("X-Gridwork-Synthetic")));
        var root = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!;
        Assert.Equal("true", root.Attribute(Receipt + "synthetic")!.Value);
        Assert.Contains("演示数据", root.Element(Response + "message")!.Value, StringComparison.Ordinal);
    }

    private static async Task<long> NumberOfAsync(HttpResponseMessage answer) =>
        (long)XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!.Element(Receipt + "receipt")!.Attribute("record")!;

    private static async Task<List<(string Name, string? Hash)>> FilesOfAsync(HttpResponseMessage answer) =>
    [
        .. XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!.Element(Receipt + "receipt")!.Elements(Receipt + "file")
            .Select(file => (file.Attribute("name")!.Value, file.Attribute("sha256")?.Value)),
    ];

    private static async Task<string> FormAddressAsync(HttpClient client)
    {
        XNamespace list = "http://openrosa.org/xforms/xformsList";
        return XDocument.Parse(await client.GetStringAsync("/openrosa/formList")).Root!.Element(list + "xform")!.Element(list + "downloadUrl")!.Value;
    }
}
