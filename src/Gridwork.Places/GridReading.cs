using System.Diagnostics.CodeAnalysis;
using Gridwork.Places.Problems;

namespace Gridwork.Places;

/// <summary>What reading a grid file came to: a grid, or what is wrong.</summary>
/// <param name="Grid">The grid; null when there is any problem.</param>
/// <param name="Problems">The problems in the order of the file; empty when there is a grid.</param>
public sealed record GridReading(Grid? Grid, IReadOnlyList<PlaceProblem> Problems)
{
    /// <summary>Whether there is a grid.</summary>
    [MemberNotNullWhen(true, nameof(Grid))]
    public bool IsGrid => Grid is not null;
}
