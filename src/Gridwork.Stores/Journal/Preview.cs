// What entries would do if they entered now: the same Apply over the same rows, in a transaction that is given back. So what a page says beforehand is what
// happens, as long as nothing else enters between.
using Gridwork.Engine;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Tallies;

namespace Gridwork.Stores.Journal;

/// <summary>Looks ahead.</summary>
public static class Preview
{
    /// <summary>
    /// What each of some entries would post to the tallies, one after the other. Holds the right to append meanwhile, so ask about few. Null: the
    /// definition has changed since it was read.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="district">The district.</param>
    /// <param name="definition">The definition in force.</param>
    /// <param name="candidates">The entries, none of which changes the definition.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyList<IReadOnlyList<TallyEntry>>?> PostsAsync(
        DistrictStore store, DistrictId district, DistrictDefinition definition, IReadOnlyList<Candidate> candidates, CancellationToken cancel = default)
    {
        await using var session = store.OpenSession(district);
        var live = new LiveIndicators();
        var head = await session.BeginAsync([live.Ask()], cancel);
        try
        {
            if (head.DefinitionSeq != definition.Seq) return null;
            var posts = new List<IReadOnlyList<TallyEntry>>();
            var rows = new RowSets();
            for (var i = 0; i < candidates.Count; i++)
            {
                var entry = new JournalEntry(head.Seq + 1 + i, candidates[i].Header, Hash256.Zero, Hash256.Zero);
                var facts = candidates[i].Facts;
                var form = facts.Review is { } review ? await Turns.FormOfAsync(session, review.Record, cancel) : facts.Form;
                var view = new View(entry.Seq);
                IReadOnlyList<Effect>? effects;
                while ((effects = Apply.Run(entry, facts, view, definition, live.Of(definition, form))) is null)
                {
                    if (view.Exhausted) throw new InvalidOperationException($"The effects of candidate {i + 1} need more than one view can hold.");
                    await session.LoadAsync(view, definition, cancel);
                }
                posts.Add([.. effects.OfType<Effect.Post>().Select(post => post.Row)]);
                // The next one must see what this one did.
                rows.Clear();
                var changes = new Changes(rows) { PublishedLive = false };
                foreach (var effect in effects) changes.Take(effect);
                changes.LayOut();
                await session.WriteAsync(rows, cancel);
            }
            return posts;
        }
        finally
        {
            await session.RollbackAsync();
        }
    }
}
