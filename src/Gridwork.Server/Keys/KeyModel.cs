using Gridwork.Engine;

namespace Gridwork.Server.Keys;

/// <summary>The phones' keys that the reader may see.</summary>
public sealed record KeyListModel
{
    /// <summary>The reader's own keys.</summary>
    public required IReadOnlyList<KeyLine> Own { get; init; }

    /// <summary>Keys of people whom the reader administers.</summary>
    public required IReadOnlyList<KeyLine> Others { get; init; }

    /// <summary>For whom the reader may make one, himself first.</summary>
    public required IReadOnlyList<(PersonNo Person, LocalText Name)> People { get; init; }

    /// <summary>The campaigns to which a key may be bound.</summary>
    public required IReadOnlyList<(string Id, LocalText Title)> Campaigns { get; init; }

    /// <summary>The key that was made just now; null: none.</summary>
    public MadeKey? Made { get; init; }

    /// <summary>What was wrong with what was sent: NoLabel; null: nothing.</summary>
    public string? Trouble { get; init; }

    /// <summary>Whether a key was revoked just now.</summary>
    public bool Revoked { get; init; }
}

/// <summary>A key in the list. The key itself is not known any more.</summary>
/// <param name="Id">By what it is revoked: its hash.</param>
/// <param name="Label">What the phone is called.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="Campaign">The only campaign that it opens; null: all.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Used">When it was last used, to the hour; null: never.</param>
public sealed record KeyLine(string Id, string Label, LocalText Person, LocalText? Campaign, DateTimeOffset Created, DateTimeOffset? Used);

/// <summary>A new key, shown once.</summary>
/// <param name="Label">What the phone is called.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="Address">The address for ODK Collect.</param>
/// <param name="Settings">The same as a picture.</param>
public sealed record MadeKey(string Label, LocalText Person, string Address, CollectSettings Settings);
