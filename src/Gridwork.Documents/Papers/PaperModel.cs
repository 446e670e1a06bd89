namespace Gridwork.Documents.Papers;

/// <summary>A photo on a paper.</summary>
/// <param name="Open">Opens its bytes (JPEG, PNG or WebP); called once for each place where it stands.</param>
/// <param name="Alt">What is on it, for who cannot see it.</param>
public sealed record PaperPhoto(Func<Stream> Open, string Alt);

/// <summary>What a paper's template is filled with. Words are in the reader's language already; every field that a template may name is there, an empty one too.</summary>
public sealed record PaperModel
{
    /// <summary>The language of what is said in a missing photo's place: <c>zh-CN</c> or <c>en</c>.</summary>
    public string Language { get; init; } = "zh-CN";

    /// <summary>Fields by name: <c>case.number</c> fills <c>{{case.number}}</c>. A line feed becomes a line break.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>
    /// Lists by name: a table row that names a field of one (<c>{{step.time}}</c> of list <c>step</c>) is repeated for each item, whose fields go without
    /// the list's name (<c>time</c>). Each item has the same fields.
    /// </summary>
    public IReadOnlyDictionary<string, PaperList> Lists { get; init; } = new Dictionary<string, PaperList>();

    /// <summary>Photos by name: <c>photo.before</c> fills <c>{{photo.before}}</c>. Null: there is none, which is said in words.</summary>
    public IReadOnlyDictionary<string, PaperPhoto?> Photos { get; init; } = new Dictionary<string, PaperPhoto?>();

    /// <summary>The mark in the header where all data is invented (演示样张　数据为合成); null in a district in service. A template may place it by <c>{{demo}}</c>; where none does it is added.</summary>
    public string? DemoMark { get; init; }
}

/// <summary>The items of a repeating row.</summary>
/// <param name="Columns">The names of their fields: <c>time</c>. They are known although there may be no item.</param>
/// <param name="Items">A value for each column.</param>
public sealed record PaperList(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Items);
