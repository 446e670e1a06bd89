using Gridwork.Server.People;
using Gridwork.Server.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Gridwork.Server.SignIn;

/// <summary>Signing in and out of the pages, and the first run.</summary>
public static class SignInDoors
{
    /// <summary>Maps /signin, /signout and /first-run.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet("/signin", (Viewer viewer, [FromQuery(Name = "return")] string? back) =>
            viewer.IsSignedIn ? Results.LocalRedirect(Inside(back)) : Page(new { Return = back })).OpenToStrangers();
        app.MapPost("/signin", SignInAsync).OpenToStrangers();
        app.MapPost("/signout", (Delegate)SignOutAsync).OpenToStrangers();
        app.MapGet("/first-run", async (FirstRun first) => await first.IsOpenAsync()
            ? new RazorComponentResult<FirstRunPage>()
            : Results.NotFound()).OpenToStrangers();
        app.MapPost("/first-run", FirstRunAsync).OpenToStrangers();
    }

    private static async Task<IResult> SignInAsync(
        HttpContext context, PasswordCheck passwords, FailedAttempts failures,
        [FromForm] string? name, [FromForm] string? password, [FromForm] string? keep, [FromForm(Name = "return")] string? back)
    {
        if (failures.MustWait(context) is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Page(new { Name = name, Return = back, MustWait = (int?)seconds }, StatusCodes.Status429TooManyRequests);
        }
        var answer = await passwords.TryAsync(name ?? "", password ?? "");
        if (answer is not PasswordAnswer.Right right)
        {
            failures.Count(context);
            return Page(new { Name = name, Return = back, Answer = answer }, StatusCodes.Status401Unauthorized);
        }
        // A session cookie on a shared computer ends with the browser; on one's own it stays a fortnight.
        var properties = keep == "yes"
            ? new AuthenticationProperties { IsPersistent = true, ExpiresUtc = DateTimeOffset.UtcNow.AddDays(14) }
            : new AuthenticationProperties();
        await context.SignInAsync(Schemes.Cookie, SignedIn.Principal(right.Account, Schemes.Cookie), properties);
        return Results.LocalRedirect(Inside(back));
    }

    private static async Task<IResult> SignOutAsync(HttpContext context)
    {
        await context.SignOutAsync(Schemes.Cookie);
        return Results.LocalRedirect("/signin");
    }

    private static async Task<IResult> FirstRunAsync(
        HttpContext context, FirstRun first, FailedAttempts failures,
        [FromForm] string? code, [FromForm] string? district, [FromForm] string? name, [FromForm] string? password)
    {
        if (!await first.IsOpenAsync()) return Results.NotFound();
        if (failures.WaitOf(context) is { } wait) return Problems.ProblemAnswers.AsResult(wait);
        var (account, trouble) = await first.MakeAdministratorAsync(code ?? "", district ?? "", name ?? "", password ?? "");
        if (account is null)
        {
            if (trouble == "WrongCode") failures.Count(context);
            return new RazorComponentResult<FirstRunPage>(new { Name = name, District = district, Trouble = trouble })
            {
                StatusCode = StatusCodes.Status400BadRequest,
            };
        }
        await context.SignInAsync(Schemes.Cookie, SignedIn.Principal(account, Schemes.Cookie));
        return Results.LocalRedirect("/");
    }

    private static RazorComponentResult<SignInPage> Page(object parameters, int status = StatusCodes.Status200OK) =>
        new(parameters) { StatusCode = status };

    // Only a path of ours: an address given from outside must not lead a person who has just signed in elsewhere.
    private static string Inside(string? back) =>
        back is ['/', ..] && !back.StartsWith("//", StringComparison.Ordinal) && !back.StartsWith("/\\", StringComparison.Ordinal) ? back : "/";
}
