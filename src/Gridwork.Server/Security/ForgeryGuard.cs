using Gridwork.Server.Problems;
using Gridwork.Server.SignIn;
using Microsoft.AspNetCore.Antiforgery;

namespace Gridwork.Server.Security;

/// <summary>
/// Every request that changes something and might ride on a browser's cookie must carry our anti-forgery token, in the header
/// <c>RequestVerificationToken</c> or a form field: sign-in too (a forged one would sign a person in as somebody else). The rule stands here once,
/// so that no endpoint can forget it; doors that never look at a cookie are free of it.
/// </summary>
internal static class ForgeryGuard
{
    public static IApplicationBuilder UseForgeryGuard(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var changes = !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
            || HttpMethods.IsOptions(context.Request.Method));
        if (changes && Schemes.For(context) == Schemes.Cookie && context.GetEndpoint() is not null)
        {
            var antiforgery = context.RequestServices.GetRequiredService<IAntiforgery>();
            if (!await antiforgery.IsRequestValidAsync(context))
            {
                await ProblemAnswers.WriteAsync(context, new Problem(ProblemCode.StaleForm));
                return;
            }
        }
        await next(context);
    });
}
