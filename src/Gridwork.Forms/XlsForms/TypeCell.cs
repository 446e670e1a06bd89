namespace Gridwork.Forms.XlsForms;

/// <summary>What a type cell says: <c>select_one kind or_other</c> is a word, a list and a wish for "other".</summary>
/// <param name="Word">The canonical type; null where it is not known.</param>
/// <param name="Written">The words as written, one space between.</param>
/// <param name="List">The list or file behind a select, or null.</param>
/// <param name="OrOther">Whether "other, please specify" is wanted.</param>
internal sealed record TypeCell(string? Word, string Written, string? List, bool OrOther)
{
    public bool IsSelect => Word is "select_one" or "select_multiple" or "rank" or "select_one_from_file" or "select_multiple_from_file";

    public bool IsFromFile => Word is "select_one_from_file" or "select_multiple_from_file";

    public static TypeCell Read(string cell)
    {
        var written = Vocabulary.Squeeze(cell);
        if (Vocabulary.Types.Find(written) is { } exact) return new TypeCell(exact, written, null, false);
        var words = written.Split(' ');
        var orOther = words.Length > 2 && (words[^1] is "or_other" or "或其他" || words[^1] == "other" && words[^2] == "or");
        if (orOther) words = words[^1] == "other" ? words[..^2] : words[..^1];
        // "select one kind", "单选 kind": the longest beginning that is a select.
        for (var n = Math.Min(3, words.Length - 1); n >= 1; n--)
        {
            if (Vocabulary.Types.Find(string.Join(' ', words[..n])) is not { } word) continue;
            var type = new TypeCell(word, written, string.Join(' ', words[n..]), orOther);
            // A group's or a repeat's end may carry its name as a reminder.
            if (type.IsSelect || word is "end_group" or "end_repeat") return type;
        }
        return new TypeCell(null, written, null, false);
    }
}
