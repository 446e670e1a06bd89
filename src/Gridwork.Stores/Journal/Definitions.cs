using Gridwork.Engine;
using Gridwork.Engine.Districts;

namespace Gridwork.Stores.Journal;

/// <summary>A district's definition, folded once a process and carried on as entries come. Safe for several threads.</summary>
internal sealed class Definitions
{
    private readonly Lock gate = new();
    private DistrictDefinition current = DistrictDefinition.Empty;

    /// <summary>The newest definition that this process has met.</summary>
    public DistrictDefinition Current => Volatile.Read(ref current);

    /// <summary>The entries in (after, last] that change the definition.</summary>
    public static Query Ask(long after, long last, List<StoredEntry> found) => new(
        $"""
        SELECT {StoredEntry.Columns} FROM {StoredEntry.Tables}
        WHERE j.d = @d AND j.seq IN (SELECT seq FROM definition_entry WHERE d = @d AND seq > @after AND seq <= @last) ORDER BY j.seq
        """,
        [("after", after), ("last", last)],
        row =>
        {
            while (row.Read()) found.Add(StoredEntry.Read(row));
        });

    /// <summary>Carries the definition on over <paramref name="entries"/>; those that it holds already are passed over.</summary>
    public DistrictDefinition Advance(IEnumerable<StoredEntry> entries)
    {
        lock (gate)
        {
            var definition = current;
            foreach (var stored in entries)
            {
                if (stored.Entry.Seq > definition.Seq)
                    definition = definition.With(stored.Entry.Seq, stored.Entry.Header.Kind, stored.Body).Definition;
            }
            Volatile.Write(ref current, definition);
            return definition;
        }
    }

    /// <summary>Takes a definition that the writer made of an entry which is now committed.</summary>
    public void Take(DistrictDefinition definition)
    {
        lock (gate)
        {
            if (definition.Seq > current.Seq) Volatile.Write(ref current, definition);
        }
    }
}

/// <summary>The indicator versions that are posted to in each record's own transaction.</summary>
internal sealed class LiveIndicators
{
    private readonly HashSet<IndicatorVersionId> live = [];
    private readonly Dictionary<int, IReadOnlyList<IndicatorVersionId>> byForm = [];
    private DistrictDefinition? definition;

    /// <summary>Whether a version is still being folded: another process may finish it at any time, so the rows are read again.</summary>
    public bool SomeBehind { get; private set; } = true;

    /// <summary>The rows of all versions.</summary>
    public Query Ask()
    {
        return new Query("SELECT ind, ver, live FROM indicator WHERE d = @d", [], row =>
        {
            live.Clear();
            byForm.Clear();
            SomeBehind = false;
            while (row.Read())
            {
                if (row.GetInt16(2) == 1) live.Add(new IndicatorVersionId(row.GetInt32(0), row.GetInt32(1)));
                else SomeBehind = true;
            }
        });
    }

    /// <summary>The versions to post to for a form under a definition.</summary>
    public IReadOnlyList<IndicatorVersionId> Of(DistrictDefinition under, int form)
    {
        if (definition != under)
        {
            byForm.Clear();
            definition = under;
        }
        if (form == 0) return [];
        if (!byForm.TryGetValue(form, out var versions))
            byForm[form] = versions = [.. under.IndicatorsOf(form).Where(live.Contains)];
        return versions;
    }
}
