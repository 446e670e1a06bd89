// A phone on a connection that stays open. It speaks just enough HTTP/1.1: the load comes from the machine that is measured, so it must cost little.
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gridwork.Bench.Intake;

/// <summary>One connection to the submission door. Not safe for several threads.</summary>
internal sealed class Phone(int port) : IDisposable
{
    private const string Boundary = "---------------------------gridworkbench";
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[64 * 1024];
    private readonly MemoryStream request = new();

    public async Task ConnectAsync() => await socket.ConnectAsync(IPAddress.Loopback, port);

    /// <summary>Posts a record; returns the status code once the whole answer is here.</summary>
    public async Task<int> PostAsync(ReadOnlyMemory<byte> xml, string basic)
    {
        Write(xml.Span, basic);
        for (var sent = 0; sent < request.Length;)
            sent += await socket.SendAsync(request.GetBuffer().AsMemory(sent, (int)request.Length - sent));
        var have = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(have));
            if (read == 0) throw new IOException("The server closed the connection.");
            have += read;
            if (IsWhole(buffer.AsSpan(0, have), out var status)) return status;
        }
    }

    private void Write(ReadOnlySpan<byte> xml, string basic)
    {
        const string Head = "--" + Boundary + "\r\nContent-Disposition: form-data; name=\"xml_submission_file\"; filename=\"data.xml\"\r\nContent-Type: text/xml\r\n\r\n";
        const string Tail = "\r\n--" + Boundary + "--\r\n";
        request.SetLength(0);
        Ascii(string.Create(
            CultureInfo.InvariantCulture,
            $"POST /openrosa/submission HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic {basic}\r\nX-OpenRosa-Version: 1.0\r\n"
            + $"Content-Type: multipart/form-data; boundary={Boundary}\r\nContent-Length: {Head.Length + xml.Length + Tail.Length}\r\n\r\n"));
        Ascii(Head);
        request.Write(xml);
        Ascii(Tail);
    }

    private void Ascii(string text)
    {
        Span<byte> bytes = stackalloc byte[1024];
        request.Write(bytes[..Encoding.ASCII.GetBytes(text, bytes)]);
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer, out int status)
    {
        status = 0;
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var head = answer[..(end + 2)];
        status = int.Parse(Encoding.ASCII.GetString(head.Slice(9, 3)), CultureInfo.InvariantCulture);
        var length = head.IndexOf("Content-Length: "u8);
        if (length < 0) return answer.EndsWith("0\r\n\r\n"u8);
        var digits = head[(length + 16)..];
        digits = digits[..digits.IndexOf("\r\n"u8)];
        return answer.Length >= end + 4 + int.Parse(Encoding.ASCII.GetString(digits), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        socket.Dispose();
        request.Dispose();
    }
}
