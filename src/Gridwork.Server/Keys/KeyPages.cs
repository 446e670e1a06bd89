// Phones' keys: a person makes and revokes the own ones, an administrator those of people who belong to units below. A key is on the page that answers its
// making and nowhere else; what is kept is its hash, and the log says who made or revoked one for whom.
using System.Globalization;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Rights;
using Gridwork.Server.Campaigns;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Security;
using Gridwork.Stores.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gridwork.Server.Keys;

/// <summary>/keys.</summary>
internal static class KeyPages
{
    private const int LongestLabel = 60;

    public static void MapKeys(this IEndpointRouteBuilder app)
    {
        app.MapGet("/keys", (Viewer viewer, string? revoked) => ShowAsync(viewer, null, null, revoked is not null)).Needs();
        app.MapPost("/keys", MakeAsync).Needs();
        app.MapPost("/keys/revoke", RevokeAsync).Needs();
    }

    private static async Task<IResult> MakeAsync(HttpContext context, Viewer viewer, AccessLog log, TimeProvider time)
    {
        var sent = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!int.TryParse(sent["person"], CultureInfo.InvariantCulture, out var no)) return new Problem(ProblemCode.BadValue, "person").AsResult();
        if ((await PeopleAsync(viewer)).FirstOrDefault(account => account.Person.Value == no) is not { } account) return new Problem(ProblemCode.NotAllowed).AsResult();
        var label = sent["label"].ToString().Trim();
        if (label.Length is 0 or > LongestLabel) return await ShowAsync(viewer, null, "NoLabel", false);
        Campaign? only = null;
        if (sent["campaign"].ToString() is { Length: > 0 } id && (only = CampaignPages.Find(viewer, id)) is null) return new Problem(ProblemCode.BadValue, "campaign").AsResult();
        // What cannot be noted is not made.
        await log.NoteAsync("key-made", null, string.Create(CultureInfo.InvariantCulture, $"person {no}: {label}"));
        var token = await DeviceKeys.MakeAsync(viewer.District, account.Person, only?.No, label, time);
        var address = $"{context.Request.Scheme}://{context.Request.Host}/key/{token}";
        var project = Written.District(viewer.District.Name, viewer.District.IsSynthetic);
        context.Response.Headers.CacheControl = "no-store";
        return await ShowAsync(viewer, new MadeKey(label, account.Name, address, CollectSettings.Of(address, project)), null, false);
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, Viewer viewer, AccessLog log, TimeProvider time)
    {
        var sent = await context.Request.ReadFormAsync(context.RequestAborted);
        var people = (await PeopleAsync(viewer)).Select(account => account.Person).ToList();
        var keys = await viewer.District.Kept.ReadAsync(db => DeviceTokenSql.OfAsync(db, viewer.District.Id, people));
        if (keys.FirstOrDefault(key => key.Hash.ToString() == sent["key"]) is not { } key) return new Problem(ProblemCode.NotFound).AsResult();
        await log.NoteAsync("key-revoked", null, string.Create(CultureInfo.InvariantCulture, $"person {key.Person.Value}: {key.Label}"));
        await DeviceKeys.RevokeAsync(viewer.District, key.Hash, time);
        context.Response.Headers.Location = "/keys?revoked=1";
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static async Task<IResult> ShowAsync(Viewer viewer, MadeKey? made, string? trouble, bool revoked)
    {
        var people = await PeopleAsync(viewer);
        var names = people.ToDictionary(account => account.Person, account => account.Name);
        var keys = await viewer.District.Kept.ReadAsync(db => DeviceTokenSql.OfAsync(db, viewer.District.Id, [.. names.Keys]));
        var result = new RazorComponentResult<KeyListView>(new
        {
            Model = new KeyListModel
            {
                Own = [.. keys.Where(key => key.Person == viewer.Person).Select(Line)],
                Others = [.. keys.Where(key => key.Person != viewer.Person).Select(Line)],
                People = [.. people.Select(account => (account.Person, account.Name))],
                Campaigns = [.. CampaignPages.All(viewer).Select(campaign => (campaign.Id, campaign.File.Title))],
                Made = made,
                Trouble = trouble,
                Revoked = revoked,
            },
        });
        if (trouble is not null) result.StatusCode = StatusCodes.Status400BadRequest;
        return result;

        KeyLine Line(DeviceToken key) => new(
            key.Hash.ToString(), key.Label, names[key.Person],
            key.Campaign is { } no && viewer.Definition.Campaigns.TryGetValue(no, out var campaign) ? campaign.File.Title : null,
            viewer.Local(key.Created + viewer.District.Clock.Shift), key.Used is { } used ? viewer.Local(used + viewer.District.Clock.Shift) : null);
    }

    /// <summary>Whose keys the viewer may see, make and revoke: the own ones, and those of people who belong to a unit that he administers.</summary>
    private static async Task<IReadOnlyList<Account>> PeopleAsync(Viewer viewer)
    {
        if (!viewer.MaySomewhere(Right.Administer)) return [viewer.Account!];
        var units = viewer.UnitsWith(Right.Administer, null);
        var all = await viewer.District.Kept.ReadAsync(db => AccountSql.AllAsync(db, viewer.District.Id));
        return
        [
            viewer.Account!,
            .. all.Where(account => account is { Disabled: false } && account.Person != viewer.Person && units.Contains(viewer.Definition.Grants.HomeOf(account.Person))),
        ];
    }
}
