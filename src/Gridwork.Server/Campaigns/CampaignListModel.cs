using Gridwork.Engine;
using Gridwork.Server.Figures;

namespace Gridwork.Server.Campaigns;

/// <summary>The campaigns that the reader may see.</summary>
/// <param name="Lines">A row each, in their order.</param>
/// <param name="MayCheck">Whether the reader may have a folder checked.</param>
public sealed record CampaignListModel(IReadOnlyList<CampaignListLine> Lines, bool MayCheck);

/// <summary>A campaign in the list.</summary>
/// <param name="Order">Its place.</param>
/// <param name="Title">Its title.</param>
/// <param name="Href">Its page.</param>
/// <param name="Purpose">What it is for; null: not said.</param>
/// <param name="Lead">The leading unit.</param>
/// <param name="From">Its first day.</param>
/// <param name="To">Its last day; null: open.</param>
/// <param name="Figures">Its figures, each with its title.</param>
/// <param name="Records">All its records.</param>
public sealed record CampaignListLine(
    int Order, LocalText Title, string Href, LocalText? Purpose, LocalText Lead, DateOnly From, DateOnly? To,
    IReadOnlyList<(LocalText Title, FigureValue Figure)> Figures, FigureValue Records);
