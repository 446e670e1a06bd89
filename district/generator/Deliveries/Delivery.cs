using System.Globalization;
using Gridwork.DemoDistrict.Photos;
using Gridwork.DemoDistrict.Sheets;

namespace Gridwork.DemoDistrict.Deliveries;

/// <summary>One POST of a phone: a record, or part of its files, or the same again.</summary>
internal sealed record Delivery(string Form, string Person, string Instance, DateTimeOffset Start, DateTimeOffset End, DateTimeOffset Received)
{
    /// <summary>The instance that this one replaces, or empty.</summary>
    public string Corrects { get; init; } = "";

    /// <summary>The files that came with this POST.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Answers by path; what is not relevant or was left empty is not there.</summary>
    public required IReadOnlyDictionary<string, string> Answers { get; init; }

    /// <summary>The cell that the answers' point was put into, or null; the photos' strip says so.</summary>
    public string? Cell { get; init; }

    /// <summary>What its photos show, where the form's answers do not say it by themselves.</summary>
    public Scene? Scene { get; init; }

    /// <summary>How its photo came about; null: nothing is told, as by a phone that keeps its notes to itself.</summary>
    public Shot? Shot { get; init; }

    /// <summary>The answers with some changed.</summary>
    public IReadOnlyDictionary<string, string> With(params (string Path, string Answer)[] changes)
    {
        var answers = new Dictionary<string, string>(Answers, StringComparer.Ordinal);
        foreach (var (path, answer) in changes) answers[path] = answer;
        return answers;
    }
}

/// <summary>Writes deliveries in the order in which they arrived.</summary>
internal static class DeliveryFile
{
    private static readonly string[] Own = ["_received", "_person", "_instance", "_corrects", "_start", "_end", "_files"];

    public static byte[] Write(Form form, int rounds, IEnumerable<Delivery> deliveries)
    {
        var paths = form.Paths(rounds);
        // Sorting is stable: what arrived in the same second stays in the order of the story.
        var rows = deliveries.OrderBy(delivery => delivery.Received).Select(delivery =>
        {
            if (delivery.Answers.Keys.FirstOrDefault(path => !paths.Contains(path)) is { } stray)
                throw new InvalidOperationException($"{form.Id}: the form has no question {stray}");
            return (string[])
            [
                Time(delivery.Received), delivery.Person, delivery.Instance, delivery.Corrects, Time(delivery.Start), Time(delivery.End),
                string.Join(';', delivery.Files), .. paths.Select(path => delivery.Answers.GetValueOrDefault(path, "")),
            ];
        });
        return Csv.Write([[.. Own, .. paths], .. rows]);
    }

    public static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
