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
    private const int Slices = 4;
    private const int PhotoLength = 200 * 1024;
    private const int PhotoLimit = 1024 * 1024;

    /// <summary>The name under which a rate is kept.</summary>
    public static string Name(StoreKind kind, int group) => $"intake {kind} {group}";

    public static async Task MeasureAsync(Report report, BenchOptions options, BenchPlace place, bool photos)
    {
        report.Begin($"{place.Kind}: submissions of 2 KB{(photos ? " with a photo of 200 KB" : "")} in process, all effects");
        await WarmUpAsync(options, place);
        foreach (var group in options.Groups) await MeasureAsync(report, options, place, group, photos);
    }

    /// <summary>A server that has just started compiles as it goes; what is measured is one that has been running for a while.</summary>
    private static async Task WarmUpAsync(BenchOptions options, BenchPlace place)
    {
        await using var district = await BenchDistrict.NewAsync(place, new JournalOptions { GroupSize = 32 });
        await new Run(district, await SubmissionMaker.NewAsync(district), photos: false).SendAsync(128, options.Time * 2);
    }

    private static async Task MeasureAsync(Report report, BenchOptions options, BenchPlace place, int group, bool photos)
    {
        var time = photos ? options.Time / 2 : options.Time;
        await using var district = await BenchDistrict.NewAsync(place, new JournalOptions { GroupSize = group });
        var maker = await SubmissionMaker.NewAsync(district);
        var run = new Run(district, maker, photos);
        await run.SendAsync(senders: 4 * group, options.Time / 3);
        await using var bare = photos ? null : await BareRate.OpenAsync(place, group, options.Time / 4);
        var before = await district.SeqAsync();
        using var phases = new JournalPhases();
        var read = run.ReadTime;
        var (sent, allocated, processor, spent) = (0L, 0L, TimeSpan.Zero, TimeSpan.Zero);
        for (var slice = 0; slice < Slices; slice++)
        {
            if (bare is not null) await bare.SliceAsync(time / Slices);
            var (bytesBefore, processorBefore) = (GC.GetTotalAllocatedBytes(), Environment.CpuUsage.TotalTime);
            var watch = Stopwatch.StartNew();
            sent += await run.SendAsync(senders: 4 * group, time / Slices);
            spent += watch.Elapsed;
            allocated += GC.GetTotalAllocatedBytes() - bytesBefore;
            processor += Environment.CpuUsage.TotalTime - processorBefore;
        }
        if (await district.SeqAsync() - before != sent) throw new InvalidOperationException("The journal does not hold what was accepted.");
        var rate = sent / spent.TotalSeconds;
        var perRecord = 1e6 / sent;
        if (!photos) report.Keep(Name(place.Kind, group), rate);
        report.Say(
            $"groups of {group,3}: {Report.N(rate),7} /s"
            + (bare is null ? "" : $" (bare {Report.N(bare.Rate)} /s: {rate / bare.Rate:0.0%})")
            + $"; a record: read {Report.N((run.ReadTime - read).TotalSeconds * perRecord)} µs, ask {Report.N(phases.Ask * perRecord)} µs, "
            + $"apply {Report.N(phases.Apply * perRecord)} µs, write {Report.N(phases.Write * perRecord)} µs, fold {Report.N(phases.Fold * perRecord)} µs; "
            + $"{phases.GroupLength:0.0} a group, {Report.N(processor.TotalSeconds * perRecord)} µs of processor time and {Report.N(allocated / 1024.0 / sent)} KB allocated a record");
        if (bare is not null && group == 32)
        {
            report.Limit(
                $"{place.Kind} in process, groups of 32, of the bare rate", rate / bare.Rate, place.Kind == StoreKind.Sqlite ? 0.12 : 0.25);
        }
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
