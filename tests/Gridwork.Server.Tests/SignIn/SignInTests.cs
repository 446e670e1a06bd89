using System.Net;
using Gridwork.Server.People;
using Gridwork.Server.Security;
using Gridwork.Server.SignIn;
using Gridwork.Server.Tests.OpenRosa;

namespace Gridwork.Server.Tests.SignIn;

public sealed class SignInTests(SqliteServer fixture) : IClassFixture<SqliteServer>
{
    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task The_right_password_signs_in_with_a_cookie_that_scripts_cannot_read()
    {
        using var client = server.Client();
        using var answer = await client.PostAsync("/signin", await TestServer.SignInFormAsync(client, "leader", TestServer.Password, "/campaigns/clearing"));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/campaigns/clearing", answer.Headers.Location!.ToString());
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("gridwork=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    public async Task Signing_in_never_leads_elsewhere(string back)
    {
        using var client = server.Client();
        using var answer = await client.PostAsync("/signin", await TestServer.SignInFormAsync(client, "leader", TestServer.Password, back));
        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("locked-1", true)]
    [InlineData("nobody-has-this-name", false)]
    public async Task Five_wrong_passwords_lock_and_a_name_that_nobody_has_is_answered_alike(string name, bool exists)
    {
        if (exists) await server.UsersAsync(users => users.CreateAsync(server.New(name), TestServer.Password));
        using var client = server.Client();
        foreach (var left in new[] { 4, 3, 2, 1 })
        {
            using var wrong = await client.PostAsync("/signin", await TestServer.SignInFormAsync(client, name, "wrong password"));
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
            Assert.Contains($"密码错误，还可试{left}次", WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }
        for (var more = 0; more < 2; more++)
        {
            using var locked = await client.PostAsync("/signin", await TestServer.SignInFormAsync(client, name, more == 0 ? "wrong password" : TestServer.Password));
            Assert.Equal(HttpStatusCode.Unauthorized, locked.StatusCode);
            Assert.Contains("账号已锁定，请 15分钟后再试", WebUtility.HtmlDecode(await locked.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_form_post_without_our_token_is_refused()
    {
        using var client = server.Client();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = "leader", ["password"] = TestServer.Password });
        using var forged = await client.PostAsync("/signin", form);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        using var signedIn = await server.SignedInAsync("leader");
        using var signOut = await signedIn.PostAsync("/signout", new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.BadRequest, signOut.StatusCode);
    }

    [Fact]
    public async Task A_new_password_ends_every_session_and_remembered_password_at_once()
    {
        await server.PersonAsync("mover", Engine.Rights.Role.Officer, "east");
        using var page = await server.SignedInAsync("mover");
        using var phone = server.Client("mover");
        using (var before = await page.GetAsync("/f/cells?lon=117.35&lat=34.75")) Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        using (var before = await phone.GetAsync("/openrosa/formList")) Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        await server.UsersAsync(async users =>
            Assert.True((await users.ChangePasswordAsync((await users.FindByNameAsync("mover"))!, TestServer.Password, "another password")).Succeeded));
        using (var after = await page.GetAsync("/f/cells?lon=117.35&lat=34.75")) Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        using (var after = await phone.GetAsync("/openrosa/formList")) Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task Basic_opens_the_doors_of_phones_and_no_page()
    {
        using var officer = server.Client("officer");
        using (var door = await officer.GetAsync("/openrosa/formList")) Assert.Equal(HttpStatusCode.OK, door.StatusCode);
        using (var page = await officer.GetAsync("/f/cells?lon=117.35&lat=34.75")) Assert.Equal(HttpStatusCode.Unauthorized, page.StatusCode);
        officer.DefaultRequestHeaders.Add("Cookie", "gridwork=anything");
        using (var beside = await officer.GetAsync("/openrosa/formList")) Assert.Equal(HttpStatusCode.Unauthorized, beside.StatusCode);
    }

    [Fact]
    public async Task A_phones_key_opens_its_door_until_it_is_revoked_and_is_stored_as_a_hash_only()
    {
        var officer = await server.AccountAsync("officer");
        var token = await DeviceKeys.MakeAsync(server.District, officer.Person, null, "phone", TimeProvider.System);
        using var phone = server.Client();
        var list = await phone.GetStringAsync($"/key/{token}/formList");
        Assert.Contains($"{server.Address}key/{token}/forms/patrol/1.xml", list, StringComparison.Ordinal);
        using (var answer = await phone.PostAsync($"/key/{token}/submission", TestForm.Parts(TestForm.Record(TestForm.NewId()))))
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(0, await server.NumberAsync($"SELECT count(*) FROM device_token WHERE label LIKE '%{token}%'"));
        Assert.True(await DeviceKeys.RevokeAsync(server.District, token, TimeProvider.System));
        using (var revoked = await phone.GetAsync($"/key/{token}/formList")) Assert.Equal(HttpStatusCode.Unauthorized, revoked.StatusCode);
        using (var unknown = await phone.GetAsync("/key/nosuchkey/formList")) Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
    }

    [Fact]
    public async Task Strangers_are_slowed_and_the_signed_in_are_not()
    {
        await using var own = await TestServer.StartAsync(strangers: new StrangerLimits { Failures = 3, Burst = 20, PerSecond = 1 });
        using var guesser = own.Client("officer", "wrong password");
        for (var i = 0; i < 3; i++)
        {
            using var wrong = await guesser.GetAsync("/openrosa/formList");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }
        // The address waits now, even with the right password of somebody else who never signed in from there.
        using var leader = own.Client();
        using var page = await leader.PostAsync("/signin", await TestServer.SignInFormAsync(leader, "leader", TestServer.Password));
        Assert.Equal(HttpStatusCode.TooManyRequests, page.StatusCode);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => leader.GetAsync("/signin")));
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.TooManyRequests && answer.Headers.RetryAfter is not null);
    }
}

public sealed class FirstRunTests
{
    [Fact]
    public async Task The_first_visitor_with_the_code_makes_the_administrator_and_the_page_is_gone()
    {
        await using var server = await TestServer.StartAsync(setUp: false);
        var code = await FirstRun.NewCodeAsync(server.District);
        using var client = server.Client();
        using (var wrong = await client.PostAsync("/first-run", await FormAsync(client, "WRONGCODE"))) Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using (var made = await client.PostAsync("/first-run", await FormAsync(client, code!))) Assert.Equal(HttpStatusCode.Found, made.StatusCode);
        using (var gone = await client.GetAsync("/first-run")) Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Null(await FirstRun.NewCodeAsync(server.District));
        Assert.Equal("新区", server.District.Name.Zh);
        Assert.False(server.District.Definition.Calendar.IsWorking(new DateOnly(2026, 10, 1)));
        var person = (await server.AccountAsync("first")).Person;
        Assert.True(server.District.Definition.Grants.May(person, Engine.Rights.Right.Administer, server.District.Definition.Units.All[0].No, null));
    }

    private static async Task<FormUrlEncodedContent> FormAsync(HttpClient client, string code) => new(new Dictionary<string, string>
    {
        ["code"] = code,
        ["district"] = "新区",
        ["name"] = "first",
        ["password"] = "a long password",
        ["__RequestVerificationToken"] = await TestServer.TokenAsync(client, "/first-run"),
    });
}
