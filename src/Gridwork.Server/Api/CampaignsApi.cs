using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Rights;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Security;

namespace Gridwork.Server.Api;

/// <summary>Campaigns as programs read them.</summary>
internal static class CampaignsApi
{
    public static void MapCampaigns(this IEndpointRouteBuilder api)
    {
        api.MapGet("/campaigns", (Viewer viewer) => Results.Json(new CampaignsAnswer(
                [.. viewer.Sights(Right.SeeTallies).Select(sight => About(viewer, viewer.Definition.Campaigns[sight.Campaign]))],
                viewer.District.IsSynthetic, ApiDoors.MarkOf(viewer))))
            .Needs(Right.SeeTallies).Produces<CampaignsAnswer>().WithTags("campaigns").WithSummary("The campaigns of which the caller sees something.");
        api.MapGet("/campaigns/{campaign}", (Viewer viewer, string campaign) => Find(viewer, Right.SeeTallies, campaign) is { } found
                ? Results.Json(new CampaignAnswer(About(viewer, found), viewer.District.IsSynthetic, ApiDoors.MarkOf(viewer)))
                : ApiDoors.Refuse(ProblemCode.NotFound))
            .Needs(Right.SeeTallies).Produces<CampaignAnswer>().WithTags("campaigns").WithSummary("One campaign.");
    }

    /// <summary>A campaign of which the viewer sees something by a right; null: there is none, or the viewer may not know of it.</summary>
    public static Campaign? Find(Viewer viewer, Right right, string id) =>
        viewer.Definition.FindCampaign(id) is { } campaign && viewer.UnitsWith(right, campaign.No).Count > 0 ? campaign : null;

    private static CampaignAbout About(Viewer viewer, Campaign campaign) => new(
        campaign.Id, campaign.File.Title.In(viewer.Culture), campaign.File.Purpose?.In(viewer.Culture), campaign.File.Goal?.In(viewer.Culture),
        campaign.File.From, campaign.File.To, viewer.Definition.Units.Find(campaign.LeadUnit)!.Code,
        [.. campaign.Forms.Select(form => new FormAbout(
            form.Key, form.Current.Form.Id, form.Current.Form.Version, form.Current.Form.Title.In(viewer.Culture.TwoLetterISOLanguageName)))],
        $"/api/campaigns/{campaign.Id}/tallies", $"/api/campaigns/{campaign.Id}/records");

    private sealed record CampaignsAnswer(IReadOnlyList<CampaignAbout> Campaigns, bool Synthetic, string? Mark);

    private sealed record CampaignAnswer(CampaignAbout Campaign, bool Synthetic, string? Mark);

    private sealed record CampaignAbout(
        string Id, string Title, string? Purpose, string? Goal, DateOnly From, DateOnly? To, string Unit, IReadOnlyList<FormAbout> Forms, string Tallies,
        string Records);

    private sealed record FormAbout(string Key, string Id, string Version, string Title);
}
