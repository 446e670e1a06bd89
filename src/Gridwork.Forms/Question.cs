namespace Gridwork.Forms;

#pragma warning disable CA1720 // Integer and decimal are what the XLSForm standard calls its types.

/// <summary>What kind of thing a node of a form is.</summary>
public enum QuestionKind
{
    /// <summary>A group: holds others, has no value.</summary>
    Group,

    /// <summary>A repeat: holds others, any number of times.</summary>
    Repeat,

    /// <summary>Free text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a fraction.</summary>
    Decimal,

    /// <summary>One of a list.</summary>
    SelectOne,

    /// <summary>Any of a list.</summary>
    SelectMultiple,

    /// <summary>All of a list, in an order.</summary>
    Rank,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A time of day.</summary>
    Time,

    /// <summary>A day and a time with its offset.</summary>
    DateTime,

    /// <summary>A place.</summary>
    Geopoint,

    /// <summary>A line of places.</summary>
    Geotrace,

    /// <summary>A closed shape of places.</summary>
    Geoshape,

    /// <summary>A picture, also a signature or a drawing.</summary>
    Image,

    /// <summary>A sound.</summary>
    Audio,

    /// <summary>A film.</summary>
    Video,

    /// <summary>Any other file.</summary>
    File,

    /// <summary>A scanned code.</summary>
    Barcode,

    /// <summary>A box to tick: OK or nothing.</summary>
    Acknowledge,

    /// <summary>A text that is shown and not answered.</summary>
    Note,

    /// <summary>Worked out from other answers, not shown.</summary>
    Calculate,

    /// <summary>Filled by the phone: start, end, deviceid…, and the nodes of <c>meta</c>.</summary>
    Metadata,
}

#pragma warning restore CA1720

/// <summary>One choice of a list.</summary>
/// <param name="Name">What stands in the record.</param>
/// <param name="Label">What is read.</param>
public sealed record Choice(string Name, LocalText Label);

/// <summary>A question, group or repeat of a form. Immutable.</summary>
public sealed class Question
{
    private Dictionary<string, Choice>? byName;

    internal Question(FormNode node) => Node = node;

    internal FormNode Node { get; }

    /// <summary>The last part of the path.</summary>
    public string Name => Node.Name;

    /// <summary>The path without positions, e.g. <c>/data/finding/kind</c>: the question's identity over all versions of its form.</summary>
    public string Path => Node.Path;

    /// <summary>What kind of thing it is.</summary>
    public required QuestionKind Kind { get; init; }

    /// <summary>What is asked; empty where the form asks nothing.</summary>
    public required LocalText Label { get; init; }

    /// <summary>The smaller text beside it.</summary>
    public LocalText Hint { get; init; } = LocalText.None;

    /// <summary>How the client shows it, e.g. <c>minimal</c>, <c>signature</c>; empty where the form says nothing.</summary>
    public string Appearance { get; init; } = "";

    /// <summary>The list of a select, in order; empty for others.</summary>
    public IReadOnlyList<Choice> Choices { get; internal set; } = [];

    /// <summary>Whether the answer tells something about a person (the column <c>personal</c>, 个人信息): rules and indicators may not read it. Holds for all below a marked group.</summary>
    public bool IsPersonal { get; init; }

    /// <summary>The name that it had in an earlier version (the column <c>was</c>), or null.</summary>
    public string? Was { get; init; }

    /// <summary>Whether the client may not change it.</summary>
    public bool IsReadonly { get; init; }

    /// <summary>Whether it must be answered wherever it is asked, without a condition.</summary>
    public bool IsAlwaysRequired { get; init; }

    /// <summary>The text that stands in a blank form; empty where there is none.</summary>
    public string Default => Node.Default;

    /// <summary>The group or repeat that holds it; null at the top.</summary>
    public Question? Parent { get; internal set; }

    /// <summary>What a group or repeat holds, in the form's order.</summary>
    public IReadOnlyList<Question> Children { get; internal set; } = [];

    /// <summary>The path of the nearest repeat that holds it (or that it is), or null.</summary>
    public string? RepeatPath => Node.EnclosingRepeat?.Path;

    /// <summary>Whether a client answers it: neither a group, a note, nor filled by the phone.</summary>
    public bool HasAnswer => Kind is not (QuestionKind.Group or QuestionKind.Repeat or QuestionKind.Note or QuestionKind.Metadata);

    /// <summary>Whether its value names a file that belongs to the record.</summary>
    public bool IsFile => Kind is QuestionKind.Image or QuestionKind.Audio or QuestionKind.Video or QuestionKind.File;

    /// <summary>The choice of that name, or null.</summary>
    public Choice? Choice(string name)
    {
        if (Choices.Count < 8)
        {
            foreach (var choice in Choices)
                if (choice.Name == name)
                    return choice;
            return null;
        }
        byName ??= Choices.GroupBy(c => c.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        return byName.GetValueOrDefault(name);
    }

    /// <inheritdoc/>
    public override string ToString() => Path;
}
