// The intake without a network: as many senders as keep the queue full, each reads its record and waits for the answer after the commit. Groups are
// exactly as large as said; every effect is written (chain, record, revision, turn, files, counts, entries, rollups behind them).
using System.Diagnostics;
using System.Runtime.InteropServices;
using Gridwork.Bench.Machine;
using Gridwork.Bench.Stores;
using Gridwork.Bench.Submissions;
using Gridwork.Engine.Journal;
using Gridwork.Stores.Journal;

namespace Gridwork.Bench.Intake;

/// <summary>The intake in process.</summary>
internal static class InProcessIntake
{
    private const int PhotoLength = 200 * 1024;
    private const int PhotoLimit = 1024 * 1024;

    /// <summary>The name under which a rate is kept.</summary>
    public static string Name(StoreKind kind, int group) => $"intake {kind} {group}";

    public static async Task MeasureAsync(Report report, BenchOptions options, BenchPlace place)
    {
        report.Begin($"{place.Kind}: submissions of 2 KB in process, all effects");
        foreach (var group in BareRate.Groups) await MeasureAsync(report, options, place, group, photos: false);
        foreach (var group in BareRate.Groups) await MeasureAsync(report, options, place, group, photos: true);
        var limit = place.Kind == StoreKind.Sqlite ? 0.12 : 0.25;
        report.Limit(
            $"{place.Kind} in process, groups of 32, of the bare rate",
            report.Find(Name(place.Kind, 32))!.Value / report.Find(BareRate.Name(place.Kind, 32))!.Value, limit);
    }

    private static async Task MeasureAsync(Report report, BenchOptions options, BenchPlace place, int group, bool photos)
    {
        var time = photos ? options.Time / 2 : options.Time;
        await using var district = await BenchDistrict.NewAsync(place, new JournalOptions { GroupSize = group });
        var maker = await SubmissionMaker.NewAsync(district);
        var run = new Run(district, maker, photos);
        await run.SendAsync(senders: 4 * group, options.Time / 3);
        var before = await district.SeqAsync();
        using var phases = new JournalPhases();
        var read = run.ReadTime;
        var allocated = GC.GetTotalAllocatedBytes();
        var processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var sent = await run.SendAsync(senders: 4 * group, time);
        var seconds = watch.Elapsed.TotalSeconds;
        processor = Environment.CpuUsage.TotalTime - processor;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        if (await district.SeqAsync() - before != sent) throw new InvalidOperationException("The journal does not hold what was accepted.");
        var rate = sent / seconds;
        var perRecord = 1e6 / sent;
        if (!photos) report.Keep(Name(place.Kind, group), rate);
        var bare = report.Find(BareRate.Name(place.Kind, group));
        report.Say(
            $"groups of {group,3}{(photos ? " with a photo of 200 KB" : "")}: {Report.N(rate),7} /s"
            + (photos || bare is null ? "" : $", {rate / bare:0.0%} of the bare rate")
            + $"; a record: read {Report.N((run.ReadTime - read).TotalSeconds * perRecord)} µs, ask {Report.N(phases.Ask * perRecord)} µs, "
            + $"apply {Report.N(phases.Apply * perRecord)} µs, write {Report.N(phases.Write * perRecord)} µs, fold {Report.N(phases.Fold * perRecord)} µs; "
            + $"{phases.GroupLength:0.0} a group, {Report.N(processor.TotalSeconds * perRecord)} µs of processor time and {Report.N(allocated / 1024.0 / sent)} KB allocated a record");
    }

    private sealed class Run(BenchDistrict district, SubmissionMaker maker, bool photos)
    {
        private long readTicks;

        /// <summary>The time spent reading by all senders together.</summary>
        public TimeSpan ReadTime => Stopwatch.GetElapsedTime(0, Interlocked.Read(ref readTicks));

        /// <summary>Sends for a time; returns how many were accepted.</summary>
        public async Task<long> SendAsync(int senders, TimeSpan time)
        {
            var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
            var counts = await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(() => SendAsync(until))));
            return counts.Sum();
        }

        private async Task<long> SendAsync(long until)
        {
            long accepted = 0;
            var photo = new byte[photos ? PhotoLength : 0];
            Random.Shared.NextBytes(photo);
            while (Stopwatch.GetTimestamp() < until)
            {
                FileStamp[] files = [];
                if (photos)
                {
                    var id = Guid.NewGuid();
                    MemoryMarshal.Write(photo, in id);
                    var blob = await district.Served.Blobs.SaveAsync(BenchDistrict.Id, new MemoryStream(photo), PhotoLimit);
                    files = [SubmissionMaker.Photo(blob!.Hash, blob.Size)];
                }
                var sent = maker.Next();
                var start = Stopwatch.GetTimestamp();
                var candidate = maker.Read(district.Served.Definition, sent, files);
                Interlocked.Add(ref readTicks, Stopwatch.GetTimestamp() - start);
                var outcome = await district.Served.Journal.AppendAsync(candidate);
                if (outcome is not Outcome.Accepted) throw new InvalidOperationException(outcome.ToString());
                accepted++;
            }
            return accepted;
        }
    }
}
