using System.Net;
using System.Text.Json;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Rights;
using Gridwork.Server.Districts;

namespace Gridwork.Server.Tests.Api;

public sealed class ApiTests
{
    private const string Tallies = "/api/campaigns/clearing/tallies";
    private const string Records = "/api/campaigns/clearing/records";

    [Fact]
    public async Task A_figure_opens_to_entries_that_sum_to_it_page_by_page()
    {
        await using var server = await TestServer.StartAsync();
        using var officer = server.Client("officer");
        var ids = new List<string>();
        for (var i = 1; i <= 12; i++) ids.Add(await SendAsync(officer, TestForm.Record(TestForm.NewId(), i)));
        await SendAsync(officer, TestForm.Record(TestForm.NewId(), 30, corrects: ids[4]));

        using var leader = server.Client("leader");
        var figures = await JsonAsync(leader, Tallies);
        var cleared = figures.GetProperty("tallies")[0];
        Assert.Equal("cleared", cleared.GetProperty("indicator").GetString());
        Assert.Equal("清退处数", cleared.GetProperty("title").GetString());
        Assert.Equal(78 - 5 + 30, cleared.GetProperty("value").GetInt32());
        Assert.Equal("103", cleared.GetProperty("printed").GetString());
        Assert.Equal(JsonValueKind.Null, cleared.GetProperty("qualifier").ValueKind);
        Assert.Equal(JsonValueKind.Null, cleared.GetProperty("counting").ValueKind);
        Assert.Equal("/api/campaigns/clearing/tallies/cleared/entries", cleared.GetProperty("entries").GetString());

        var entries = new List<JsonElement>();
        for (var next = cleared.GetProperty("entries").GetString() + "?limit=5"; next is not null;)
        {
            var page = await JsonAsync(leader, next);
            Assert.Equal(entries.Sum(entry => entry.GetProperty("value").GetInt32()), page.GetProperty("before").GetInt32());
            entries.AddRange(page.GetProperty("entries").EnumerateArray());
            next = page.GetProperty("next").GetString();
            // What comes in behind the first page changes nothing on the others.
            await SendAsync(officer, TestForm.Record(TestForm.NewId(), 1000));
        }
        Assert.Equal(103, entries.Sum(entry => entry.GetProperty("value").GetInt32()));
        Assert.Equal(14, entries.Count);
        var taken = Assert.Single(entries, entry => entry.GetProperty("reversal").GetBoolean());
        Assert.Equal(-5, taken.GetProperty("value").GetInt32());
        Assert.Equal(ids[4], Assert.Single(entries, entry => entry.GetProperty("corrected").GetBoolean()).GetProperty("record").GetString());
        Assert.Equal(["东 001"], entries.Select(entry => entry.GetProperty("cell").GetString()).Distinct());
        Assert.Equal(["east"], entries.Select(entry => entry.GetProperty("unit").GetString()).Distinct());
        Assert.Equal(["2021-05-27"], entries.Select(entry => entry.GetProperty("day").GetString()).Distinct());
    }

    [Fact]
    public async Task A_figure_is_shown_as_at_a_position_and_by_unit_cell_and_day()
    {
        await using var server = await TestServer.StartAsync();
        using var officer = server.Client("officer");
        await SendAsync(officer, TestForm.Record(TestForm.NewId(), 3));
        using var leader = server.Client("leader");
        var at = (await JsonAsync(leader, "/api/journal/head")).GetProperty("seq").GetInt64();
        await SendAsync(officer, TestForm.Record(TestForm.NewId(), 4).Replace("05-27T09", "05-26T09", StringComparison.Ordinal));
        await SendAsync(officer, TestForm.Record(TestForm.NewId(), 5).Replace("117.35", "117.25", StringComparison.Ordinal));

        Assert.Equal(3, Value(await JsonAsync(leader, $"{Tallies}?at={at}")));
        Assert.Equal(12, Value(await JsonAsync(leader, Tallies)));
        Assert.Equal([("east", 7), ("west", 5)], await PartsAsync(leader, "unit"));
        Assert.Equal([("东 001", 7), ("西 001", 5)], await PartsAsync(leader, "cell"));
        Assert.Equal([("2021-05-26", 4), ("2021-05-27", 8)], await PartsAsync(leader, "day"));
        var parts = (await JsonAsync(leader, $"{Tallies}?by=cell&at={at}")).GetProperty("tallies")[0].GetProperty("parts");
        Assert.Equal(3, parts[0].GetProperty("value").GetInt32());
        foreach (var axis in new[] { "unit", "cell", "day" })
        {
            foreach (var part in (await JsonAsync(leader, $"{Tallies}?by={axis}")).GetProperty("tallies")[0].GetProperty("parts").EnumerateArray())
            {
                var lines = (await JsonAsync(leader, part.GetProperty("entries").GetString()!)).GetProperty("entries");
                Assert.Equal(part.GetProperty("value").GetInt32(), lines.EnumerateArray().Sum(entry => entry.GetProperty("value").GetInt32()));
            }
        }
    }

    [Fact]
    public async Task O02_the_day_of_an_entry_is_the_districts()
    {
        await using var server = await TestServer.StartAsync();
        using var officer = server.Client("officer");
        await SendAsync(officer, TestForm.Record(TestForm.NewId(), 3).Replace("2021-05-27T09:0", "2021-05-26T07:3", StringComparison.Ordinal));
        var entry = (await JsonAsync(officer, $"{Tallies}/cleared/entries")).GetProperty("entries")[0];
        Assert.Equal("2021-05-26", entry.GetProperty("day").GetString());
        Assert.Equal("2021-05-26T07:33:00+08:00", entry.GetProperty("captured").GetString());
    }

    [Fact]
    public async Task R01_a_stranger_the_wrong_unit_and_the_right_one_at_every_door()
    {
        await using var server = await TestServer.StartAsync();
        using var officer = server.Client("officer");
        var id = await SendAsync(officer, TestForm.Record(TestForm.NewId(), 7, front: "a.jpg"), ("a.jpg", TestForm.Jpeg("a")));
        await SendAsync(officer, TestForm.Record(TestForm.NewId(), 2, corrects: "uuid:not-yet-come"));
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(TestForm.Jpeg("a")));
        using var stranger = server.Client();
        using var nobody = server.Client("nobody");
        using var west = server.Client("other-officer");
        foreach (var door in new[]
        {
            "/api/campaigns", "/api/campaigns/clearing", Tallies, $"{Tallies}/cleared/entries", Records, "/api/campaigns/clearing/waiting",
            "/api/journal/head", $"/api/records/{id}", $"/api/records/{id}/files/a.jpg",
        })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(stranger, door));
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(nobody, door));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(officer, door));
        }
        Assert.Equal(0, Value(await JsonAsync(west, Tallies)));
        Assert.Empty((await JsonAsync(west, $"{Tallies}/cleared/entries")).GetProperty("entries").EnumerateArray());
        var list = await JsonAsync(west, Records);
        Assert.Empty(list.GetProperty("records").EnumerateArray());
        Assert.Equal(0, list.GetProperty("total").GetProperty("count").GetInt32());
        Assert.Empty((await JsonAsync(west, "/api/campaigns/clearing/waiting")).GetProperty("waiting").EnumerateArray());
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(west, $"/api/records/{id}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(west, $"/api/records/{id}/files/a.jpg"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(west, $"{Records}?unit=east"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(west, $"{Tallies}/cleared/entries?unit=east"));
        foreach (var guess in new[] { hash, hash[..2], "../a.jpg", "A.JPG" })
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(officer, $"/api/records/{id}/files/{Uri.EscapeDataString(guess)}"));
        Assert.Equal(7, Value(await JsonAsync(officer, Tallies)));
        Assert.Equal(1, (await JsonAsync(officer, $"{Records}?standing=counts")).GetProperty("total").GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task A_record_shows_answers_files_history_effects_and_its_place_in_the_chain()
    {
        await using var server = await TestServer.StartAsync();
        using var officer = server.Client("officer");
        var first = await SendAsync(officer, TestForm.Record(TestForm.NewId(), 7, front: "a.jpg", back: "b.jpg"), ("a.jpg", TestForm.Jpeg("a")));
        var second = await SendAsync(officer, TestForm.Record(TestForm.NewId(), 9, corrects: first));

        var record = await JsonAsync(officer, $"/api/records/{first}");
        Assert.Equal(["几处", "位置", "前", "后", "示意"], record.GetProperty("answers").EnumerateArray().Select(answer => answer.GetProperty("question").GetString()));
        Assert.Equal("7", record.GetProperty("answers")[0].GetProperty("words").GetString());
        var files = record.GetProperty("record").GetProperty("files");
        Assert.Equal([("a.jpg", false), ("b.jpg", true)], files.EnumerateArray().Select(file => (file.GetProperty("name").GetString()!, file.GetProperty("missing").GetBoolean())));
        Assert.Equal(JsonValueKind.Null, files[1].GetProperty("link").ValueKind);
        using (var photo = await officer.GetAsync(files[0].GetProperty("link").GetString()))
        {
            Assert.Equal("image/jpeg", photo.Content.Headers.ContentType!.MediaType);
            Assert.Equal("true", Assert.Single(photo.Headers.GetValues("X-Gridwork-Synthetic")));
            Assert.Equal(TestForm.Jpeg("a"), await photo.Content.ReadAsByteArrayAsync());
        }
        Assert.Equal([first, second], record.GetProperty("revisions").EnumerateArray().Select(revision => revision.GetProperty("id").GetString()));
        Assert.Equal(["replaced", "head"], record.GetProperty("revisions").EnumerateArray().Select(revision => revision.GetProperty("state").GetString()));
        Assert.Equal([7, -7, 9], record.GetProperty("effects").EnumerateArray().Select(effect => effect.GetProperty("value").GetInt32()));
        Assert.Equal(2, record.GetProperty("turns").GetArrayLength());

        var place = (await JsonAsync(officer, $"/api/records/{second}")).GetProperty("place");
        var head = await JsonAsync(officer, "/api/journal/head");
        Assert.Equal(head.GetProperty("seq").GetInt64(), place.GetProperty("seq").GetInt64());
        Assert.Equal(head.GetProperty("chain").GetString(), place.GetProperty("chain").GetString());
        var line = Assert.Single((await JsonAsync(officer, Records)).GetProperty("records").EnumerateArray());
        Assert.Equal(second, line.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_personal_answer_is_withheld_or_written_down_before_it_is_shown()
    {
        await using var server = await TestServer.StartAsync();
        await DefinitionEntries.AppendAsync(server.District, EntryKind.Definition, PersonalForm.Package());
        await server.PersonAsync("clerk", Role.Clerk, "east");
        using var officer = server.Client("officer");
        using var clerk = server.Client("clerk");
        var id = await SendAsync(clerk, PersonalForm.Record(TestForm.NewId(), "某甲", "s.jpg"), ("s.jpg", TestForm.Jpeg("s")));

        var masked = await JsonAsync(officer, $"/api/records/{id}");
        Assert.DoesNotContain("某甲", masked.ToString(), StringComparison.Ordinal);
        Assert.True(masked.GetProperty("answers")[0].GetProperty("hidden").GetBoolean());
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(officer, $"/api/records/{id}/files/s.jpg"));
        Assert.Equal(0, await server.NumberAsync("SELECT count(*) FROM access_log"));

        Assert.Equal("某甲", (await JsonAsync(clerk, $"/api/records/{id}")).GetProperty("answers")[0].GetProperty("words").GetString());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(clerk, $"/api/records/{id}/files/s.jpg"));
        Assert.Equal(1, await server.NumberAsync("SELECT count(*) FROM access_log WHERE what = 'record'"));
        Assert.Equal(1, await server.NumberAsync("SELECT count(*) FROM access_log WHERE what = 'photo' AND detail = 's.jpg'"));
    }

    [Fact]
    public async Task A_correction_that_came_first_stands_among_those_that_wait_and_names_what_it_waits_for()
    {
        await using var server = await TestServer.StartAsync();
        using var officer = server.Client("officer");
        var id = await SendAsync(officer, TestForm.Record(TestForm.NewId(), 2, corrects: "uuid:not-yet-come"));
        var waiting = Assert.Single((await JsonAsync(officer, "/api/campaigns/clearing/waiting")).GetProperty("waiting").EnumerateArray());
        Assert.Equal(id, waiting.GetProperty("record").GetProperty("id").GetString());
        Assert.Equal("predecessor", waiting.GetProperty("reason").GetString());
        Assert.Equal("uuid:not-yet-come", waiting.GetProperty("for").GetString());
        Assert.Equal("predecessor", (await JsonAsync(officer, $"/api/records/{id}")).GetProperty("waits").GetString());
    }

    [Fact]
    public async Task O08_pages_of_records_read_while_records_come_in_show_each_old_one_once_and_end()
    {
        await using var server = await TestServer.StartAsync();
        using var officer = server.Client("officer");
        var sent = new List<string>();
        for (var i = 0; i < 30; i++) sent.Insert(0, await SendAsync(officer, TestForm.Record(TestForm.NewId())));
        var found = new List<string>();
        for (var next = Records + "?limit=7"; next is not null;)
        {
            var page = await JsonAsync(officer, next);
            found.AddRange(page.GetProperty("records").EnumerateArray().Select(record => record.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString();
            await SendAsync(officer, TestForm.Record(TestForm.NewId()));
        }
        Assert.Equal(sent, found);
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_with_a_code()
    {
        await using var server = await TestServer.StartAsync();
        using var leader = server.Client("leader");
        foreach (var (address, code) in new[]
        {
            ($"{Tallies}?at=0", "BadValue"),
            ($"{Tallies}?at=999999", "BadValue"),
            ($"{Tallies}?by=moon", "BadValue"),
            ($"{Tallies}/none/entries", "NotFound"),
            ($"{Tallies}/cleared/entries?after=1", "BadValue"),
            ($"{Tallies}/cleared/entries?day=27.5.2021", "BadValue"),
            ($"{Tallies}/cleared/entries?unit=moon", "BadValue"),
            ($"{Tallies}/cleared/entries?limit=0", "BadValue"),
            ($"{Records}?standing=4", "BadValue"),
            ($"{Records}?form=moon", "BadValue"),
            ($"{Records}?cell=moon", "BadValue"),
            ("/api/campaigns/moon/tallies", "NotFound"),
            ("/api/records/uuid:none", "NotFound"),
            ("/api/records/1", "NotFound"),
        })
        {
            using var answer = await leader.GetAsync(address);
            Assert.Equal(code == "NotFound" ? HttpStatusCode.NotFound : HttpStatusCode.BadRequest, answer.StatusCode);
            var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            Assert.Equal(code, body.GetProperty("code").GetString());
            Assert.True(body.GetProperty("synthetic").GetBoolean());
        }
    }

    [Fact]
    public async Task The_description_names_every_door_of_the_api_and_is_open_to_strangers()
    {
        await using var server = await TestServer.StartAsync();
        using var stranger = server.Client();
        var description = await JsonAsync(stranger, "/openapi.json");
        Assert.Equal(
            [
                "/api/campaigns", "/api/campaigns/{campaign}", "/api/campaigns/{campaign}/cases", "/api/campaigns/{campaign}/cases/counts",
                "/api/campaigns/{campaign}/deck.pptx",
                "/api/campaigns/{campaign}/records", "/api/campaigns/{campaign}/tallies", "/api/campaigns/{campaign}/tallies/{indicator}/entries",
                "/api/campaigns/{campaign}/waiting", "/api/cases/{number}", "/api/journal/head", "/api/records/{id}", "/api/records/{id}/files/{name}",
            ],
            description.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
        foreach (var path in description.GetProperty("paths").EnumerateObject())
            Assert.NotEqual("", path.Value.GetProperty("get").GetProperty("summary").GetString());
        Assert.True(description.GetProperty("x-synthetic").GetBoolean());
    }

    [Fact]
    public async Task Every_answer_says_whether_the_district_is_synthetic()
    {
        await using var invented = await TestServer.StartAsync();
        await using var real = await TestServer.StartAsync(synthetic: false);
        foreach (var door in new[] { "/api/campaigns", Tallies, $"{Tallies}/cleared/entries", Records, "/api/campaigns/clearing/waiting", "/api/journal/head" })
        {
            var marked = await JsonAsync(invented.Client("leader"), door);
            Assert.True(marked.GetProperty("synthetic").GetBoolean());
            Assert.Equal("演示数据，全部合成，不反映任何单位实际", marked.GetProperty("mark").GetString());
            var plain = await JsonAsync(real.Client("leader"), door);
            Assert.False(plain.GetProperty("synthetic").GetBoolean());
            Assert.Equal(JsonValueKind.Null, plain.GetProperty("mark").ValueKind);
        }
    }

    private static int Value(JsonElement tallies) => tallies.GetProperty("tallies")[0].GetProperty("value").GetInt32();

    private static async Task<IEnumerable<(string, int)>> PartsAsync(HttpClient client, string by) =>
        (await JsonAsync(client, $"{Tallies}?by={by}")).GetProperty("tallies")[0].GetProperty("parts").EnumerateArray()
        .Select(part => (part.GetProperty(by).GetString()!, part.GetProperty("value").GetInt32())).ToList();

    private static async Task<JsonElement> JsonAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        return answer.StatusCode;
    }

    /// <summary>Sends a record as a phone does; its instance id.</summary>
    private static async Task<string> SendAsync(HttpClient client, string xml, params (string Name, byte[] Bytes)[] files)
    {
        using var answer = await client.PostAsync("/openrosa/submission", TestForm.Parts(xml, files));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        const string open = "instanceID>";
        var at = xml.IndexOf(open, StringComparison.Ordinal) + open.Length;
        return xml[at..xml.IndexOf('<', at)];
    }

    /// <summary>A form that asks for a name and a signature, both personal.</summary>
    private static class PersonalForm
    {
        private const string Campaign = """
            id: signing
            title: {zh: 登记, en: Signing}
            period: {from: 2021-05-01}
            unit: test
            forms:
              visit: {file: visit.xlsx, fill: [clerk], unit: sender}
            """;

        private const string XForm = """
            <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" xmlns:gridwork="urn:gridwork:forms">
              <h:head><h:title>登记</h:title>
                <model>
                  <instance><data id="visit" version="1"><name/><signature/><orx:meta><orx:instanceID/></orx:meta></data></instance>
                  <bind nodeset="/data/name" type="string" gridwork:personal="true()"/>
                  <bind nodeset="/data/signature" type="binary" gridwork:personal="true()"/>
                  <bind nodeset="/data/orx:meta/orx:instanceID" type="string" jr:preload="uid"/>
                </model>
              </h:head>
              <h:body>
                <input ref="/data/name"><label>姓名</label></input>
                <upload ref="/data/signature" mediatype="image/*"><label>签名</label></upload>
              </h:body>
            </h:html>
            """;

        public static byte[] Package() => new CampaignFolder("signing", new Dictionary<string, ReadOnlyMemory<byte>>
        {
            ["campaign.yaml"] = Encoding.UTF8.GetBytes(Campaign),
        }).ToPackage(new Dictionary<string, string> { ["compiled/visit.xml"] = XForm });

        public static string Record(string id, string name, string signature) => $"""
            <data id="visit" version="1" xmlns:orx="http://openrosa.org/xforms"><name>{name}</name><signature>{signature}</signature>
              <orx:meta><orx:instanceID>{id}</orx:instanceID></orx:meta></data>
            """;
    }
}
