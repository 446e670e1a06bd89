using Gridwork.Engine;
using Gridwork.Server.Layout;

namespace Gridwork.Server.Oversight;

/// <summary>All requirements that one reader may see.</summary>
public sealed record OversightModel
{
    /// <summary>How they stand, with counts.</summary>
    public required IReadOnlyList<Choice> States { get; init; }

    /// <summary>Filters as words.</summary>
    public required IReadOnlyList<Filter> Filters { get; init; }

    /// <summary>The rows of this page by what they came from, the newest first.</summary>
    public required IReadOnlyList<RequirementGroup> Groups { get; init; }

    /// <summary>How many the list has, all pages together.</summary>
    public required long Total { get; init; }

    /// <summary>Whether there are more than were counted.</summary>
    public bool More { get; init; }

    /// <summary>The next page; null: this is the last.</summary>
    public string? Next { get; init; }

    /// <summary>The first page, when this is a later one; null: this is it.</summary>
    public string? First { get; init; }

    /// <summary>How many rows a page has.</summary>
    public required int PageSize { get; init; }

    /// <summary>The newest meetings that the reader may open.</summary>
    public required IReadOnlyList<MeetingLine> Meetings { get; init; }

    /// <summary>Where a meeting's record is filled in, a campaign each.</summary>
    public required IReadOnlyList<(LocalText Campaign, string Form, string Href)> Begin { get; init; }
}

/// <summary>The requirements of one meeting or notice.</summary>
/// <param name="Meeting">The meeting; null: it cannot be found.</param>
/// <param name="Lines">The requirements.</param>
public sealed record RequirementGroup(MeetingLine? Meeting, IReadOnlyList<RequirementLine> Lines);

/// <summary>A meeting in a list.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Day">When it was held.</param>
/// <param name="Campaign">Its campaign.</param>
/// <param name="Href">Its page.</param>
/// <param name="Number">Its record.</param>
public sealed record MeetingLine(string Title, DateOnly Day, LocalText Campaign, string Href, long Number);
