// The composition root: what the server is made of, and in which order a request meets it. Each capability maps its own doors.
using Gridwork.Engine;
using Gridwork.Server.Api;
using Gridwork.Server.Assets;
using Gridwork.Server.Decks;
using Gridwork.Server.Districts;
using Gridwork.Server.FieldForms;
using Gridwork.Server.Health;
using Gridwork.Server.Imports;
using Gridwork.Server.Languages;
using Gridwork.Server.Layout;
using Gridwork.Server.Live;
using Gridwork.Server.Notices;
using Gridwork.Server.OpenRosa;
using Gridwork.Server.People;
using Gridwork.Server.Photos;
using Gridwork.Server.Problems;
using Gridwork.Server.Security;
using Gridwork.Server.SignIn;
using Gridwork.Stores;
using Gridwork.Stores.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gridwork.Server;

/// <summary>Builds the server.</summary>
public static class ServerApp
{
    /// <summary>Builds it over an open store. It migrates the store and opens the journals when it starts; /healthz says when it is ready.</summary>
    public static async Task<WebApplication> BuildAsync(ServerOptions options)
    {
        var store = await DistrictStore.OpenAsync(options.Store);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(ServerApp).Assembly.GetName().Name,
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseUrls(options.Urls.Split(';'));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // A phone at the edge of the network sends a photo at the pace that it has; one that sends nothing at all is let go.
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 60, gracePeriod: TimeSpan.FromSeconds(30));
        });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // A wrong password is the stranger's affair; it is counted, not logged.
        builder.Logging.AddFilter("Gridwork.Server.SignIn", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        // The keys lie in the database beside the accounts that they protect: whoever reads one reads the other.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        AddDistricts(builder.Services, options, store);
        AddPeople(builder.Services, options);
        builder.Services.AddLocalization();
        builder.Services.AddRazorComponents();
        builder.Services.AddApi();
        builder.Services.AddDecks();
        builder.Services.AddLive();
        builder.Services.AddNotices();
        builder.Services.AddPages();
        var app = builder.Build();
        Use(app, options);
        Map(app, options);
        return app;
    }

    /// <summary>What a request passes, in order.</summary>
    private static void Use(WebApplication app, ServerOptions options)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseFaultAnswers();
        app.UseAssetFiles();
        KeyDoor.UseKeyDoors(app);
        app.UseOpenRosaHeaders(options.Intake);
        app.UseLanguages();
        app.UseDistrictMarks();
        app.UseProblemAnswers();
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseForgeryGuard();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    /// <summary>The capabilities.</summary>
    private static void Map(WebApplication app, ServerOptions options)
    {
        app.MapHealth();
        app.MapSignIn();
        app.MapOpenRosa(options.Intake);
        app.MapFieldFormDoors(options.Intake);
        app.MapApi();
        app.MapPages(options.Intake);
        app.MapImports();
        app.MapLive();
    }

    private static void AddDistricts(IServiceCollection services, ServerOptions options, DistrictStore store)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.Intake);
        services.AddSingleton(options.Time);
        services.AddSingleton(store);
        services.AddSingleton(_ =>
        {
            var numbers = options.Hosts.Count == 0 ? [1] : options.Hosts.Keys.Order().ToList();
            return new ServedDistricts(
            [
                .. numbers.Select(no => new ServedDistrict(new DistrictId(no), options.Hosts.GetValueOrDefault(no), store, options.Time)),
            ]);
        });
        services.AddHttpContextAccessor();
        services.AddScoped<RequestDistrict>();
        services.AddSingleton<Opening>();
        services.AddHostedService(provider => provider.GetRequiredService<Opening>());
        services.AddHostedService<PhotoWorker>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(15));
        // A proxy in front is believed where it runs on this machine, which is what these options know by default.
        services.Configure<ForwardedHeadersOptions>(forwarded => forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
    }

    private static void AddPeople(IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton<ILookupNormalizer, NameKeys>();
        services.AddIdentityCore<Account>(identity =>
        {
            identity.Lockout.MaxFailedAccessAttempts = PasswordCheck.Tries;
            identity.Lockout.DefaultLockoutTimeSpan = PasswordCheck.LockTime;
            // Length is what protects a password; rules about kinds of characters only make people write it down (NIST SP 800-63B).
            identity.Password.RequiredLength = FirstRun.ShortestPassword;
            identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = false;
            identity.Password.RequireNonAlphanumeric = false;
            identity.User.AllowedUserNameCharacters = null!;
        }).AddSignInManager();
        services.AddScoped<IUserStore<Account>, AccountStore>();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = options.PasswordIterations);
        services.AddSchemes();
        services.AddScoped<Viewer>();
        services.AddScoped<FirstRun>();
        services.AddScoped<AccessLog>();
        services.AddScoped<IAuthorizationHandler, RightsCheck>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddStrangerLimiting(options.Strangers);
        services.AddAntiforgery(forgery =>
        {
            forgery.Cookie.Name = "gridwork-forgery";
            forgery.Cookie.HttpOnly = true;
            forgery.Cookie.SameSite = SameSiteMode.Strict;
            forgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddDataProtection().SetApplicationName("gridwork");
        services.AddOptions<KeyManagementOptions>().Configure<ServedDistricts>((keys, districts) =>
            keys.XmlRepository = new KeptKeys(districts.All[0].Kept));
    }
}
