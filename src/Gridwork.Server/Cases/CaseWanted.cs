// What a list of cases is asked for in an address; the API and the desk read the same words.
using Gridwork.Engine;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Rights;
using Gridwork.Server.People;
using Gridwork.Stores.Cases;

namespace Gridwork.Server.Cases;

/// <summary>The filters of an address. What is null is not asked for.</summary>
/// <param name="State">A word of <see cref="States"/>; null: open.</param>
/// <param name="Kind">problem or requirement; null: problem.</param>
/// <param name="Category">A category's code.</param>
/// <param name="Line">A line's code.</param>
/// <param name="Unit">A unit's code: those that lie in it or below.</param>
/// <param name="Cell">A cell's code.</param>
/// <param name="Host">The host's code.</param>
internal sealed record CaseWanted(
    string? State = null, string? Kind = null, string? Category = null, string? Line = null, string? Unit = null, string? Cell = null, string? Host = null)
{
    /// <summary>The word for whatever day it is.</summary>
    public const string Today = "today";

    /// <summary>The first day on which they were reported, as <c>2021-05-21</c> or <see cref="Today"/>; null: any.</summary>
    public string? From { get; init; }

    /// <summary>The last day on which they were reported; null: any.</summary>
    public string? To { get; init; }

    /// <summary>The words for how cases stand, in the order in which they are offered.</summary>
    public static IReadOnlyList<string> States { get; } =
        ["open", "overdue", "overdue-today", "due-today", "reported", "registered", "dispatched", "signed", "handled", "suspended", "over", "closed", "dismissed", "all"];

    /// <summary>Words for what happened to cases, whatever became of them: a number of an evaluation opens to them.</summary>
    public static IReadOnlyList<string> Happenings { get; } = ["sent-back", "returned", "reopened"];

    /// <summary>The kinds by their words.</summary>
    public static IReadOnlyDictionary<string, CaseKind> Kinds { get; } =
        new Dictionary<string, CaseKind> { ["problem"] = CaseKind.Problem, ["requirement"] = CaseKind.Requirement };

    /// <summary>The query.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="campaign">The only campaign's number; null: all that are seen.</param>
    /// <param name="bad">The name of the value that cannot be read; null: all can.</param>
    public CaseQuery? Query(Viewer viewer, int? campaign, out string? bad)
    {
        bad = null;
        var query = Standing(new CaseQuery
        {
            Sights = campaign is { } one ? [viewer.Sight(Right.SeeRecords, one)] : viewer.Sights(Right.SeeRecords),
            Now = viewer.District.Clock.Now,
            Category = Category,
            Line = Line,
        }, State ?? "open");
        if (query is null)
        {
            bad = "state";
            return null;
        }
        if (Kind is not null)
        {
            if (!Kinds.TryGetValue(Kind, out var kind)) return Fail("kind", out bad);
            query = query with { Kind = kind };
        }
        if (Unit is not null)
        {
            if (viewer.Definition.Units.Find(Unit) is not { } unit) return Fail("unit", out bad);
            query = query with { Units = [.. viewer.Definition.Units.WithAllBelow(unit.No)] };
        }
        if (Cell is not null)
        {
            var cell = viewer.Definition.FindCell(Cell);
            if (cell == CellNo.None && Cell != "none") return Fail("cell", out bad);
            query = query with { Cells = [cell] };
        }
        if (Host is not null)
        {
            if (viewer.Definition.Units.Find(Host) is not { } host) return Fail("host", out bad);
            query = query with { Host = host.No };
        }
        if (From is not null)
        {
            var from = viewer.District.Clock.Today;
            if (From != Today && !DateOnly.TryParseExact(From, "yyyy-MM-dd", out from)) return Fail("from", out bad);
            query = query with { DayFrom = from };
        }
        if (To is not null)
        {
            if (!DateOnly.TryParseExact(To, "yyyy-MM-dd", out var to)) return Fail("to", out bad);
            query = query with { DayTo = to };
        }
        return query;
    }

    /// <summary>The same query for another word of <see cref="States"/>; null: it is none.</summary>
    public static CaseQuery? Standing(CaseQuery query, string state)
    {
        query = query with { Filter = CaseFilter.Open, Stage = null, Suspended = null, Happened = null };
        return state switch
        {
            "open" => query,
            "overdue" => query with { Filter = CaseFilter.Late },
            "overdue-today" => query with { Filter = CaseFilter.Late, DueFrom = new DateTimeOffset(query.Now.Date, query.Now.Offset) },
            "due-today" => query with { Filter = CaseFilter.NotLate, DueTo = new DateTimeOffset(query.Now.Date.AddDays(1), query.Now.Offset) },
            "reported" => query with { Stage = CaseStage.Reported },
            "registered" => query with { Stage = CaseStage.Registered },
            "dispatched" => query with { Stage = CaseStage.Dispatched },
            "signed" => query with { Stage = CaseStage.SignedFor },
            "handled" => query with { Stage = CaseStage.Handled },
            "suspended" => query with { Suspended = true },
            "over" => query with { Filter = CaseFilter.Over },
            "closed" => query with { Filter = CaseFilter.Over, Stage = CaseStage.Closed },
            "dismissed" => query with { Filter = CaseFilter.Over, Stage = CaseStage.Dismissed },
            "all" => query with { Filter = CaseFilter.All },
            "sent-back" => query with { Filter = CaseFilter.All, Happened = CaseHappening.SentBack },
            "returned" => query with { Filter = CaseFilter.All, Happened = CaseHappening.Returned },
            "reopened" => query with { Filter = CaseFilter.All, Happened = CaseHappening.Reopened },
            _ => null,
        };
    }

    /// <summary>The word of a stage in answers.</summary>
    public static string WordOf(CaseStage stage) => stage == CaseStage.SignedFor ? "signed" : stage.ToString().ToLowerInvariant();

    private static CaseQuery? Fail(string name, out string? bad)
    {
        bad = name;
        return null;
    }
}
