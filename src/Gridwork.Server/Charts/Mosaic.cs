namespace Gridwork.Server.Charts;

/// <summary>A tile of the mosaic.</summary>
/// <param name="Code">The cell's code.</param>
/// <param name="Title">The cell, its village and its count in words: what the tile says to who cannot see it.</param>
/// <param name="Column">From 1, west to east.</param>
/// <param name="Row">From 1, north to south.</param>
/// <param name="Street">Its subdistrict: a border is drawn between two.</param>
/// <param name="Count">What is counted in it.</param>
/// <param name="Href">Where it opens to; null: it is no door.</param>
public sealed record MosaicTile(string Code, string Title, int Column, int Row, string Street, long Count, string? Href);

/// <summary>The measures of a mosaic: four steps of ink up to the largest count, and the borders between subdistricts.</summary>
/// <param name="tiles">The tiles.</param>
public sealed class MosaicDrawing(IReadOnlyList<MosaicTile> tiles)
{
    /// <summary>The side of a tile with its gap.</summary>
    public const int Pitch = 36;

    /// <summary>The side of a tile.</summary>
    public const int Side = 32;

    /// <summary>The tiles.</summary>
    public IReadOnlyList<MosaicTile> Tiles { get; } = tiles;

    /// <summary>Width of the drawing.</summary>
    public int Width { get; } = tiles.Select(tile => tile.Column).DefaultIfEmpty(1).Max() * Pitch - (Pitch - Side);

    /// <summary>Height of the drawing.</summary>
    public int Height { get; } = tiles.Select(tile => tile.Row).DefaultIfEmpty(1).Max() * Pitch - (Pitch - Side);

    /// <summary>The largest count.</summary>
    public long Largest { get; } = tiles.Select(tile => tile.Count).DefaultIfEmpty().Max();

    /// <summary>How dark a count is drawn: 0 nothing, 4 the most.</summary>
    public int Step(long count) => count <= 0 ? 0 : count >= Largest ? 4 : Math.Min(4, 1 + (int)(count * 4 / Math.Max(1, Largest)));

    /// <summary>The least count of each step from 1 to 4, for the legend; steps that no count can have are left out.</summary>
    public IReadOnlyList<(int Step, long From, long To)> Steps
    {
        get
        {
            var steps = new List<(int, long, long)>();
            for (var step = 1; step <= 4 && Largest > 0; step++)
            {
                var counts = Enumerable.Range(1, (int)Math.Min(Largest, 10_000)).Select(count => (long)count).Where(count => Step(count) == step).ToList();
                if (counts.Count > 0) steps.Add((step, counts[0], counts[^1]));
            }
            return steps;
        }
    }

    /// <summary>The path of the borders: a line in the gap between two tiles of different subdistricts.</summary>
    public string Borders
    {
        get
        {
            var streets = Tiles.ToDictionary(tile => (tile.Column, tile.Row), tile => tile.Street);
            var path = new System.Text.StringBuilder();
            const int gap = (Pitch - Side) / 2;
            foreach (var tile in Tiles)
            {
                int x = tile.Column * Pitch - Pitch - gap, y = tile.Row * Pitch - Pitch - gap;
                if (streets.TryGetValue((tile.Column + 1, tile.Row), out var east) && east != tile.Street)
                    path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x + Pitch} {y}v{Pitch}");
                if (streets.TryGetValue((tile.Column, tile.Row + 1), out var south) && south != tile.Street)
                    path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y + Pitch}h{Pitch}");
            }
            return path.ToString();
        }
    }
}
