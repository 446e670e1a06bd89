using System.Globalization;

namespace Gridwork.Server.Api;

/// <summary>Reads values of addresses. What is not given is no fault.</summary>
internal static class ApiValues
{
    /// <summary>Reads a day as 2021-05-25.</summary>
    public static bool TryDay(string? text, out DateOnly? day)
    {
        var read = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value);
        day = read ? value : null;
        return read || text is null;
    }

    /// <summary>Reads how many rows a page may have: 1 to 1,000, else 100.</summary>
    public static bool TryLimit(string? text, out int limit)
    {
        limit = 100;
        return text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= 1000);
    }

    /// <summary>Reads a position after which a page begins.</summary>
    public static bool TryKey(string? text, out long? key)
    {
        var read = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        key = read ? value : null;
        return read || text is null;
    }
}
