using System.Globalization;
using System.Resources;

namespace Gridwork.Server.SignIn;

/// <summary>The words of sign-in and first run, in the reader's language.</summary>
internal static class SignInTexts
{
    private static readonly ResourceManager Texts = new("Gridwork.Server.SignIn.SignInTexts", typeof(SignInTexts).Assembly);

    public static string Of(string key, params ReadOnlySpan<object> arguments) =>
        string.Format(CultureInfo.InvariantCulture, Texts.GetString(key, CultureInfo.CurrentUICulture)!, arguments);
}
