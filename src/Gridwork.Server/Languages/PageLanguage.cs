using System.Globalization;

namespace Gridwork.Server.Languages;

/// <summary>
/// The language of pages and answers: Chinese, unless the reader asked for English with <c>?lang=en</c>, which a cookie remembers. What the browser
/// prefers decides nothing: office browsers are often set up in English by whoever installed them. Numbers and dates of data are invariant.
/// </summary>
public static class PageLanguage
{
    /// <summary>The cookie that remembers the choice.</summary>
    public const string CookieName = "gridwork-lang";

    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    internal static IApplicationBuilder UseLanguages(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var asked = Of(context.Request.Query["lang"]);
        if (asked is not null)
        {
            context.Response.Cookies.Append(CookieName, asked.TwoLetterISOLanguageName, new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                MaxAge = TimeSpan.FromDays(365),
                IsEssential = true,
            });
        }
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = asked ?? Of(context.Request.Cookies[CookieName]) ?? Chinese;
        return next(context);
    });

    private static CultureInfo? Of(string? name) => name switch { "en" => English, "zh" or "zh-CN" => Chinese, _ => null };
}
