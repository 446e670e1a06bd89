// Lists of the desk that a person saved under a name (常用筛选): what the address asks for, nothing else, so that they follow the definition.
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Rights;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Security;
using Gridwork.Stores;
using Gridwork.Stores.Cases;
using Gridwork.Stores.People;
using Microsoft.AspNetCore.WebUtilities;

namespace Gridwork.Server.Cases;

/// <summary>Saved lists: shown, saved, forgotten.</summary>
internal static class SavedLists
{
    /// <summary>How long a name can be.</summary>
    public const int LongestName = 40;

    /// <summary>What the address of a list asks for, in the order in which it is kept.</summary>
    private static readonly string[] Asked = ["state", "campaign", "kind", "category", "line", "unit", "cell", "host", "from", "to"];

    public static void MapSavedLists(this IEndpointRouteBuilder app)
    {
        app.MapPost("/cases/views", SaveAsync).Needs(Right.SeeRecords);
        app.MapPost("/cases/views/forget", ForgetAsync).Needs(Right.SeeRecords);
    }

    /// <summary>The reader's saved lists with their counts; one that asks for what is no longer there has no address.</summary>
    /// <param name="viewer">Who reads.</param>
    /// <param name="snapshot">The district.</param>
    /// <param name="here">The address of the list that is shown.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyList<SavedList>> OfAsync(Viewer viewer, Snapshot snapshot, string here, CancellationToken cancel)
    {
        var shown = QueryOf(here);
        var lists = new List<SavedList>();
        foreach (var view in await viewer.District.Kept.ReadAsync(db => SavedViewSql.AllAsync(db, viewer.District.Id, viewer.Person), cancel))
        {
            var query = Wanted(viewer, view.Query);
            lists.Add(new SavedList(
                view.Name, query is null ? null : view.Query.Length == 0 ? "/cases" : "/cases?" + view.Query,
                query is null ? null : DeskPages.Counted(await CaseList.CountAsync(snapshot, query, cancel)), view.Query == shown));
        }
        return lists;
    }

    /// <summary>What an address asks for of a list.</summary>
    public static string QueryOf(string address)
    {
        var question = address.IndexOf('?', StringComparison.Ordinal);
        var values = QueryHelpers.ParseQuery(question < 0 ? "" : address[question..]);
        var kept = "/cases";
        foreach (var name in Asked) kept = Address.With(kept, name, values.TryGetValue(name, out var value) ? value.ToString() : null);
        return kept.Length > "/cases?".Length ? kept["/cases?".Length..] : "";
    }

    private static CaseQuery? Wanted(Viewer viewer, string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        string? Of(string name) => values.TryGetValue(name, out var value) ? value.ToString() : null;
        Campaign? only = null;
        if (Of("campaign") is { } id && (only = CaseFilters.Campaigns(viewer).FirstOrDefault(campaign => campaign.Id == id)) is null) return null;
        return new CaseWanted(Of("state"), Of("kind"), Of("category"), Of("line"), Of("unit"), Of("cell"), Of("host")) { From = Of("from"), To = Of("to") }
            .Query(viewer, only?.No, out _);
    }

    private static async Task<IResult> SaveAsync(HttpContext context, Viewer viewer)
    {
        if (!context.Request.HasFormContentType) return new Problem(ProblemCode.BadRequest).AsResult();
        var sent = await context.Request.ReadFormAsync(context.RequestAborted);
        if (sent["name"].ToString().Trim() is not { Length: > 0 and <= LongestName } name) return new Problem(ProblemCode.BadValue, "name").AsResult();
        if (DeskPages.Back(sent) is not { } back || Wanted(viewer, QueryOf(back)) is null) return new Problem(ProblemCode.BadValue, "back").AsResult();
        // The order is that of the real clock: the district's may be a demo's.
        var saved = await viewer.District.Kept.WriteAsync(
            db => SavedViewSql.SaveAsync(db, viewer.District.Id, viewer.Person, new SavedView(name, QueryOf(back)), DateTimeOffset.UtcNow), context.RequestAborted);
        return CasePages.SeeOther(context, saved ? back : Address.With(back, "full", 1));
    }

    private static async Task<IResult> ForgetAsync(HttpContext context, Viewer viewer)
    {
        if (!context.Request.HasFormContentType) return new Problem(ProblemCode.BadRequest).AsResult();
        var sent = await context.Request.ReadFormAsync(context.RequestAborted);
        await viewer.District.Kept.WriteAsync(
            db => SavedViewSql.RemoveAsync(db, viewer.District.Id, viewer.Person, sent["name"].ToString()), context.RequestAborted);
        return CasePages.SeeOther(context, DeskPages.Back(sent) ?? "/cases");
    }
}

/// <summary>A saved list as the desk shows it.</summary>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Href">Its address; null: what it asks for is no longer there.</param>
/// <param name="Count">How many are in it; null: not counted.</param>
/// <param name="Chosen">Whether it is the list that is shown.</param>
public sealed record SavedList(string Name, string? Href, string? Count, bool Chosen);
