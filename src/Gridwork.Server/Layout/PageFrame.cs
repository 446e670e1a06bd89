using Gridwork.Engine;
using Gridwork.Engine.Rights;

namespace Gridwork.Server.Layout;

/// <summary>What every page says about itself, whatever it shows: whose district, at what time, for whom.</summary>
public sealed record PageFrame
{
    /// <summary>The district's name.</summary>
    public required LocalText District { get; init; }

    /// <summary>Whether its data is invented: then the mark stands under every bar.</summary>
    public required bool Synthetic { get; init; }

    /// <summary>The district's time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Whether that time is not the real one: then the page says so.</summary>
    public required bool ClockShifted { get; init; }

    /// <summary>The path and query of the request: which word is lit, and where the change of language comes back to.</summary>
    public required string Path { get; init; }

    /// <summary>The signed-in person as colleagues are named: by post. Null: nobody is signed in.</summary>
    public LocalText? Reader { get; init; }

    /// <summary>The pages that the reader may open, in the order of the bar.</summary>
    public IReadOnlyList<Door> Doors { get; init; } = [];

    /// <summary>Whether the reader is told of what is late.</summary>
    public bool HasNotices { get; init; }

    /// <summary>The district's day.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    /// <summary>The door behind which the page lies; null: none of them.</summary>
    public Door? Here => Doors.Where(door => door.Covers(Path)).MaxBy(door => door.Href.Length);
}

/// <summary>A word of the bar.</summary>
/// <param name="Key">The key of its text and its picture on a phone.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="Needs">The right that opens it.</param>
/// <param name="Also">Further beginnings of addresses that lie behind it.</param>
public sealed record Door(string Key, string Href, Right Needs, params string[] Also)
{
    /// <summary>The doors that there are; later capabilities add theirs.</summary>
    public static IReadOnlyList<Door> All { get; } =
    [
        new("Overview", "/", Right.SeeTallies),
        new("Campaigns", "/campaigns", Right.SeeTallies, "/records", "/check", "/waiting"),
        new("Problems", "/cases", Right.SeeRecords, "/duties"),
        new("Oversight", "/oversight", Right.SeeRecords) { OnPhone = false },
        new("Map", "/map", Right.SeeRecords),
        new("Fill", "/fill", Right.Fill),
        new("Ledgers", "/import", Right.Import),
        new("Grid", "/grid", Right.Administer),
        new("Papers", "/briefings", Right.SeeTallies),
    ];

    /// <summary>Whether it is one of the few words that a phone has room for.</summary>
    public bool OnPhone { get; init; } = true;

    /// <summary>Whether an address lies behind it.</summary>
    public bool Covers(string path)
    {
        var bare = path.Split('?')[0];
        if (Href == "/") return bare == "/";
        if (Key == "Papers" && bare.Contains("/briefings", StringComparison.Ordinal)) return true;
        return Also.Append(Href).Any(start => bare == start || bare.StartsWith(start + "/", StringComparison.Ordinal))
            && !(Key == "Campaigns" && bare.Contains("/briefings", StringComparison.Ordinal));
    }
}
