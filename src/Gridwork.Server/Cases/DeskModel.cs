using Gridwork.Engine;
using Gridwork.Server.Layout;

namespace Gridwork.Server.Cases;

/// <summary>The desk: cases as one reader works through them.</summary>
public sealed record DeskModel
{
    /// <summary>The lists of the desk, with counts.</summary>
    public required IReadOnlyList<DeskGroup> Groups { get; init; }

    /// <summary>The lists that the reader saved.</summary>
    public IReadOnlyList<SavedList> Saved { get; init; } = [];

    /// <summary>Whether this list asks for something that can be saved.</summary>
    public bool MaySave { get; init; }

    /// <summary>Whether a list could not be saved because there are too many.</summary>
    public bool IsFull { get; init; }

    /// <summary>Filters as words.</summary>
    public required IReadOnlyList<Filter> Filters { get; init; }

    /// <summary>The same cases on the map.</summary>
    public required string Map { get; init; }

    /// <summary>The rows.</summary>
    public required IReadOnlyList<DeskLine> Lines { get; init; }

    /// <summary>How many the list has, all pages together.</summary>
    public required long Total { get; init; }

    /// <summary>Whether there are more than were counted.</summary>
    public bool More { get; init; }

    /// <summary>How many more come after this page, at most; null: it is the last.</summary>
    public string? Next { get; init; }

    /// <summary>The first page, when this is a later one; null: this is it.</summary>
    public string? First { get; init; }

    /// <summary>How many rows a page has.</summary>
    public required int PageSize { get; init; }

    /// <summary>Whether the reader may dispatch some of the rows together.</summary>
    public bool MayDispatch => Lines.Any(line => line.MayDispatch);

    /// <summary>The address of this page: where a step comes back to.</summary>
    public required string Here { get; init; }

    /// <summary>The address of the list with nothing beside it.</summary>
    public required string List { get; init; }

    /// <summary>The case beside the list; null: none is.</summary>
    public CaseModel? Shown { get; init; }

    /// <summary>The deck of the list's campaign; null: it shows several.</summary>
    public string? Deck { get; init; }

    /// <summary>What became of a dispatch of several; null: none was.</summary>
    public (int Taken, int NotTaken)? Dispatched { get; init; }

    /// <summary>The steps of that dispatch, which can be taken back.</summary>
    public IReadOnlyList<string> Undo { get; init; } = [];

    /// <summary>How many steps were taken back, and of which cases none was; null: it was not asked.</summary>
    public (int Steps, IReadOnlyList<long> Kept)? Undone { get; init; }
}

/// <summary>Lists that belong together.</summary>
/// <param name="Title">What they have in common; null: nothing to be said.</param>
/// <param name="Entries">The lists.</param>
public sealed record DeskGroup(string? Title, IReadOnlyList<DeskEntry> Entries);

/// <summary>A list of the desk.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Count">How many are in it; null: not counted.</param>
/// <param name="Href">Its address.</param>
/// <param name="Chosen">Whether it is the one that is shown.</param>
/// <param name="Lamp">The lamp that all in it have; null: several.</param>
public sealed record DeskEntry(string Title, string? Count, string Href, bool Chosen, Figures.LampKind? Lamp = null);

/// <summary>A case as a row.</summary>
/// <param name="Number">Its number.</param>
/// <param name="What">What it is about.</param>
/// <param name="Category">Its category; null: none.</param>
/// <param name="RoundTheClock">Whether its limit is natural time.</param>
/// <param name="Cell">Its cell's code; null: in none.</param>
/// <param name="Unit">The unit in which it lies.</param>
/// <param name="Host">Who answers for it, or is proposed; null: nobody.</param>
/// <param name="IsProposal">Whether the host is a proposal.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="Lamp">How urgent it is.</param>
/// <param name="Provisional">Whether its deadline crosses holidays that are assumed.</param>
/// <param name="Returns">How often it was returned.</param>
/// <param name="SendBacks">How often it was sent back.</param>
/// <param name="Supervised">Whether it is under supervision.</param>
/// <param name="Reported">When it was reported.</param>
/// <param name="MayDispatch">Whether the reader may dispatch it to the host proposed.</param>
/// <param name="Beside">The list with this case beside it.</param>
public sealed record DeskLine(
    long Number, string What, LocalText? Category, bool RoundTheClock, string? Cell, LocalText Unit, LocalText? Host, bool IsProposal, string Stage,
    LampWord Lamp, bool Provisional, int Returns, int SendBacks, bool Supervised, DateTimeOffset Reported, bool MayDispatch, string Beside)
{
    /// <summary>Its page.</summary>
    public string Href => FormattableString.Invariant($"/cases/{Number}");
}

/// <summary>A lamp and what stands beside it.</summary>
/// <param name="Kind">How urgent.</param>
/// <param name="Word">The time left or late, or where it stands.</param>
public sealed record LampWord(Figures.LampKind Kind, string Word);
