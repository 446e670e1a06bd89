using MailKit.Net.Smtp;
using MimeKit;
using MimeKit.Utils;

namespace Gridwork.Server.Notices;

/// <summary>Hands a digest to the mail server (RFC 5321).</summary>
internal static class MailSending
{
    private const int Patience = 20_000;

    /// <summary>Sends; null: the server took it, else why it did not. The id makes a second try of the same digest the same message.</summary>
    public static async Task<string?> SendAsync(MailServer server, string address, string id, NoticeWords words, CancellationToken cancel)
    {
        if (!MailboxAddress.TryParse(address, out var to)) return "address";
        using var message = new MimeMessage();
        message.From.Add(server.From);
        message.To.Add(to);
        message.Subject = words.Title;
        message.MessageId = $"{id}@{(server.From.Domain is { Length: > 0 } domain ? domain : MimeUtils.GenerateMessageId())}";
        // Nobody's holiday reply should answer it (RFC 3834).
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Body = new TextPart("plain") { Text = words.Plain() };
        try
        {
            using var client = new SmtpClient { Timeout = Patience };
            await client.ConnectAsync(server.Host, server.Port, server.Security, cancel);
            if (server.User is not null) await client.AuthenticateAsync(server.User, server.Password ?? "", cancel);
            await client.SendAsync(message, cancel);
            await client.DisconnectAsync(quit: true, cancel);
            return null;
        }
        catch (Exception failed) when (failed is SmtpCommandException or SmtpProtocolException or IOException or System.Net.Sockets.SocketException
            or MailKit.Security.AuthenticationException or MailKit.Security.SslHandshakeException or NotSupportedException or TimeoutException)
        {
            return failed.Message;
        }
    }
}
