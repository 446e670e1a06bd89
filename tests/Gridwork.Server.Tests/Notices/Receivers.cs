// A mail server and the two makers' robots on this machine: what is sent goes over real sockets.
using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MimeKit;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Gridwork.Server.Tests.Notices;

/// <summary>Keeps every mail that it is handed.</summary>
internal sealed class MailReceiver : MessageStore, IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task runs;

    public MailReceiver()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        var services = new ServiceProvider();
        services.Add(this);
        runs = new SmtpServer.SmtpServer(new SmtpServerOptionsBuilder().ServerName("localhost").Port(Port).Build(), services).StartAsync(stop.Token);
    }

    public int Port { get; }
    public ConcurrentQueue<MimeMessage> Mail { get; } = [];

    public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream(buffer.ToArray());
        Mail.Enqueue(await MimeMessage.LoadAsync(bytes, cancellationToken));
        return SmtpResponse.Ok;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await runs;
        stop.Dispose();
    }
}

/// <summary>Answers as WeCom's and DingTalk's servers do: a robot that is not known, or a signature that does not fit, is refused with 200 and a code.</summary>
internal sealed class RobotReceiver : IAsyncDisposable
{
    public const string Secret = "SEC-of-the-test";

    private readonly WebApplication app;

    private RobotReceiver(WebApplication app) => this.app = app;

    public ConcurrentQueue<(string Path, JsonElement Body)> Calls { get; } = [];
    public Uri Address => new(app.Urls.First());

    public static async Task<RobotReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var robot = new RobotReceiver(app);
        app.MapPost("/cgi-bin/webhook/send", (HttpRequest request) => robot.TakeAsync(request, request.Query["key"] == "group-7"));
        app.MapPost("/robot/send", (HttpRequest request) => robot.TakeAsync(request, IsSigned(request.Query)));
        app.MapPost("/away", () => Results.Redirect("http://127.0.0.1:1/"));
        await app.StartAsync();
        return robot;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request, bool isKnown)
    {
        using var body = await JsonDocument.ParseAsync(request.Body);
        if (!isKnown) return Results.Json(new { errcode = 93000, errmsg = "invalid webhook url" });
        Calls.Enqueue((request.Path, body.RootElement.Clone()));
        return Results.Json(new { errcode = 0, errmsg = "ok" });
    }

    private static bool IsSigned(IQueryCollection query)
    {
        var sign = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{query["timestamp"]}\n{Secret}"));
        return query["access_token"] == "t1" && query["sign"] == Convert.ToBase64String(sign);
    }
}
