using System.Data.Common;
using System.Globalization;
using Gridwork.Server.Districts;
using Gridwork.Server.OpenRosa;
using Gridwork.Server.SignIn;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gridwork.Server.Problems;

/// <summary>Says a problem in the language of the door: a page to a reader, problem+json (RFC 9457) to a program, an OpenRosa message to a phone.</summary>
public static partial class ProblemAnswers
{
    /// <summary>Writes the answer. Does nothing when one has begun.</summary>
    public static async Task WriteAsync(HttpContext context, Problem problem)
    {
        if (context.Response.HasStarted) return;
        var response = context.Response;
        response.StatusCode = problem.Status;
        if (problem.RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (HttpMethods.IsHead(context.Request.Method)) return;
        var district = context.RequestServices.GetRequiredService<RequestDistrict>().District;
        var words = problem.Text(CultureInfo.CurrentUICulture);
        if (context.Request.Path.StartsWithSegments("/openrosa"))
        {
            response.ContentType = OpenRosaXml.ContentType;
            await response.WriteAsync(OpenRosaXml.Message(words, "submit_error", district.IsSynthetic));
        }
        else if (Schemes.WantsPage(context))
        {
            await new RazorComponentResult<ProblemPage>(new { Problem = problem }) { StatusCode = problem.Status }.ExecuteAsync(context);
        }
        else
        {
            await response.WriteAsJsonAsync(
                new ProblemBody(problem.Code.ToString(), words, problem.Status, district.IsSynthetic), null as System.Text.Json.JsonSerializerOptions,
                "application/problem+json", context.RequestAborted);
        }
    }

    /// <summary>The problem as the result of an endpoint.</summary>
    public static IResult AsResult(this Problem problem) => new ProblemResult(problem);

    /// <summary>A refusal that only left a status code (a route that matched nothing, a challenge) is said in words.</summary>
    internal static IApplicationBuilder UseProblemAnswers(this IApplicationBuilder app) => app.UseStatusCodePages(pages =>
    {
        var context = pages.HttpContext;
        ProblemCode? code = context.Response.StatusCode switch
        {
            StatusCodes.Status401Unauthorized => ProblemCode.SignInNeeded,
            StatusCodes.Status403Forbidden => ProblemCode.NotAllowed,
            StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => ProblemCode.NotFound,
            StatusCodes.Status400BadRequest => ProblemCode.BadRequest,
            _ => null,
        };
        return code is { } known ? WriteAsync(context, new Problem(known)) : Task.CompletedTask;
    });

    /// <summary>A fault of ours is logged and said without its inside; a request that broke off is nobody's fault; a lost database is a 503.</summary>
    internal static IApplicationBuilder UseFaultAnswers(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, bad.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? new Problem(ProblemCode.TooLarge, context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? 0)
                : new Problem(ProblemCode.BadRequest));
        }
        catch (DbException lost) when (!context.Response.HasStarted)
        {
            LogLost(Log(context), lost);
            await WriteAsync(context, new Problem(ProblemCode.NotWritable, 5));
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            LogFault(Log(context), fault);
            await WriteAsync(context, new Problem(ProblemCode.Fault));
        }
    });

    private static ILogger Log(HttpContext context) => context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Gridwork.Server");

    [LoggerMessage(Level = LogLevel.Error, Message = "The database was lost during a request.")]
    private static partial void LogLost(ILogger log, Exception lost);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed.")]
    private static partial void LogFault(ILogger log, Exception fault);

    private sealed class ProblemResult(Problem problem) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, problem);
    }

    private sealed record ProblemBody(string Code, string Detail, int Status, bool Synthetic);
}
