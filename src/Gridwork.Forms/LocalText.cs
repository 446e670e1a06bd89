namespace Gridwork.Forms;

/// <summary>A text of a form in the form's languages.</summary>
public sealed class LocalText
{
    private readonly IReadOnlyList<KeyValuePair<string, string>> texts;

    /// <param name="texts">Language as the form names it (<c>中文 (zh)</c>; empty where the form has one language) and text, the default language first.</param>
    public LocalText(IEnumerable<KeyValuePair<string, string>> texts) => this.texts = [.. texts];

    /// <summary>No text in any language.</summary>
    public static LocalText None { get; } = new([]);

    /// <summary>Languages and texts, the default language first.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> All => texts;

    /// <summary>Whether there is no text in any language.</summary>
    public bool IsEmpty => texts.Count == 0;

    /// <summary>
    /// The text in a language, named as the form does or by its tag (<c>zh</c>, <c>en</c>, <c>zh-CN</c>); else in the default language; else
    /// in the first that has it; empty where there is none at all.
    /// </summary>
    public string In(string? language)
    {
        if (!string.IsNullOrEmpty(language))
            foreach (var (name, text) in texts)
                if (text.Length > 0 && Matches(name, language))
                    return text;
        foreach (var (_, text) in texts)
            if (text.Length > 0)
                return text;
        return "";
    }

    /// <summary>Whether a form's language name (<c>中文 (zh)</c>) is meant by a name or tag.</summary>
    public static bool Matches(string name, string wanted)
    {
        if (name.Equals(wanted, StringComparison.OrdinalIgnoreCase)) return true;
        var open = name.LastIndexOf('(');
        var tag = open >= 0 && name.EndsWith(')') ? name.AsSpan(open + 1, name.Length - open - 2) : name;
        var dash = wanted.IndexOf('-');
        return tag.Equals(wanted, StringComparison.OrdinalIgnoreCase) || dash > 0 && tag.Equals(wanted.AsSpan(0, dash), StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public override string ToString() => In(null);
}
