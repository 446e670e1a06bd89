using Gridwork.Server.Problems;

namespace Gridwork.Server.Districts;

/// <summary>What every request for a district meets first: is it ready, is it up to date, and the mark of a synthetic one.</summary>
internal static class DistrictMarks
{
    /// <summary>The header that marks every answer of a synthetic district.</summary>
    public const string SyntheticHeader = "X-Gridwork-Synthetic";

    public static IApplicationBuilder UseDistrictMarks(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var district = context.RequestServices.GetRequiredService<RequestDistrict>().District;
        if (!district.IsReady && !context.Request.Path.StartsWithSegments("/healthz"))
        {
            await ProblemAnswers.WriteAsync(context, new Problem(ProblemCode.NotWritable, 2));
            return;
        }
        if (district.IsReady) await district.RefreshIfOldAsync(context.RequestAborted);
        if (district.IsSynthetic) context.Response.Headers[SyntheticHeader] = "true";
        await next(context);
    });
}
