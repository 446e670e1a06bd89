using Gridwork.Engine;

namespace Gridwork.Stores.People;

/// <summary>A person's account: how the person signs in and is called. Kept beside the journal, so that an erasure reaches the name.</summary>
public sealed class Account
{
    /// <summary>The district.</summary>
    public required DistrictId District { get; init; }

    /// <summary>The number that the journal knows the person by; 0 until the account is stored.</summary>
    public PersonNo Person { get; set; }

    /// <summary>The name that the person signs in with, as given.</summary>
    public required string SignInName { get; set; }

    /// <summary>The name by which it is found: without regard to case. Unique in the district.</summary>
    public string NameKey { get; set; } = "";

    /// <summary>What the person is called in Chinese.</summary>
    public required string NameZh { get; set; }

    /// <summary>What the person is called in English; null: as in Chinese.</summary>
    public string? NameEn { get; set; }

    /// <summary>The salted hash of the password; null: nobody can sign in with one.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Changes with password, lock and revocation: whatever was signed in with an older one is no longer.</summary>
    public string SecurityStamp { get; set; } = "";

    /// <summary>Wrong passwords in a row.</summary>
    public int FailedCount { get; set; }

    /// <summary>Until when no password is accepted, in real time; null: not locked.</summary>
    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>Whether the person has left: nothing is accepted any more.</summary>
    public bool Disabled { get; set; }

    /// <summary>The name for readers of Chinese and English.</summary>
    public LocalText Name => new(NameZh, NameEn);
}
