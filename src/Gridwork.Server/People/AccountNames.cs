using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;

namespace Gridwork.Server.People;

/// <summary>What a sign-in name may be, and how it is found again.</summary>
public static partial class AccountNames
{
    /// <summary>Whether a name is 2 to 64 letters, digits, dots, hyphens or underscores.</summary>
    public static bool IsGood(string name) => Good().IsMatch(name);

    [GeneratedRegex(@"^[\p{L}\p{Nd}._-]{2,64}$", RegexOptions.NonBacktracking)]
    private static partial Regex Good();
}

/// <summary>Finds names without regard to case, width or surrounding spaces, as people type them on phones.</summary>
internal sealed class NameKeys : ILookupNormalizer
{
    public string? NormalizeName(string? name) => name?.Trim().Normalize(System.Text.NormalizationForm.FormKC).ToUpperInvariant();

    public string? NormalizeEmail(string? email) => NormalizeName(email);
}
