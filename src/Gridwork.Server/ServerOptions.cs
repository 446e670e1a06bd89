using Gridwork.Server.Notices;
using Gridwork.Server.OpenRosa;
using Gridwork.Server.Security;
using Gridwork.Stores;
using Gridwork.Stores.Journal;

namespace Gridwork.Server;

/// <summary>What a server is started with.</summary>
public sealed record ServerOptions
{
    /// <summary>The database and the folder of the data.</summary>
    public required StoreOptions Store { get; init; }

    /// <summary>The addresses to listen on, separated by semicolons; port 0 takes a free one.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:5990";

    /// <summary>
    /// Host names by district number, for a server of several districts; the first district is the default. Empty: district 1 alone, under any name.
    /// </summary>
    public IReadOnlyDictionary<int, string> Hosts { get; init; } = new Dictionary<int, string>();

    /// <summary>The real clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How the journals are written.</summary>
    public JournalOptions Journal { get; init; } = new();

    /// <summary>How much a submission may bring.</summary>
    public IntakeLimits Intake { get; init; } = new();

    /// <summary>How much strangers and failures may cause.</summary>
    public StrangerLimits Strangers { get; init; } = new();

    /// <summary>How people are reached outside the pages.</summary>
    public NoticeOptions Notices { get; init; } = new();

    /// <summary>How often a password is hashed (PBKDF2, SHA-512). Tests may want less.</summary>
    public int PasswordIterations { get; init; } = 210_000;
}
