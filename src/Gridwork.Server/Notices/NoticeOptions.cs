using MailKit.Security;
using MimeKit;

namespace Gridwork.Server.Notices;

/// <summary>How this server reaches people outside its own pages. Nothing named here: it does not.</summary>
public sealed record NoticeOptions
{
    /// <summary>The robots' servers that may be called, by host name. An address on another host is refused when it is entered, and when it is called.</summary>
    public IReadOnlyList<string> RobotHosts { get; init; } = ["qyapi.weixin.qq.com", "oapi.dingtalk.com"];

    /// <summary>The mail server; null: no mail is sent.</summary>
    public MailServer? Mail { get; init; }

    /// <summary>The address under which people open this server, for the links; null: the first that it listens on.</summary>
    public Uri? Public { get; init; }

    /// <summary>
    /// From environment variables: <c>GRIDWORK_SMTP</c> (<c>smtp://user:password@host:587/?from=gridwork@example.org</c>, smtps for TLS from the
    /// first byte), <c>GRIDWORK_ROBOT_HOSTS</c> (hosts separated by commas, for installations of their own), <c>GRIDWORK_PUBLIC_URL</c>. Throws
    /// <see cref="FormatException"/> naming the variable that cannot be read.
    /// </summary>
    public static NoticeOptions FromEnvironment(Func<string, string?> variable)
    {
        var options = new NoticeOptions();
        if (variable("GRIDWORK_ROBOT_HOSTS") is { Length: > 0 } hosts)
            options = options with { RobotHosts = hosts.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) };
        if (variable("GRIDWORK_SMTP") is { Length: > 0 } smtp) options = options with { Mail = MailServer.Parse(smtp) };
        if (variable("GRIDWORK_PUBLIC_URL") is { Length: > 0 } address)
        {
            options = options with
            {
                Public = Uri.TryCreate(address, UriKind.Absolute, out var known) && known.Scheme is "http" or "https"
                    ? known
                    : throw new FormatException("GRIDWORK_PUBLIC_URL"),
            };
        }
        return options;
    }
}

/// <summary>A mail server to hand messages to.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Port">Its port.</param>
/// <param name="Security">TLS from the first byte, or asked for; a password never goes over a plain line.</param>
/// <param name="User">Who signs in; null: nobody does.</param>
/// <param name="Password">The password.</param>
/// <param name="From">Whom the mail comes from.</param>
public sealed record MailServer(string Host, int Port, SecureSocketOptions Security, string? User, string? Password, MailboxAddress From)
{
    /// <summary>Reads <c>smtp://user:password@host:port/?from=address</c>. Throws <see cref="FormatException"/> for what is none.</summary>
    public static MailServer Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("smtp" or "smtps")
            || !MailboxAddress.TryParse(Uri.UnescapeDataString(address.Query.Replace("?from=", "", StringComparison.Ordinal)), out var from))
            throw new FormatException("GRIDWORK_SMTP");
        var tls = address.Scheme == "smtps";
        var signIn = address.UserInfo.Split(':', 2);
        var user = signIn[0].Length == 0 ? null : Uri.UnescapeDataString(signIn[0]);
        return new MailServer(
            address.Host, address.Port > 0 ? address.Port : tls ? 465 : 587,
            tls ? SecureSocketOptions.SslOnConnect : user is null ? SecureSocketOptions.StartTlsWhenAvailable : SecureSocketOptions.StartTls,
            user, signIn.Length == 2 ? Uri.UnescapeDataString(signIn[1]) : null, from);
    }
}
