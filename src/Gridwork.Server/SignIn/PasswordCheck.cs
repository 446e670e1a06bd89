// One place checks a name and a password, for the page and for HTTP Basic alike: five wrong ones in a row lock the account for fifteen minutes. A name
// that nobody has is answered in the same words after the same work, so that names cannot be tried out.
using System.Collections.Concurrent;
using Gridwork.Stores.People;
using Microsoft.AspNetCore.Identity;

namespace Gridwork.Server.SignIn;

/// <summary>What became of a name and a password.</summary>
public abstract record PasswordAnswer
{
    private PasswordAnswer() { }

    /// <summary>They belong to an account that may sign in.</summary>
    public sealed record Right(Account Account) : PasswordAnswer;

    /// <summary>They do not.</summary>
    /// <param name="TriesLeft">Tries until the account is locked.</param>
    public sealed record Wrong(int TriesLeft) : PasswordAnswer;

    /// <summary>The account takes no password for now.</summary>
    /// <param name="Until">Until when, in real time.</param>
    public sealed record Locked(DateTimeOffset Until) : PasswordAnswer;
}

/// <summary>Checks names and passwords.</summary>
public sealed class PasswordCheck(UserManager<Account> users, SignInManager<Account> signIn, UnknownNames unknown, TimeProvider time)
{
    /// <summary>Wrong passwords in a row that lock an account.</summary>
    public const int Tries = 5;

    /// <summary>How long a lock holds.</summary>
    public static TimeSpan LockTime => TimeSpan.FromMinutes(15);

    // A hash of a password that nobody has, made with the settings of today: checking against it costs what checking a real one costs.
    private static string? nobodysHash;

    /// <summary>Checks a name and a password of the request's district.</summary>
    public async Task<PasswordAnswer> TryAsync(string name, string password)
    {
        var account = await users.FindByNameAsync(name);
        if (account is null || account.Disabled || account.PasswordHash is null)
        {
            var hash = nobodysHash ??= users.PasswordHasher.HashPassword(null!, Guid.NewGuid().ToString());
            var answer = unknown.Count(users.NormalizeName(name) ?? "", time.GetUtcNow());
            users.PasswordHasher.VerifyHashedPassword(null!, hash, password);
            return answer;
        }
        var result = await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true);
        if (result.Succeeded) return new PasswordAnswer.Right(account);
        return result.IsLockedOut && account.LockedUntil is { } until
            ? new PasswordAnswer.Locked(until)
            : new PasswordAnswer.Wrong(Math.Max(0, Tries - account.FailedCount));
    }
}

/// <summary>Counts tries at names that nobody has, as if somebody had them. A node's own and bounded: it protects nothing but the likeness.</summary>
public sealed class UnknownNames
{
    private const int Most = 10_000;
    private readonly ConcurrentDictionary<string, (int Failed, DateTimeOffset? LockedUntil)> tries = new(StringComparer.Ordinal);

    /// <summary>Counts a try at a name and says what would be said of a real one.</summary>
    public PasswordAnswer Count(string name, DateTimeOffset now)
    {
        if (tries.Count >= Most) tries.Clear();
        var (failed, until) = tries.AddOrUpdate(name, _ => Next((0, null), now), (_, before) => Next(before, now));
        return until is { } time && time > now ? new PasswordAnswer.Locked(time) : new PasswordAnswer.Wrong(PasswordCheck.Tries - failed);
    }

    private static (int Failed, DateTimeOffset? LockedUntil) Next((int Failed, DateTimeOffset? LockedUntil) before, DateTimeOffset now) =>
        before.LockedUntil > now ? before
        : before.Failed + 1 >= PasswordCheck.Tries ? (0, now + PasswordCheck.LockTime)
        : (before.Failed + 1, null);
}
