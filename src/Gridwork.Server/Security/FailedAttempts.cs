// Limits count failures and unknown callers, never a signed-in person's work (core.md 18): an office behind one address may file a thousand records
// in a minute, and a phone that comes back from the hills sends three days at once.
using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.RateLimiting;
using Gridwork.Server.People;
using Gridwork.Server.Problems;

namespace Gridwork.Server.Security;

/// <summary>How much failure and how many strangers' requests one address may cause.</summary>
public sealed record StrangerLimits
{
    /// <summary>Failed sign-ins (page, Basic or key) from one address within <see cref="FailureWindow"/>; after them it waits.</summary>
    public int Failures { get; init; } = 30;

    /// <summary>The time in which failures add up.</summary>
    public TimeSpan FailureWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Requests of unknown callers from one address that may come at once.</summary>
    public int Burst { get; init; } = 300;

    /// <summary>Requests of unknown callers from one address that may follow, a second.</summary>
    public int PerSecond { get; init; } = 20;
}

/// <summary>Counts failed attempts by address. A node's own: an attacker gains at most a factor of the number of nodes.</summary>
public sealed class FailedAttempts(StrangerLimits limits, TimeProvider time)
{
    private const int MostAddresses = 50_000;
    private readonly ConcurrentDictionary<string, (int Failed, DateTimeOffset Begun)> byAddress = new(StringComparer.Ordinal);

    /// <summary>Counts a failure of the request's address.</summary>
    public void Count(HttpContext context)
    {
        if (byAddress.Count >= MostAddresses) byAddress.Clear();
        var now = time.GetUtcNow();
        byAddress.AddOrUpdate(Address(context), _ => (1, now), (_, before) =>
            now - before.Begun > limits.FailureWindow ? (1, now) : (before.Failed + 1, before.Begun));
    }

    /// <summary>The seconds that the request's address must wait before its next attempt is looked at; null: none.</summary>
    public int? MustWait(HttpContext context)
    {
        if (!byAddress.TryGetValue(Address(context), out var attempts) || attempts.Failed < limits.Failures) return null;
        var left = attempts.Begun + limits.FailureWindow - time.GetUtcNow();
        return left > TimeSpan.Zero ? (int)Math.Ceiling(left.TotalSeconds) : null;
    }

    internal static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";
}

/// <summary>Slows strangers down.</summary>
internal static class StrangerLimiting
{
    public static void AddStrangerLimiting(this IServiceCollection services, StrangerLimits limits)
    {
        services.AddSingleton(limits);
        services.AddSingleton<FailedAttempts>();
        services.AddRateLimiter(options =>
        {
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                context.Features.Get<SignedIn>() is not null || context.Request.Path.StartsWithSegments("/healthz")
                    ? RateLimitPartition.GetNoLimiter("")
                    : RateLimitPartition.GetTokenBucketLimiter(FailedAttempts.Address(context), _ => new TokenBucketRateLimiterOptions
                    {
                        TokenLimit = limits.Burst,
                        TokensPerPeriod = limits.PerSecond,
                        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                        QueueLimit = 0,
                    }));
            options.OnRejected = async (rejected, _) =>
            {
                var seconds = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : 1;
                await ProblemAnswers.WriteAsync(rejected.HttpContext, new Problem(ProblemCode.TooManyRequests, seconds));
            };
        });
    }

    /// <summary>A failed key or password is a 401 until the address has failed too often; then it is told to wait.</summary>
    public static Problem? WaitOf(this FailedAttempts failures, HttpContext context) =>
        failures.MustWait(context) is { } seconds ? new Problem(ProblemCode.TooManyRequests, seconds.ToString(CultureInfo.InvariantCulture)) : null;
}
