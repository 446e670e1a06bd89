// The ways to be known (core.md 18). Pages: a cookie. /api: a cookie, or HTTP Basic from programs. /openrosa: HTTP Basic from phones. /key/TOKEN:
// the key itself. Each request ends with one cheap look at the account, so that a revocation works at once, on every node.
using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Gridwork.Engine;
using Gridwork.Server.Districts;
using Gridwork.Server.People;
using Gridwork.Server.Security;
using Gridwork.Stores.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Gridwork.Server.SignIn;

/// <summary>Names of the ways to be known.</summary>
public static class Schemes
{
    /// <summary>Picks one of the others by path and headers.</summary>
    public const string ByDoor = "ByDoor";

    /// <summary>The cookie of a page's sign-in.</summary>
    public static string Cookie => IdentityConstants.ApplicationScheme;

    /// <summary>HTTP Basic (RFC 7617).</summary>
    public const string Basic = "Basic";

    /// <summary>A phone's key in the path.</summary>
    public const string Key = "Key";

    /// <summary>The name of the sign-in cookie.</summary>
    public const string CookieName = "gridwork";

    /// <summary>Which of them a request may use. Basic is never looked at where a cookie lies beside it.</summary>
    public static string For(HttpContext context)
    {
        if (context.Features.Get<KeyDoor>() is not null) return Key;
        if (context.Request.Path.StartsWithSegments("/openrosa")) return Basic;
        if (!context.Request.Path.StartsWithSegments("/api")) return Cookie;
        var cookie = context.Request.Cookies.ContainsKey(CookieName);
        return !cookie && context.Request.Headers.Authorization.Count > 0 ? Basic : Cookie;
    }

    /// <summary>Registers them all.</summary>
    public static void AddSchemes(this IServiceCollection services)
    {
        services.AddMemoryCache();
        services.AddSingleton<RememberedCredentials>();
        services.AddSingleton<UnknownNames>();
        services.AddScoped<PasswordCheck>();
        services.AddAuthentication(ByDoor)
            .AddPolicyScheme(ByDoor, null, options => options.ForwardDefaultSelector = For)
            .AddScheme<AuthenticationSchemeOptions, BasicSignIn>(Basic, null)
            .AddScheme<AuthenticationSchemeOptions, KeySignIn>(Key, null)
            .AddCookie(Cookie, options =>
            {
                options.Cookie.Name = CookieName;
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                options.ExpireTimeSpan = TimeSpan.FromHours(12);
                options.SlidingExpiration = true;
                options.LoginPath = "/signin";
                options.ReturnUrlParameter = "return";
                options.Events.OnValidatePrincipal = StillHoldsAsync;
                options.Events.OnRedirectToLogin = context =>
                {
                    // Programs are told; only a page's reader is sent to the sign-in page.
                    if (WantsPage(context.HttpContext)) context.Response.Redirect(context.RedirectUri);
                    else
                    {
                        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                        if (context.Request.Path.StartsWithSegments("/api") && !context.Request.Headers.ContainsKey("Sec-Fetch-Mode"))
                            context.Response.Headers.WWWAuthenticate = BasicSignIn.Challenge;
                    }
                    return Task.CompletedTask;
                };
                options.Events.OnRedirectToAccessDenied = context =>
                {
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return Task.CompletedTask;
                };
            });
    }

    /// <summary>Whether a refusal is to be told to a person reading a page.</summary>
    public static bool WantsPage(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/api") && !context.Request.Path.StartsWithSegments("/openrosa")
        && !context.Request.Path.StartsWithSegments("/f") && !context.Request.Headers.ContainsKey("X-Requested-With");

    private static async Task StillHoldsAsync(CookieValidatePrincipalContext context)
    {
        var district = context.HttpContext.RequestServices.GetRequiredService<RequestDistrict>().District;
        var account = await AccountOf(context.Principal, district);
        if (account is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Cookie);
            return;
        }
        context.HttpContext.Features.Set(new SignedIn(account, null));
    }

    private static async Task<Account?> AccountOf(ClaimsPrincipal? principal, ServedDistrict district)
    {
        if (principal is null
            || principal.FindFirstValue(SignedIn.DistrictClaim) != district.Id.Value.ToString(CultureInfo.InvariantCulture)
            || !int.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var no)) return null;
        var account = await district.Kept.ReadAsync(db => AccountSql.FindAsync(db, district.Id, new PersonNo(no)));
        return account is { Disabled: false } && account.SecurityStamp == principal.FindFirstValue(SignedIn.StampClaim) ? account : null;
    }
}

/// <summary>
/// Credentials that were right minutes ago, by a keyed hash of them: checking a password on every request would eat the intake (facts.md). What is
/// remembered holds only as long as the account's security stamp is the one that it was checked under.
/// </summary>
internal sealed class RememberedCredentials(IMemoryCache cache)
{
    private static readonly TimeSpan Remember = TimeSpan.FromMinutes(10);
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    public (PersonNo Person, string Stamp)? Find(DistrictId district, string credentials) =>
        cache.TryGetValue(Name(district, credentials), out (PersonNo, string) found) ? found : null;

    public void Add(DistrictId district, string credentials, Account account) =>
        cache.Set(Name(district, credentials), (account.Person, account.SecurityStamp), Remember);

    private (Type, string) Name(DistrictId district, string credentials) => (typeof(RememberedCredentials), Convert.ToBase64String(
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(district.Value.ToString(CultureInfo.InvariantCulture) + ":" + credentials))));
}

/// <summary>HTTP Basic, for programs at /api and phones at /openrosa.</summary>
internal sealed class BasicSignIn(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, RequestDistrict request,
    RememberedCredentials remembered, PasswordCheck passwords, FailedAttempts failures) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Challenge = "Basic realm=\"Gridwork\", charset=\"UTF-8\"";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        if (Request.Cookies.ContainsKey(Schemes.CookieName)) return AuthenticateResult.Fail("Basic beside a cookie.");
        if (Split(header[6..]) is not var (name, password)) return AuthenticateResult.Fail("Not Basic credentials.");
        var district = request.District;
        var credentials = name + ":" + password;
        if (remembered.Find(district.Id, credentials) is var (person, stamp)
            && await district.Kept.ReadAsync(db => AccountSql.FindAsync(db, district.Id, person), Context.RequestAborted) is { Disabled: false } known
            && known.SecurityStamp == stamp)
            return Accept(known);
        if (failures.MustWait(Context) is not null) return AuthenticateResult.Fail("Too many failures.");
        if (await passwords.TryAsync(name, password) is not PasswordAnswer.Right right)
        {
            failures.Count(Context);
            return AuthenticateResult.Fail("Wrong name or password.");
        }
        remembered.Add(district.Id, credentials, right.Account);
        return Accept(right.Account);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        if (!Request.Headers.ContainsKey("Sec-Fetch-Mode")) Response.Headers.WWWAuthenticate = Challenge;
        return Task.CompletedTask;
    }

    private AuthenticateResult Accept(Account account)
    {
        Context.Features.Set(new SignedIn(account, null));
        return AuthenticateResult.Success(new AuthenticationTicket(SignedIn.Principal(account, Schemes.Basic), Schemes.Basic));
    }

    private static (string Name, string Password)? Split(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64.Trim(), bytes, out var length)) return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : (text[..colon], text[(colon + 1)..]);
    }
}

/// <summary>A phone's key, taken off the path by <see cref="KeyDoor"/>.</summary>
internal sealed class KeySignIn(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, RequestDistrict request, FailedAttempts failures,
    TimeProvider time) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Context.Features.Get<KeyDoor>() is not { } door) return AuthenticateResult.NoResult();
        if (failures.MustWait(Context) is not null) return AuthenticateResult.Fail("Too many failures.");
        var district = request.District;
        var hash = DeviceKeys.HashOf(door.Token);
        var token = await district.Kept.ReadAsync(db => DeviceTokenSql.FindAsync(db, district.Id, hash), Context.RequestAborted);
        var account = token is null ? null
            : await district.Kept.ReadAsync(db => AccountSql.FindAsync(db, district.Id, token.Person), Context.RequestAborted);
        if (account is null or { Disabled: true })
        {
            failures.Count(Context);
            return AuthenticateResult.Fail("No such key.");
        }
        // To the hour is enough to see that a phone is in use, and spares a write a request.
        var now = time.GetUtcNow();
        if (token!.Used is not { } used || now - used > TimeSpan.FromHours(1))
            await district.Kept.WriteAsync(db => DeviceTokenSql.UsedAsync(db, district.Id, hash, now), Context.RequestAborted);
        Context.Features.Set(new SignedIn(account, token.Campaign));
        return AuthenticateResult.Success(new AuthenticationTicket(SignedIn.Principal(account, Schemes.Key), Schemes.Key));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // No Basic challenge: a phone that uses a key has no password to give.
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}

/// <summary>
/// The key of a request to /key/TOKEN/…. It is taken off the path before anything routes or logs, and the request goes on to /openrosa/….
/// </summary>
/// <param name="Token">The key.</param>
internal sealed record KeyDoor(string Token)
{
    public static IApplicationBuilder UseKeyDoors(IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/key", out var rest) && rest.Value is { Length: > 1 } value)
        {
            var slash = value.IndexOf('/', 1);
            var token = slash < 0 ? value[1..] : value[1..slash];
            context.Features.Set(new KeyDoor(token));
            context.Request.Path = "/openrosa" + (slash < 0 ? "" : value[slash..]);
        }
        return next(context);
    });
}
