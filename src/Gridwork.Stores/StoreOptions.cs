using Gridwork.Stores.Blobs;

namespace Gridwork.Stores;

/// <summary>Where a store is.</summary>
public sealed record StoreOptions
{
    /// <summary>The folder of the data: attachments, and on SQLite the database file <c>gridwork.db</c>. Made when it is not there.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The connection string of a PostgreSQL database; null: SQLite in the data folder.</summary>
    public string? Postgres { get; init; }

    /// <summary>Where attachments lie; null: below <c>blobs</c> in the data folder.</summary>
    public BlobStore? Blobs { get; init; }
}
