using System.Diagnostics;
using Gridwork.Bench.Stores;

namespace Gridwork.Bench.Submissions;

/// <summary>How long one thread takes to read a record's bytes into facts: the part of the intake that runs in parallel.</summary>
internal static class ReadingSpeed
{
    public static async Task MeasureAsync(Report report, BenchOptions options, BenchPlace place)
    {
        if (report.Find("read") is not null) return;
        await using var district = await BenchDistrict.NewAsync(place);
        var maker = await SubmissionMaker.NewAsync(district);
        var definition = district.Served.Definition;
        long bytes = 0, records = 0, allocated = 0;
        var processor = TimeSpan.Zero;
        void Run(TimeSpan time)
        {
            (bytes, records) = (0, 0);
            allocated = GC.GetAllocatedBytesForCurrentThread();
            processor = Environment.CpuUsage.TotalTime;
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < time; records++)
            {
                var sent = maker.Next();
                bytes += maker.Read(definition, sent, []).Body.Length;
            }
            processor = Environment.CpuUsage.TotalTime - processor;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        }
        Run(options.Time / 2);
        Run(options.Time);
        var time = processor.TotalMicroseconds / records;
        report.Keep("read", time);
        report.Begin("reading a record, one thread");
        report.Say($"{Report.N(bytes / (double)records)} bytes: {Report.N(time)} µs of processor time, {Report.N(allocated / 1024.0 / records)} KB allocated");
    }
}
