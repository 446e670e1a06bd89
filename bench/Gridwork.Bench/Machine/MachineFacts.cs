using System.Globalization;
using System.Runtime.InteropServices;

namespace Gridwork.Bench.Machine;

/// <summary>What the figures were measured on, without names.</summary>
internal static class MachineFacts
{
    public static void Print(Report report)
    {
        report.Say($"date       {DateTimeOffset.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}");
        report.Say($"processor  {Environment.ProcessorCount} × {Line("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString()}");
        report.Say($"memory     {Line("/proc/meminfo", "MemTotal") ?? "?"}");
        report.Say($"system     {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
        // Whoever else uses the machine takes from these figures.
        if (File.Exists("/proc/loadavg")) report.Say($"load       {File.ReadAllText("/proc/loadavg").Trim()}");
    }

    private static string? Line(string file, string key) =>
        File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() : null;
}
