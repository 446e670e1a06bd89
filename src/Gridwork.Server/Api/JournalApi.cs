using Gridwork.Engine.Rights;
using Gridwork.Server.People;
using Gridwork.Server.Security;
using Gridwork.Stores.Journal;

namespace Gridwork.Server.Api;

/// <summary>The journal as programs read it.</summary>
internal static class JournalApi
{
    public static void MapJournal(this IEndpointRouteBuilder api) =>
        api.MapGet("/journal/head", async (Viewer viewer, CancellationToken cancel) =>
            {
                await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
                var (seq, chain) = await JournalLines.HeadAsync(snapshot, cancel);
                return Results.Json(new HeadAnswer(seq, chain.ToString(), viewer.District.IsSynthetic, ApiDoors.MarkOf(viewer)));
            })
            .Needs(Right.SeeTallies).Produces<HeadAnswer>().WithTags("journal")
            .WithSummary("The end of the journal: its newest position and the chain value there, as released papers print it.");

    private sealed record HeadAnswer(long Seq, string Chain, bool Synthetic, string? Mark);
}
