using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gridwork.Bench.Machine;

/// <summary>How often a second the disk makes an append of 2 KB last: no store can commit more often.</summary>
internal static class FsyncRate
{
    private const int Length = 2048;

    public static void Measure(Report report, BenchOptions options)
    {
        var path = Path.Combine(options.Folder, "fsync");
        var bytes = new byte[Length];
        Random.Shared.NextBytes(bytes);
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, preallocationSize: 0);
        var watch = Stopwatch.StartNew();
        long appends = 0;
        for (; watch.Elapsed < options.Time / 2; appends++)
        {
            RandomAccess.Write(file, bytes, appends * Length);
            if (DataSync(file) != 0) throw new IOException($"fdatasync: {Marshal.GetLastPInvokeError()}");
        }
        var rate = appends / watch.Elapsed.TotalSeconds;
        report.Keep("fsync", rate);
        report.Say($"fdatasync of 2 KB appends: {Report.N(rate)} /s");
    }

#pragma warning disable SYSLIB1054 // A generated import would need unsafe code, for a handle and a number.
    [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static extern int DataSync(SafeFileHandle file);
#pragma warning restore SYSLIB1054
}
