using Gridwork.Forms;

namespace Gridwork.Stores.Rebuild;

/// <summary>The first row in which the store and a replay of its journal differ.</summary>
/// <param name="Table">The table.</param>
/// <param name="Key">The row's key, as <c>column=value</c>.</param>
/// <param name="Rebuilt">The row as the journal says; null: it should not be there.</param>
/// <param name="Stored">The row as it stands; null: it is missing.</param>
/// <param name="Record">The record that it concerns; null: many.</param>
/// <param name="Instance">That record's id.</param>
public sealed record TableDifference(string Table, string Key, string? Rebuilt, string? Stored, long? Record, InstanceId? Instance);

/// <summary>What a comparison found.</summary>
/// <param name="Entries">How many journal entries were replayed.</param>
/// <param name="Differences">The first difference of each table that has one; empty: identical.</param>
public sealed record Comparison(long Entries, IReadOnlyList<TableDifference> Differences);
