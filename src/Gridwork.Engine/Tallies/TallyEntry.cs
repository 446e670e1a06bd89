namespace Gridwork.Engine.Tallies;

/// <summary>One counting: a line of a tally's ledger. Never changed; what falls away is posted again with the opposite sign.</summary>
/// <param name="Indicator">The indicator version that counts.</param>
/// <param name="Pos">The journal position at which it began to count.</param>
/// <param name="Ord">The n-th posting of this version at this position, from 0.</param>
/// <param name="Record">The journal position of the record (or review) that caused it.</param>
/// <param name="Root">The first record of the chain of corrections.</param>
/// <param name="Unit">The responsible unit.</param>
/// <param name="Cell">The cell, or none.</param>
/// <param name="Day">The day it counts on.</param>
/// <param name="Value">In units of 10^−scale of the indicator. A reversal is negative; a distinct count that another record holds is 0.</param>
public readonly record struct TallyEntry(
    IndicatorVersionId Indicator, long Pos, int Ord, long Record, long Root, UnitNo Unit, CellNo Cell, DateOnly Day, long Value);

/// <summary>A live record's claim on the key of a distinct count. The holder posts 1, the others 0; when it falls, the next by root follows.</summary>
/// <param name="Indicator">The indicator version.</param>
/// <param name="Key">The first 16 bytes of SHA-256 over scope and key.</param>
/// <param name="Root">The claiming record's root: with version and key, the claim's identity.</param>
/// <param name="Record">The record that now counts for the root.</param>
/// <param name="Unit">Where it would be counted.</param>
/// <param name="Cell">Where it would be counted.</param>
/// <param name="Day">When it would be counted.</param>
/// <param name="Holds">Whether it is the one that counts.</param>
public sealed record Claim(
    IndicatorVersionId Indicator, UInt128 Key, long Root, long Record, UnitNo Unit, CellNo Cell, DateOnly Day, bool Holds);

/// <summary>What one record says to one indicator version: the fold's input.</summary>
/// <param name="Indicator">The indicator version.</param>
/// <param name="Value">In units of 10^−scale.</param>
/// <param name="Day">The day by the indicator's <c>day:</c> rule; null: the root's day.</param>
/// <param name="Key">For a distinct count: the key within its scope.</param>
public readonly record struct Contribution(IndicatorVersionId Indicator, long Value, DateOnly? Day, UInt128? Key);
