// Group robots as WeCom (企业微信群机器人) and DingTalk (钉钉自定义机器人) document them: a POST of JSON to an address that holds the robot's key, answered
// with errcode. DingTalk may want the call signed: HMAC-SHA256 over "timestamp\nsecret" with the secret, base64, beside the milliseconds.
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Gridwork.Stores.Notices;

namespace Gridwork.Server.Notices;

/// <summary>Posts a digest to a group robot.</summary>
public sealed class RobotSending(HttpClient http, NoticeOptions options)
{
    /// <summary>What a WeCom message may hold; DingTalk takes more.</summary>
    private const int MostBytes = 4096;

    /// <summary>An answer is a line of JSON.</summary>
    private const int LongestAnswer = 64 << 10;

    /// <summary>A client that follows no redirect: an allowed host must not lead to another.</summary>
    public static HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(20),
        MaxResponseContentBufferSize = LongestAnswer,
    };

    /// <summary>Whether an address is one of a robot that this server may call: https, or a host that the installation names itself.</summary>
    public bool MayCall(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var robot) && robot.UserInfo.Length == 0
        && options.RobotHosts.Contains(robot.IsDefaultPort ? robot.Host : robot.Authority, StringComparer.OrdinalIgnoreCase)
        && (robot.Scheme == Uri.UriSchemeHttps || (robot.Scheme == Uri.UriSchemeHttp && robot.IsLoopback));

    /// <summary>Posts; null: the robot took it, else why it did not.</summary>
    internal async Task<string?> SendAsync(NoticeChannel channel, NoticeWords words, DateTimeOffset now, CancellationToken cancel)
    {
        if (!MayCall(channel.Address)) return "address";
        var text = words.Markdown(MostBytes);
        try
        {
            using var answer = channel.Kind == ChannelKind.WeCom
                ? await http.PostAsJsonAsync(new Uri(channel.Address), new { msgtype = "markdown", markdown = new { content = text } }, cancel)
                : await http.PostAsJsonAsync(Signed(channel, now), new { msgtype = "markdown", markdown = new { title = words.Title, text } }, cancel);
            if (!answer.IsSuccessStatusCode) return $"HTTP {(int)answer.StatusCode}";
            return await answer.Content.ReadFromJsonAsync<Answer>(cancel) switch
            {
                { Code: 0 } => null,
                { } refused => string.Create(CultureInfo.InvariantCulture, $"{refused.Code} {refused.Message}"),
                null => "errcode",
            };
        }
        catch (Exception failed) when (failed is HttpRequestException or System.Text.Json.JsonException
            || (failed is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            // The message of a failed call may hold the address, which holds the key.
            return failed is HttpRequestException { HttpRequestError: var error } ? error.ToString() : failed.GetType().Name;
        }
    }

    private static Uri Signed(NoticeChannel channel, DateTimeOffset now)
    {
        if (channel.Secret is not { Length: > 0 } secret) return new Uri(channel.Address);
        var time = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var sign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}\n{secret}")));
        return new Uri($"{channel.Address}&timestamp={time}&sign={Uri.EscapeDataString(sign)}");
    }

    private sealed record Answer([property: JsonPropertyName("errcode")] int Code, [property: JsonPropertyName("errmsg")] string? Message);
}
