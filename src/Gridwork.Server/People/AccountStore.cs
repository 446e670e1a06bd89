// What ASP.NET Core Identity asks of a store, answered by our own tables (core.md 14: the stock stores know no key of (district, id)). Failures and
// locks are written at once and by themselves, so that guesses at several nodes add up.
using Gridwork.Server.Districts;
using Gridwork.Stores.People;
using Microsoft.AspNetCore.Identity;

namespace Gridwork.Server.People;

/// <summary>The accounts of the request's district, for UserManager and SignInManager.</summary>
internal sealed class AccountStore(RequestDistrict request)
    : IUserPasswordStore<Account>, IUserSecurityStampStore<Account>, IUserLockoutStore<Account>
{
    private readonly KeptStore kept = request.District.Kept;

    // The stamp of each account as it was read: an update that meets another one has lost a race.
    private readonly Dictionary<Account, string> stamps = new(ReferenceEqualityComparer.Instance);

    public async Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken)
    {
        if (!await kept.WriteAsync(db => AccountSql.InsertAsync(db, user), cancellationToken))
            return IdentityResult.Failed(new IdentityErrorDescriber().DuplicateUserName(user.SignInName));
        stamps[user] = user.SecurityStamp;
        return IdentityResult.Success;
    }

    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        var read = stamps.GetValueOrDefault(user, user.SecurityStamp);
        if (!await kept.WriteAsync(db => AccountSql.UpdateAsync(db, user, read), cancellationToken))
            return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        stamps[user] = user.SecurityStamp;
        return IdentityResult.Success;
    }

    // A person's number stands in the journal for ever: accounts are disabled, never deleted.
    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken)
    {
        user.Disabled = true;
        return UpdateAsync(user, cancellationToken);
    }

    public async Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        int.TryParse(userId, System.Globalization.CultureInfo.InvariantCulture, out var no)
            ? Remember(await kept.ReadAsync(db => AccountSql.FindAsync(db, request.District.Id, new Engine.PersonNo(no)), cancellationToken))
            : null;

    public async Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        Remember(await kept.ReadAsync(db => AccountSql.FindAsync(db, request.District.Id, normalizedUserName), cancellationToken));

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Person.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SignInName);

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken)
    {
        user.SignInName = userName ?? throw new ArgumentNullException(nameof(userName));
        return Task.CompletedTask;
    }

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.NameKey);

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken)
    {
        user.NameKey = normalizedName ?? throw new ArgumentNullException(nameof(normalizedName));
        return Task.CompletedTask;
    }

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        return Task.CompletedTask;
    }

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.LockedUntil);

    public Task SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken)
    {
        user.LockedUntil = lockoutEnd;
        return kept.WriteAsync(db => AccountSql.SetLockAsync(db, user.District, user.Person, lockoutEnd), cancellationToken);
    }

    public async Task<int> IncrementAccessFailedCountAsync(Account user, CancellationToken cancellationToken) =>
        user.FailedCount = await kept.WriteAsync(db => AccountSql.CountFailureAsync(db, user.District, user.Person), cancellationToken);

    public Task ResetAccessFailedCountAsync(Account user, CancellationToken cancellationToken)
    {
        user.FailedCount = 0;
        return kept.WriteAsync(db => AccountSql.ResetFailuresAsync(db, user.District, user.Person), cancellationToken);
    }

    public Task<int> GetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.FailedCount);

    public Task<bool> GetLockoutEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() { }

    private Account? Remember(Account? account)
    {
        if (account is not null) stamps[account] = account.SecurityStamp;
        return account;
    }
}
