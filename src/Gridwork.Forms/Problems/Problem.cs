using System.Globalization;
using System.Text;

namespace Gridwork.Forms;

/// <summary>One thing that is wrong, at one place, with the data that its text needs. Values only: no culture, no formatting.</summary>
/// <param name="Kind">The row of the problem table.</param>
/// <param name="Location">Where, or null where there is no place (a submission, a missing file).</param>
/// <param name="Arguments">What fills <c>{0}</c>, <c>{1}</c>… in the texts.</param>
/// <param name="Near">The name that was probably meant, or null.</param>
public sealed record Problem(ProblemKind Kind, SourceLocation? Location, IReadOnlyList<string> Arguments, string? Near = null)
{
    /// <summary>The stable code, e.g. <c>form.unknown-field</c>.</summary>
    public string Code => Kind.Code;

    /// <summary>Whether the file cannot be used as it is.</summary>
    public bool IsError => Kind.Severity == Severity.Error;

    /// <summary>What is wrong, in a clerk's words.</summary>
    public string Text(CultureInfo culture) => Fill(Kind.Find("", culture) ?? Kind.Code);

    /// <summary>What to do about it; empty where the text already says so.</summary>
    public string Remedy(CultureInfo culture) =>
        Fill((Near is null ? null : Kind.Find(".near", culture)) ?? Kind.Find(".fix", culture) ?? "");

    /// <summary>Place, text and remedy in one line.</summary>
    public string Line(CultureInfo culture)
    {
        var chinese = culture.TwoLetterISOLanguageName is "zh" or "iv";
        var place = Location is null ? "" : Location.Text(culture) + (chinese ? "：" : ": ");
        var remedy = Remedy(culture);
        if (remedy.Length == 0) return place + Text(culture);
        return place + Text(culture) + (chinese ? "" : " ") + remedy;
    }

    /// <inheritdoc/>
    public override string ToString() => Line(CultureInfo.InvariantCulture);

    private string Fill(string template)
    {
        if (!template.Contains('{')) return template;
        var text = new StringBuilder(template);
        // Arguments go in last to first and {near} before them, so that braces inside an argument are never read as places.
        var slots = new List<(int At, int Length, string Value)>();
        for (var i = template.IndexOf('{'); i >= 0; i = template.IndexOf('{', i + 1))
        {
            var end = template.IndexOf('}', i);
            if (end < 0) break;
            var key = template.AsSpan(i + 1, end - i - 1);
            if (key is "near") slots.Add((i, end - i + 1, Near ?? ""));
            else if (int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var n))
                slots.Add((i, end - i + 1, n < Arguments.Count ? Arguments[n] : ""));
        }
        for (var i = slots.Count - 1; i >= 0; i--)
            text.Remove(slots[i].At, slots[i].Length).Insert(slots[i].At, slots[i].Value);
        return text.ToString();
    }
}
