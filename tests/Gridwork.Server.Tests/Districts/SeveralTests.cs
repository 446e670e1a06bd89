using System.Net;
using Gridwork.Engine.Rights;
using Gridwork.Server.People;
using Gridwork.Stores.Tests;

namespace Gridwork.Server.Tests.Districts;

public sealed class SeveralTests(PostgresServer postgres)
{
    [Fact]
    public async Task Any_node_reads_any_nodes_cookie_and_a_revocation_on_one_holds_on_the_other()
    {
        await using var one = await TestServer.StartAsync(postgres);
        await using var other = await one.AnotherNodeAsync();
        using var client = await one.SignedInAsync("officer");
        using var moved = new HttpRequestMessage(HttpMethod.Get, new Uri(other.Address, "/f/cells?lon=117.35&lat=34.75"));
        using (var answer = await client.SendAsync(moved)) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await other.UsersAsync(async users => await users.UpdateSecurityStampAsync((await users.FindByNameAsync("officer"))!));
        using (var answer = await client.GetAsync("/f/cells?lon=117.35&lat=34.75")) Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_host_finds_its_district_and_a_cookie_of_one_opens_no_other()
    {
        await using var server = await TestServer.StartAsync(hosts: new Dictionary<int, string> { [1] = "one.test", [2] = "two.test" });
        using var client = await server.SignedInAsync("officer");
        foreach (var (host, status) in new[] { ("one.test", HttpStatusCode.OK), ("two.test", HttpStatusCode.Unauthorized) })
        {
            // The container of cookies looks at the address, not at the header: the same cookie goes to both.
            using var request = new HttpRequestMessage(HttpMethod.Get, "/f/cells?lon=117.35&lat=34.75");
            request.Headers.Host = host;
            using var answer = await client.SendAsync(request);
            Assert.Equal(status, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_key_for_one_campaign_opens_no_other()
    {
        await using var server = await TestServer.StartAsync();
        var officer = await server.AccountAsync("officer");
        using var phone = server.Client();
        var here = await DeviceKeys.MakeAsync(server.District, officer.Person, 1, "phone", TimeProvider.System);
        var elsewhere = await DeviceKeys.MakeAsync(server.District, officer.Person, 99, "phone", TimeProvider.System);
        Assert.Contains("<formID>patrol</formID>", await phone.GetStringAsync($"/key/{here}/formList"), StringComparison.Ordinal);
        Assert.DoesNotContain("<formID>", await phone.GetStringAsync($"/key/{elsewhere}/formList"), StringComparison.Ordinal);
        using var refused = await phone.PostAsync($"/key/{elsewhere}/submission", TestForm.Parts(TestForm.Record(TestForm.NewId())));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task A_role_taken_away_is_gone_within_a_second()
    {
        await using var server = await TestServer.StartAsync();
        await server.PersonAsync("leaver", Role.Officer, "east");
        using var phone = server.Client("leaver");
        using (var before = await phone.GetAsync("/openrosa/formList")) Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        await server.RevokeAsync("leaver", Role.Officer, "east");
        using (var after = await phone.GetAsync("/openrosa/formList")) Assert.Equal(HttpStatusCode.Forbidden, after.StatusCode);
    }
}
