using System.Globalization;

namespace Gridwork.Server.Charts;

/// <summary>Numbers in SVG attributes: a point for decimals in every culture.</summary>
public static class Svg
{
    /// <summary>A coordinate, to two decimals.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
