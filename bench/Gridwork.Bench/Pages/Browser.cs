using System.Net;
using System.Text.RegularExpressions;
using Gridwork.Bench.Intake;
using Gridwork.Bench.Stores;

namespace Gridwork.Bench.Pages;

/// <summary>Somebody who has signed in at the page of a server in a process of its own, and keeps the cookie.</summary>
internal static partial class Browser
{
    /// <summary>Signs in.</summary>
    public static async Task<HttpClient> SignInAsync(HttpServer server, BenchDistrict district, string role)
    {
        var (person, password) = district.People.First(line => line.Person.Code == role);
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{server.Port}"),
        };
        var token = Token().Match(await client.GetStringAsync("/signin")).Groups[1].Value;
        using var answer = await client.PostAsync("/signin", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["name"] = person.Code,
            ["password"] = password,
            ["return"] = "",
            ["__RequestVerificationToken"] = token,
        }));
        return answer.StatusCode == HttpStatusCode.Found ? client : throw new InvalidOperationException($"{person.Code} was not let in: {answer.StatusCode}.");
    }

    /// <summary>The time below which so large a part of sorted times lies.</summary>
    public static double At(List<double> sorted, double part) => sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * part)];

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
