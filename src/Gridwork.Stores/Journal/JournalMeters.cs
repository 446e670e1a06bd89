using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Gridwork.Stores.Journal;

/// <summary>What a journal's writer tells about its groups, for whoever listens (dotnet-counters, OpenTelemetry, the bench). Times are in seconds.</summary>
public static class JournalMeters
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Gridwork.Journal";

    private static readonly Meter Meter = new(MeterName);

    /// <summary>How many candidates a group held.</summary>
    public static Histogram<int> Group { get; } = Meter.CreateHistogram<int>("gridwork.journal.group", "{candidate}", "Candidates a group.");

    /// <summary>From wanting the lock of the head to having the rows that the group needs.</summary>
    public static Histogram<double> Ask { get; } = Meter.CreateHistogram<double>("gridwork.journal.ask", "s", "Lock and questions of a group.");

    /// <summary>Deciding and applying.</summary>
    public static Histogram<double> Apply { get; } = Meter.CreateHistogram<double>("gridwork.journal.apply", "s", "Deciding and applying a group.");

    /// <summary>Writing and committing.</summary>
    public static Histogram<double> Write { get; } = Meter.CreateHistogram<double>("gridwork.journal.write", "s", "Writing and committing a group.");

    /// <summary>Folding the rollups behind the entries.</summary>
    public static Histogram<double> Fold { get; } = Meter.CreateHistogram<double>("gridwork.journal.fold", "s", "Folding rollups.");

    /// <summary>Records the time since <paramref name="start"/>, a timestamp of <see cref="Stopwatch"/>; returns the timestamp of now.</summary>
    internal static long Lap(this Histogram<double> phase, long start)
    {
        var now = Stopwatch.GetTimestamp();
        phase.Record(Stopwatch.GetElapsedTime(start, now).TotalSeconds);
        return now;
    }
}
