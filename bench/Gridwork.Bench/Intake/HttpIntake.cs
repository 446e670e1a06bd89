// The intake as phones meet it: POST /openrosa/submission with Basic on connections that stay open, to a server in a process of its own. Load and
// server share the machine. Afterwards the journal must hold exactly what was answered 201.
using System.Diagnostics;
using System.Text;
using Gridwork.Bench.Stores;
using Gridwork.Bench.Submissions;

namespace Gridwork.Bench.Intake;

/// <summary>The intake through HTTP.</summary>
internal static class HttpIntake
{
    private static readonly int[] Connections = [1, 8, 32];

    public static async Task MeasureAsync(Report report, BenchOptions options, BenchPlace place)
    {
        report.Begin($"{place.Kind}: submissions of 2 KB through HTTP, connections kept open");
        await using var district = await BenchDistrict.NewAsync(place);
        var maker = await SubmissionMaker.NewAsync(district);
        // The server of the bench's own process keeps its hands off the journal from here on.
        var before = await district.SeqAsync();
        var passwords = district.People.ToDictionary(
            line => line.Person.Code, line => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{line.Person.Code}:{line.Password}")));
        await using var server = await HttpServer.StartAsync(district.Options);
        // Each sender's password is checked once (and hashed anew, with the server's own settings), which takes as long as it must.
        long accepted = await SignInAsync(server, maker, passwords);
        accepted += await SendAsync(server, maker, passwords, 32, options.Time * 2, []);
        foreach (var connections in Connections)
        {
            var times = new List<double>();
            var processor = server.ProcessorTime;
            var watch = Stopwatch.StartNew();
            var sent = await SendAsync(server, maker, passwords, connections, options.Time, times);
            var rate = sent / watch.Elapsed.TotalSeconds;
            accepted += sent;
            times.Sort();
            report.Say(
                $"{connections,3} connection{(connections == 1 ? " " : "s")}: {Report.N(rate),7} /s; p50 {Report.N(At(times, 0.5))} ms, p99 {Report.N(At(times, 0.99))} ms; "
                + $"{Report.N((server.ProcessorTime - processor).TotalMicroseconds / sent)} µs of the server's processor time a record");
            if (connections == 32 && report.Find(InProcessIntake.Name(place.Kind, 8)) is { } inProcess)
                report.Limit($"{place.Kind} through HTTP, 32 connections, of the rate in process in groups of 8", rate / inProcess, 0.4);
        }
        var held = await district.SeqAsync() - before;
        if (held != accepted) throw new InvalidOperationException($"{accepted} were answered 201, {held} stand in the journal.");
        report.Say($"answered 201: {accepted:N0}; in the journal: {held:N0}");
    }

    private static async Task<long> SignInAsync(HttpServer server, SubmissionMaker maker, Dictionary<string, string> passwords)
    {
        using var phone = new Phone(server.Port);
        await phone.ConnectAsync();
        var known = new HashSet<string>(StringComparer.Ordinal);
        long accepted = 0;
        for (var i = 0; i < SubmissionMaker.Templates; i++)
        {
            var sent = maker.Next();
            if (!known.Add(sent.Sender)) continue;
            if (await phone.PostAsync(sent.Xml, passwords[sent.Sender]) != 201) throw new InvalidOperationException("A first submission was refused.");
            accepted++;
        }
        return accepted;
    }

    private static double At(List<double> sorted, double part) => sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * part)];

    private static async Task<long> SendAsync(
        HttpServer server, SubmissionMaker maker, Dictionary<string, string> passwords, int connections, TimeSpan time, List<double> times)
    {
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using var phone = new Phone(server.Port);
            await phone.ConnectAsync();
            var own = new List<double>();
            while (Stopwatch.GetTimestamp() < until)
            {
                var sent = maker.Next();
                var start = Stopwatch.GetTimestamp();
                var status = await phone.PostAsync(sent.Xml, passwords[sent.Sender]);
                if (status != 201) throw new InvalidOperationException($"A submission was answered {status}.");
                own.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
            lock (times) times.AddRange(own);
            return (long)own.Count;
        })));
        return counts.Sum();
    }
}
