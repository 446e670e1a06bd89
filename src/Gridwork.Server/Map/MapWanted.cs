// What a map is asked for in an address: the words of the lists (CaseWanted), so that list, map and tiles show the same things.
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Records;
using Gridwork.Engine.Rights;
using Gridwork.Server.Cases;
using Gridwork.Server.People;
using Gridwork.Stores.Cases;
using Gridwork.Stores.Records;

namespace Gridwork.Server.Map;

/// <summary>What a map shows.</summary>
internal sealed record MapWanted
{
    private static readonly string[] Known = ["show", "state", "kind", "campaign", "category", "line", "unit", "cell", "host", "from", "to"];

    /// <summary>Whether it shows records; else cases.</summary>
    public bool Records { get; init; }

    /// <summary>The words as they were given.</summary>
    public required CaseWanted Words { get; init; }

    /// <summary>The only campaign; null: all that are seen.</summary>
    public Campaign? Campaign { get; private init; }

    /// <summary>The cases, or what is asked of records by unit, cell and days.</summary>
    public required CaseQuery Cases { get; init; }

    /// <summary>The records.</summary>
    public RecordQuery RecordQuery => new() { Sights = Cases.Sights, Cell = Cases.Cells?.FirstOrDefault() };

    /// <summary>Points of what.</summary>
    public MapLayer Layer =>
        Records ? MapLayer.Records : Cases.Kind == CaseKind.Problem ? MapLayer.Problems : MapLayer.Requirements;

    /// <summary>Of cases: only open ones, or only those that are over; null: both.</summary>
    public bool? Open => Records ? null : Cases.Filter switch
    {
        CaseFilter.Over => false,
        CaseFilter.All => null,
        _ => true,
    };

    /// <summary>Whether the kept counts know all that is asked: campaign, unit, and whether they are open.</summary>
    public bool IsCounted =>
        Cases is { Stage: null, Suspended: null, Category: null, Line: null, Cells: null, Host: null, Supervised: false, DayFrom: null, DayTo: null, DueFrom: null, DueTo: null }
        && Cases.Filter is CaseFilter.Open or CaseFilter.Over or CaseFilter.All;

    /// <summary>The words of an address that a map understands, as a query; empty: none.</summary>
    public static QueryString Query(IQueryCollection query, params ReadOnlySpan<string> without)
    {
        var kept = QueryString.Empty;
        foreach (var name in Known)
        {
            if (!without.Contains(name) && query[name] is [{ Length: > 0 } value, ..]) kept = kept.Add(name, value);
        }
        return kept;
    }

    /// <summary>Reads an address.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="query">The address's query.</param>
    /// <param name="bad">The name of the value that cannot be read; null: all can.</param>
    public static MapWanted? Read(Viewer viewer, IQueryCollection query, out string? bad)
    {
        string? Word(string name) => query[name] is [{ Length: > 0 } value, ..] ? value : null;
        bad = "show";
        if (Word("show") is not (null or "cases" or "records")) return null;
        var records = Word("show") == "records";
        Campaign? only = null;
        bad = "campaign";
        if (Word("campaign") is { } id && (only = viewer.Sights(Right.SeeRecords).Select(sight => viewer.Definition.Campaigns[sight.Campaign]).FirstOrDefault(one => one.Id == id)) is null)
            return null;
        var words = new CaseWanted(
            Word("state"), Word("kind"), Word("category"), Word("line"), Word("unit"), Word("cell"), Word("host"))
        { From = Word("from"), To = Word("to") };
        if (words.Query(viewer, only?.No, out bad) is not { } cases) return null;
        return new MapWanted { Records = records, Words = words, Campaign = only, Cases = cases };
    }
}
