// A record's answers as a person reads them: labels instead of names, in the form's order, groups and repeats as headings. Whatever tells
// something about a person is hidden unless the reader may see it.
using Gridwork.Forms;

namespace Gridwork.Engine.Records;

/// <summary>One line of a record in words.</summary>
/// <param name="Path">The answer's path, with positions in repeats: <c>/data/finding[2]/kind</c>.</param>
/// <param name="Question">What was asked; the name where the form has no label.</param>
/// <param name="Raw">What stands in the record (recalculated where the form calculates it); null: hidden, or a heading.</param>
/// <param name="Words">The same as it is read: choices by their labels; null: hidden, empty, or a heading.</param>
/// <param name="Depth">How deep it lies in groups and repeats.</param>
/// <param name="IsHeading">Whether it is a group or one instance of a repeat.</param>
/// <param name="IsRelevant">Whether the form's conditions let it count.</param>
/// <param name="IsPersonal">Whether it tells something about a person.</param>
/// <param name="IsHidden">Whether it is withheld from this reader.</param>
public sealed record AnswerWord(
    string Path, string Question, string? Raw, string? Words, int Depth, bool IsHeading, bool IsRelevant, bool IsPersonal, bool IsHidden);

/// <summary>Puts records into words.</summary>
public static class AnswerWords
{
    /// <summary>The answers of a record, in the form's order; notes, empty groups and what the phone fills in by itself are left out.</summary>
    /// <param name="reading">The record as its form reads it.</param>
    /// <param name="language">The reader's language: a tag such as <c>zh</c> or <c>en</c>.</param>
    /// <param name="seesPersonal">Whether the reader may see personal answers.</param>
    public static IReadOnlyList<AnswerWord> Of(FormReading reading, string language, bool seesPersonal)
    {
        var words = new List<AnswerWord>();
        foreach (var child in reading.Root.Children) Add(words, child, language, seesPersonal, 0);
        return words;
    }

    /// <summary>Whether an answer of a form, named by the file that it names, tells something about a person.</summary>
    /// <param name="reading">The record.</param>
    /// <param name="file">A file's name.</param>
    public static bool IsPersonalFile(FormReading reading, string file) =>
        reading.Files.Any(expected => expected.Name == file && reading.Form.Find(expected.Path) is { IsPersonal: true });

    /// <summary>A value as it is read: choices by their labels, several joined by 、 or a comma.</summary>
    public static string Words(Question question, Value value, string language) => question.Kind switch
    {
        QuestionKind.SelectOne => Label(question, value.Text, language),
        QuestionKind.SelectMultiple or QuestionKind.Rank =>
            string.Join(language.StartsWith("zh", StringComparison.Ordinal) ? "、" : ", ", value.Selected.Select(name => Label(question, name, language))),
        _ => value.Text,
    };

    private static void Add(List<AnswerWord> words, ReadingNode node, string language, bool seesPersonal, int depth)
    {
        if (node.Question is not { } question || question.Kind is QuestionKind.Metadata or QuestionKind.Note) return;
        var asked = question.Label.In(language) is { Length: > 0 } label ? label : question.Name;
        if (question.Kind is QuestionKind.Group or QuestionKind.Repeat)
        {
            var at = words.Count;
            foreach (var child in node.Children) Add(words, child, language, seesPersonal, depth + 1);
            if (words.Count > at) words.Insert(at, new AnswerWord(node.InstancePath, asked, null, null, depth, true, node.IsRelevant, question.IsPersonal, false));
            return;
        }
        var value = node.Value;
        var hidden = question.IsPersonal && !seesPersonal && (!value.IsEmpty || node.SentText.Length > 0);
        words.Add(new AnswerWord(
            node.InstancePath, asked, hidden ? null : value.Text, hidden || value.IsEmpty ? null : Words(question, value, language), depth, false,
            node.IsRelevant, question.IsPersonal, hidden));
    }

    private static string Label(Question question, string name, string language) =>
        question.Choice(name)?.Label.In(language) is { Length: > 0 } label ? label : name;
}
