using Gridwork.Engine;
using Gridwork.Server.Figures;
using Gridwork.Server.Layout;

namespace Gridwork.Server.Tallies;

/// <summary>A number, opened: the entries that it is the sum of.</summary>
public sealed record TallyModel
{
    /// <summary>The campaign's id.</summary>
    public required string Campaign { get; init; }

    /// <summary>The campaign's title.</summary>
    public required LocalText CampaignTitle { get; init; }

    /// <summary>What is counted.</summary>
    public required LocalText Title { get; init; }

    /// <summary>Which part of it: a unit, a cell, a day; null: all.</summary>
    public string? Part { get; init; }

    /// <summary>The number, exactly.</summary>
    public required FigureValue Value { get; init; }

    /// <summary>The journal position that was asked for; null: the present.</summary>
    public long? At { get; init; }

    /// <summary>The same number at present, where an earlier position was asked for.</summary>
    public FigureValue? Today { get; init; }

    /// <summary>How many entries add up to it.</summary>
    public required long Entries { get; init; }

    /// <summary>The first page of the entries, in groups.</summary>
    public required IReadOnlyList<EntryGroup> Groups { get; init; }

    /// <summary>What had been added up before this page begins; 0 on the first page.</summary>
    public long Before { get; init; }

    /// <summary>Where the list goes on; null: here it ends.</summary>
    public string? Next { get; init; }

    /// <summary>The first page; null: this is it.</summary>
    public string? First { get; init; }

    /// <summary>How many entries a page has.</summary>
    public required int PageSize { get; init; }

    /// <summary>How it is counted.</summary>
    public required CountingRule Rule { get; init; }

    /// <summary>The declared figures beside it.</summary>
    public IReadOnlyList<DeclaredLine> Declared { get; init; } = [];

    /// <summary>The number by unit, the largest first.</summary>
    public IReadOnlyList<(LocalText Title, FigureValue Figure)> Units { get; init; } = [];

    /// <summary>Where the number is shown.</summary>
    public IReadOnlyList<UsedIn> Uses { get; init; } = [];

    /// <summary>Filters that are set: what has been left out of the sum.</summary>
    public IReadOnlyList<Filter> Filters { get; init; } = [];

    /// <summary>The district's time.</summary>
    public required DateTimeOffset Now { get; init; }
}

/// <summary>Entries of one day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Lines">The entries.</param>
/// <param name="Sum">Their sum, of this page's lines.</param>
public sealed record EntryGroup(DateOnly Day, IReadOnlyList<EntryLine> Lines, long Sum);

/// <summary>What an entry is to the number.</summary>
public enum EntryRole
{
    /// <summary>It counts.</summary>
    Counts,

    /// <summary>It counted until it was corrected.</summary>
    Corrected,

    /// <summary>It takes back what a corrected record had counted.</summary>
    Reversal,

    /// <summary>It is what a correction counts instead.</summary>
    Correction,

    /// <summary>It counts nothing: another record holds the key.</summary>
    AlreadyCounted,
}

/// <summary>An entry.</summary>
/// <param name="Captured">When its record was captured.</param>
/// <param name="Record">The record entry that caused it.</param>
/// <param name="Root">The record.</param>
/// <param name="Cell">Its cell's code; null: in none.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Sender">Who sent the record, by post.</param>
/// <param name="Value">In units of 10^−scale.</param>
/// <param name="Running">The sum so far.</param>
/// <param name="Role">What it is to the number.</param>
public sealed record EntryLine(
    DateTimeOffset Captured, long Record, long Root, string? Cell, LocalText Unit, LocalText Sender, long Value, long Running, EntryRole Role);

/// <summary>How an indicator counts, as its author wrote it.</summary>
/// <param name="Form">The form's title.</param>
/// <param name="How">Count, Sum, Distinct or Declared.</param>
/// <param name="Where">The condition; null: every record.</param>
/// <param name="Expression">What is added or told apart; null: each counts one.</param>
/// <param name="Line">The line of campaign.yaml.</param>
/// <param name="Version">The indicator's version.</param>
/// <param name="Questions">The questions that it reads: name and label.</param>
public sealed record CountingRule(
    string Form, string How, string? Where, string? Expression, int Line, int Version, IReadOnlyList<(string Name, string Label)> Questions);

/// <summary>A figure that a unit declared.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Figure">The figure.</param>
/// <param name="At">When.</param>
/// <param name="By">Who, by post.</param>
public sealed record DeclaredLine(LocalText Unit, FigureValue Figure, DateTimeOffset At, LocalText By);

/// <summary>A page or paper that shows the number.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Href">Where.</param>
/// <param name="As">How it stands there.</param>
public sealed record UsedIn(string Title, string Href, string As);
