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

    /// <summary>The campaigns, in their order.</summary>
    public required IReadOnlyList<CampaignLine> Campaigns { get; init; }

    /// <summary>The cells of the grid with the records of the chosen campaign.</summary>
    public required IReadOnlyList<MosaicTile> Cells { get; init; }

    /// <summary>Which campaign's records the cells show.</summary>
    public required IReadOnlyList<Choice> CellsOf { get; init; }

    /// <summary>The same by subdistrict; what lies in no cell is the last.</summary>
    public required IReadOnlyList<StreetLine> Streets { get; init; }

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

/// <summary>A subdistrict under the mosaic.</summary>
/// <param name="Title">Its name; null: what lies in no cell.</param>
/// <param name="Cells">How many cells; null: does not apply.</param>
/// <param name="WithRecords">How many of them have records.</param>
/// <param name="Records">How many records.</param>
public sealed record StreetLine(LocalText? Title, int? Cells, int? WithRecords, FigureValue Records);

/// <summary>A record among the newest.</summary>
/// <param name="Record">The record.</param>
/// <param name="Campaign">Its campaign's title.</param>
public sealed record NewestLine(RecordItem Record, LocalText Campaign);
