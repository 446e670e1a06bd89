namespace Gridwork.Server.Districts;

/// <summary>The district that a request is for, found by its host name; a host that nobody claimed belongs to the default district.</summary>
/// <param name="districts">All districts served.</param>
/// <param name="context">The request's context; none outside a request: the default district.</param>
public sealed class RequestDistrict(ServedDistricts districts, IHttpContextAccessor context)
{
    /// <summary>The district.</summary>
    public ServedDistrict District { get; } = districts.Of(context.HttpContext?.Request.Host.Host);
}

/// <summary>The districts that this server serves: one, or those of a database by host name.</summary>
/// <param name="all">The districts; the first is the default.</param>
public sealed class ServedDistricts(IReadOnlyList<ServedDistrict> all)
{
    private readonly Dictionary<string, ServedDistrict> byHost = all
        .Where(district => district.Host is not null)
        .ToDictionary(district => district.Host!, StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them; the first is the default.</summary>
    public IReadOnlyList<ServedDistrict> All { get; } = all;

    /// <summary>The district of a host name; the default one for an unknown or absent name.</summary>
    public ServedDistrict Of(string? host) => host is not null && byHost.TryGetValue(host, out var district) ? district : All[0];
}
