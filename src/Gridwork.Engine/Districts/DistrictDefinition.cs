using Gridwork.Engine.Journal;
using Gridwork.Engine.Rights;

namespace Gridwork.Engine.Districts;

/// <summary>
/// Everything that decides and counts, as it stands after one position of the journal: profile, units, grids, campaigns with their forms and
/// indicators, grants. Immutable, and a fold over the entries of those kinds: a rebuild meets each record with the definition that
/// the door had.
/// </summary>
public sealed class DistrictDefinition
{
    private DistrictDefinition() { }

    /// <summary>The newest entry that it holds; 0: none.</summary>
    public long Seq { get; private init; }

    /// <summary>The grants in force.</summary>
    public Grants Grants { get; private init; } = Grants.None;

    /// <summary>The organisation tree.</summary>
    public UnitTree Units { get; private init; } = UnitTree.Empty;

    /// <summary>The definition of a district whose journal is empty.</summary>
    public static DistrictDefinition Empty { get; } = new();

    /// <summary>The definition after one more entry of kind definition, grid, units, calendar or grant, and what it changed.</summary>
    /// <param name="seq">The entry's position.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="body">Its body.</param>
    public (DistrictDefinition Definition, DefinitionChange Change) With(long seq, EntryKind kind, ReadOnlyMemory<byte> body) =>
        (new DistrictDefinition { Seq = seq, Grants = Grants, Units = Units }, new DefinitionChange([], []));

    /// <summary>The indicator versions in force that count records of a form, ordered by version.</summary>
    /// <param name="form">The form's number over all versions.</param>
    public IReadOnlyList<IndicatorVersionId> IndicatorsOf(int form) => Seq < 0 || form < 0 ? throw new ArgumentOutOfRangeException(nameof(form)) : [];
}
