// The fold that makes tallies (core.md 5 to 8): for each turn of a root, what it counted before is reversed and what it says now is posted.
// It serves live intake, rebuild and the backfill of a version published late alike, so the three cannot differ.
using Gridwork.Engine.Journal;
using Gridwork.Engine.Records;

namespace Gridwork.Engine.Tallies;

/// <summary>One fold over the turns.</summary>
public static class TallyFold
{
    /// <summary>
    /// Folds one turn into one indicator version.
    /// </summary>
    /// <param name="version">The version.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="cause">The entry that the reversal is laid to: the new record, or the review.</param>
    /// <param name="to">The header and contributions of the record that counts now; null: none does.</param>
    /// <param name="pos">Where to post: the turn's position, or that of the version's publication if it is later.</param>
    /// <param name="ord">The next ordinal of this version at <paramref name="pos"/>.</param>
    /// <param name="view">What is known.</param>
    /// <param name="emit">Receives each effect; it must have been absorbed by the view when this returns.</param>
    /// <returns>False when the view lacks rows; nothing has been emitted then.</returns>
    public static bool Fold(
        IndicatorVersionId version, Turn turn, long cause, (JournalHeader Header, Facts Facts)? to, long pos, ref int ord, View view,
        Action<Effect> emit)
    {
        if (!view.TryCounted(turn.Root, out var counted)) return false;
        var said = new List<Contribution>();
        if (to is { } next)
        {
            foreach (var contribution in next.Facts.Contributions)
            {
                if (contribution.Indicator == version) said.Add(contribution);
            }
        }
        var held = counted.Claims.FindAll(claim => claim.Indicator == version);
        var complete = true;
        foreach (var claim in held) complete &= view.TryHeir(claim);
        foreach (var contribution in said)
        {
            if (contribution.Key is { } key) complete &= view.TryClaims(version, key, out _);
        }
        if (!complete) return false;

        Reverse(version, turn, cause, counted, pos, ref ord, emit);
        foreach (var claim in held)
        {
            if (!said.Exists(contribution => contribution.Key == claim.Key)) GiveUp(version, claim, pos, ref ord, view, emit);
        }
        foreach (var contribution in said)
        {
            var day = contribution.Day ?? turn.Day;
            var value = contribution.Value;
            if (contribution.Key is { } key)
            {
                var own = held.Find(claim => claim.Key == key);
                view.TryClaims(version, key, out var set);
                var holds = own?.Holds ?? !set.Claims.Exists(claim => claim.Holds);
                emit(new Effect.PutClaim(new Claim(
                    version, key, turn.Root, cause, to!.Value.Header.Unit, to.Value.Header.Cell, day, holds)));
                value = holds ? contribution.Value : 0;
            }
            emit(new Effect.Post(new TallyEntry(
                version, pos, ord++, cause, turn.Root, to!.Value.Header.Unit, to.Value.Header.Cell, day, value)));
        }
        return true;
    }

    private static void Reverse(
        IndicatorVersionId version, Turn turn, long cause, Counted counted, long pos, ref int ord, Action<Effect> emit)
    {
        var places = new List<((IndicatorVersionId Indicator, UnitNo Unit, CellNo Cell, DateOnly Day) Place, long Sum)>();
        foreach (var (place, sum) in counted.Net)
        {
            if (place.Indicator == version) places.Add((place, sum));
        }
        // A dictionary has no order of its own: a rebuild must post the same lines in the same order.
        places.Sort((a, b) => (a.Place.Unit.Value, a.Place.Cell.Value, a.Place.Day).CompareTo((b.Place.Unit.Value, b.Place.Cell.Value, b.Place.Day)));
        foreach (var (place, sum) in places)
        {
            emit(new Effect.Post(new TallyEntry(version, pos, ord++, cause, turn.Root, place.Unit, place.Cell, place.Day, -sum)));
        }
    }

    private static void GiveUp(IndicatorVersionId version, Claim claim, long pos, ref int ord, View view, Action<Effect> emit)
    {
        emit(new Effect.DropClaim(claim));
        if (!claim.Holds) return;
        view.TryClaims(version, claim.Key, out var set);
        if (set.Claims.Count == 0) return;
        var heir = set.Claims[0];
        emit(new Effect.PutClaim(heir with { Holds = true }));
        emit(new Effect.Post(new TallyEntry(version, pos, ord++, heir.Record, heir.Root, heir.Unit, heir.Cell, heir.Day, 1)));
    }
}
