namespace Gridwork.Server.OpenRosa;

/// <summary>How much one submission may bring.</summary>
public sealed record IntakeLimits
{
    /// <summary>Bytes of a whole request, as told to phones in X-OpenRosa-Accept-Content-Length. What is more, they send in several.</summary>
    public long RequestBytes { get; init; } = 100L * 1024 * 1024;

    /// <summary>Bytes of the record itself.</summary>
    public int RecordBytes { get; init; } = 1024 * 1024;

    /// <summary>Files in one request.</summary>
    public int Files { get; init; } = 50;
}
