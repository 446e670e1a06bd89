using Gridwork.Engine;
using Gridwork.Server.Charts;
using Gridwork.Server.Figures;
using Gridwork.Server.Layout;
using Gridwork.Server.Records;

namespace Gridwork.Server.Overview;

/// <summary>What a leader looks at in the morning.</summary>
public sealed record OverviewModel
{
    /// <summary>Records captured today.</summary>
    public required FigureValue Today { get; init; }

    /// <summary>Records captured yesterday.</summary>
    public required FigureValue Yesterday { get; init; }

    /// <summary>All records.</summary>
    public required FigureValue Records { get; init; }

    /// <summary>Records that wait for a clerk.</summary>
    public required FigureValue Waiting { get; init; }

    /// <summary>How many records wait for the reader's decision.</summary>
    public long ToReview { get; init; }

    /// <summary>The campaigns, in their order.</summary>
    public required IReadOnlyList<CampaignLine> Campaigns { get; init; }

    /// <summary>What is open; null: no campaign has cases that the reader sees.</summary>
    public CasesModel? Cases { get; init; }

    /// <summary>The cells of the grid; null: there is no grid, or nothing was counted in a cell yet.</summary>
    public CellsPart? Cells { get; init; }

    /// <summary>The newest records of all campaigns.</summary>
    public required IReadOnlyList<NewestLine> Newest { get; init; }

    /// <summary>The newest pictures, with the record that each belongs to.</summary>
    public required IReadOnlyList<(PhotoFile Photo, string Caption, string Href)> Photos { get; init; }
}

/// <summary>A campaign in the leader's list.</summary>
/// <param name="Order">Its place.</param>
/// <param name="Title">Its title.</param>
/// <param name="Href">Its page.</param>
/// <param name="Lead">The leading unit.</param>
/// <param name="Goal">A goal without a number; null: none.</param>
/// <param name="Figures">Its figures, each with its title.</param>
/// <param name="LastDays">Records on each of the last fourteen days, the last one today.</param>
/// <param name="Records">All its records.</param>
public sealed record CampaignLine(
    int Order, LocalText Title, string Href, LocalText Lead, LocalText? Goal, IReadOnlyList<(LocalText Title, FigureValue Figure)> Figures,
    IReadOnlyList<long> LastDays, FigureValue Records);

/// <summary>One indicator over the cells of the grid.</summary>
/// <param name="Title">The indicator.</param>
/// <param name="Total">Its figure.</param>
/// <param name="NoCell">What of it lies in no cell.</param>
/// <param name="Tiles">The cells.</param>
/// <param name="Choices">The indicators to choose from.</param>
/// <param name="Streets">The same by subdistrict.</param>
public sealed record CellsPart(
    LocalText Title, FigureValue Total, FigureValue NoCell, IReadOnlyList<MosaicTile> Tiles, IReadOnlyList<Choice> Choices, IReadOnlyList<StreetLine> Streets);

/// <summary>A subdistrict under the mosaic.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Cells">How many cells.</param>
/// <param name="With">In how many of them something was counted.</param>
/// <param name="Figure">Its part of the figure.</param>
public sealed record StreetLine(LocalText Title, int Cells, int With, FigureValue Figure);

/// <summary>A record among the newest.</summary>
/// <param name="Record">The record.</param>
/// <param name="Campaign">Its campaign's title.</param>
public sealed record NewestLine(RecordItem Record, LocalText Campaign);
