// The door of a campaign's deck. What it answers names itself in Content-Location: that address draws the same deck again, also after the meeting.
using Gridwork.Documents.Decks;
using Gridwork.Engine.Rights;
using Gridwork.Server.Api;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Security;

namespace Gridwork.Server.Decks;

/// <summary>/api/campaigns/{campaign}/deck.pptx.</summary>
internal static class DeckDoors
{
    public static void AddDecks(this IServiceCollection services) => services.AddSingleton<DeckFiles>();

    public static void MapDecks(this IEndpointRouteBuilder api) =>
        api.MapGet("/campaigns/{campaign}/deck.pptx", DeckAsync).Needs(Right.SeeRecords).Produces(StatusCodes.Status200OK, contentType: Deck.ContentType)
            .WithTags("cases").WithSummary("The deck of a campaign's open problems, a slide a cell; as at a journal position with `at`, by the clock of `time` (local).");

    private static async Task<IResult> DeckAsync(
        HttpContext context, Viewer viewer, DeckFiles files, string campaign, long? at, string? time, CancellationToken cancel)
    {
        if (CampaignsApi.Find(viewer, Right.SeeRecords, campaign) is not { Cases: not null } found) return ApiDoors.Refuse(ProblemCode.NotFound);
        DeckModel model;
        DeckTime asOf;
        await using (var snapshot = await viewer.OpenSnapshotAsync(cancel))
        {
            var (read, bad) = await DeckTime.ReadAsync(viewer, snapshot, at, time, cancel);
            if (read is not { } known) return ApiDoors.Refuse(ProblemCode.BadValue, bad!);
            asOf = known;
            var origin = new Uri($"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}/");
            model = await new CaseDeck(viewer, snapshot, found, asOf, origin).ReadAsync(cancel);
        }
        context.Response.Headers.ContentLocation = ApiDoors.Link($"/api/campaigns/{found.Id}/deck.pptx", ("at", asOf.Position), ("time", asOf.Word));
        context.Response.Headers.CacheControl = "private, no-store";
        return Results.Stream(
            await files.WriteAsync(model, found, cancel), Deck.ContentType, $"{found.Id}-{asOf.Word.Replace(":", "", StringComparison.Ordinal)}.pptx");
    }
}
