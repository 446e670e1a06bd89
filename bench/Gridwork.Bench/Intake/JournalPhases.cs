using System.Diagnostics.Metrics;
using Gridwork.Stores.Journal;

namespace Gridwork.Bench.Intake;

/// <summary>Adds up what the journal's writer says about its groups, from now until it is disposed.</summary>
internal sealed class JournalPhases : IDisposable
{
    private readonly MeterListener listener = new();
    private long groups, records;

    public JournalPhases()
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == JournalMeters.MeterName) listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, seconds, _, _) =>
        {
            if (instrument == JournalMeters.Ask) Ask += seconds;
            else if (instrument == JournalMeters.Apply) Apply += seconds;
            else if (instrument == JournalMeters.Write) Write += seconds;
            else if (instrument == JournalMeters.Fold) Fold += seconds;
        });
        listener.SetMeasurementEventCallback<int>((_, length, _, _) =>
        {
            groups++;
            records += length;
        });
        listener.Start();
    }

    /// <summary>Seconds from taking the lock to having all rows.</summary>
    public double Ask { get; private set; }

    /// <summary>Seconds of deciding and applying.</summary>
    public double Apply { get; private set; }

    /// <summary>Seconds of writing and committing.</summary>
    public double Write { get; private set; }

    /// <summary>Seconds of folding rollups.</summary>
    public double Fold { get; private set; }

    /// <summary>How many candidates a group held.</summary>
    public double GroupLength => groups == 0 ? 0 : records / (double)groups;

    public void Dispose() => listener.Dispose();
}
