using System.Globalization;

namespace Gridwork.Bench;

/// <summary>What was measured: printed as it comes, and remembered for the ratios at the end.</summary>
/// <param name="to">Where it is printed.</param>
internal sealed class Report(TextWriter to)
{
    private readonly Dictionary<string, double> figures = new(StringComparer.Ordinal);
    private readonly List<(string Name, double Ratio, double Limit, bool AtLeast)> limits = [];

    /// <summary>Begins a section.</summary>
    public void Begin(string title)
    {
        to.WriteLine();
        to.WriteLine($"## {title}");
    }

    /// <summary>A line of text.</summary>
    public void Say(string line) => to.WriteLine(line);

    /// <summary>Remembers a figure under a name.</summary>
    public void Keep(string name, double figure) => figures[name] = figure;

    /// <summary>A figure that was measured in this run; null: it was not.</summary>
    public double? Find(string name) => figures.TryGetValue(name, out var figure) ? figure : null;

    /// <summary>States that a ratio shall be at least (or at most) a limit.</summary>
    public void Limit(string name, double ratio, double limit, bool atLeast = true) => limits.Add((name, ratio, limit, atLeast));

    /// <summary>Prints the limits; false: one is missed.</summary>
    public bool Finish()
    {
        if (limits.Count == 0) return true;
        Begin("limits");
        foreach (var (name, ratio, limit, atLeast) in limits)
            to.WriteLine($"{(Held(ratio, limit, atLeast) ? "held  " : "MISSED")}  {name}: {ratio.ToString("0.000", CultureInfo.InvariantCulture)} ({(atLeast ? "≥" : "≤")} {limit})");
        return limits.TrueForAll(line => Held(line.Ratio, line.Limit, line.AtLeast));
    }

    /// <summary>A number as people read it.</summary>
    public static string N(double number) =>
        number.ToString(number >= 100 ? "#,0" : number >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    private static bool Held(double ratio, double limit, bool atLeast) => atLeast ? ratio >= limit : ratio <= limit;
}
