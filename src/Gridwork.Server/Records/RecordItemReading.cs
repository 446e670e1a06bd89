// From rows of the store to rows of a page: who, where, and the first answers in words. A list of one form shows its questions as columns; a list of
// several shows the form and the answers in one column.
using System.Globalization;
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Records;
using Gridwork.Forms;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Stores;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Records;

namespace Gridwork.Server.Records;

/// <summary>Makes rows of lists.</summary>
internal static class RecordItemReading
{
    private const int MostColumns = 4;

    /// <summary>The rows and the titles of their answers.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="names">Names of senders.</param>
    /// <param name="snapshot">The district at one position.</param>
    /// <param name="records">The records.</param>
    /// <param name="only">The only form of the list; null: several.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<(IReadOnlyList<RecordItem> Items, IReadOnlyList<string> Columns)> ReadAsync(
        Viewer viewer, PersonNames names, Snapshot snapshot, IReadOnlyList<RecordLine> records, CampaignForm? only, CancellationToken cancel)
    {
        await names.LearnAsync(records.Select(record => record.Head.Person));
        var bodies = await OneRecord.BodiesAsync(snapshot, [.. records.Select(record => record.Head.Seq)], cancel);
        var language = viewer.Culture.TwoLetterISOLanguageName;
        var columns = only is null ? [] : Columns(only.Current.Form);
        var items = records.Select(record =>
        {
            var reading = ReadingOf(viewer, record.Head.FormVersion, bodies.GetValueOrDefault(record.Head.Seq));
            var title = reading is null ? "" : FormTitle.Of(reading.Form, language);
            IReadOnlyList<string?> answers = reading is null ? []
                : only is not null ? [.. columns.Select(question => Words(reading, question, language))]
                : [title, Summary(reading, language)];
            return new RecordItem(
                record.Row.Root, viewer.Local(record.Head.Captured ?? record.Head.Received), viewer.Definition.CodeOf(record.Head.Cell),
                UnitName(viewer, record.Head.Unit), title, answers, names[record.Head.Person], Photos(record.Head.Seq, record.Files, reading, language),
                record.Row.Standing, record.Row.Head != record.Row.Root, record.Row.Missing, record.Head.Marks.HasFlag(EntryMarks.Late));
        }).ToList();
        return (items, only is not null
            ? [.. columns.Select(question => Label(question, language))]
            : [LayoutTexts.Of("Form"), LayoutTexts.Of("Content")]);
    }

    /// <summary>A record's body as its form reads it; null: it was erased, or its form is not known.</summary>
    public static FormReading? ReadingOf(Viewer viewer, int formVersion, RecordBody? body) =>
        body is null || body.State == BodyState.Residue || !viewer.Definition.FormVersions.TryGetValue(formVersion, out var version)
            ? null
            : version.Form.Read(body.Bytes, out _);

    /// <summary>The pictures of an entry that anybody who sees the record may see, in the order of the form's questions.</summary>
    public static IReadOnlyList<PhotoFile> Photos(long seq, IReadOnlyList<AttachmentRow> files, FormReading? reading, string language)
    {
        if (reading is null) return [];
        var photos = new List<PhotoFile>();
        foreach (var expected in reading.Files)
        {
            if (reading.Form.Find(expected.Path) is not { Kind: QuestionKind.Image, IsPersonal: false } question) continue;
            if (files.FirstOrDefault(file => file.Name == expected.Name) is not { } file) continue;
            var here = file.File is not null;
            var address = string.Create(CultureInfo.InvariantCulture, $"/records/{seq}");
            var name = Uri.EscapeDataString(file.Name);
            photos.Add(new PhotoFile(
                here ? $"{address}/photos/{name}" : null, here ? $"{address}/thumbs/{name}" : null, Label(question, language), file.Name));
        }
        return photos;
    }

    /// <summary>A unit's name; a number where the tree has lost it.</summary>
    public static Engine.LocalText UnitName(Viewer viewer, UnitNo unit) =>
        viewer.Definition.Units.Find(unit)?.Name ?? new Engine.LocalText(unit.Value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The questions that a list of one form shows: its first choices and numbers that tell nothing about a person.</summary>
    private static IReadOnlyList<Question> Columns(Form form) =>
    [
        .. form.AllQuestions
            .Where(question => question is { HasAnswer: true, IsPersonal: false, RepeatPath: null }
                && question.Kind is QuestionKind.SelectOne or QuestionKind.Integer or QuestionKind.Decimal or QuestionKind.Date)
            .Where(question => question.RepeatPath is null && !question.IsPersonal)
            .Take(MostColumns),
    ];

    private static string? Words(FormReading reading, Question question, string language) =>
        reading.First(question.Path) is { IsRelevant: true } node && !node.Value.IsEmpty && reading.Form.Find(question.Path) is { } own
            ? AnswerWords.Words(own, node.Value, language)
            : null;

    internal static string? Summary(FormReading reading, string language)
    {
        var words = Columns(reading.Form).Select(question => Words(reading, question, language)).OfType<string>().Take(3).ToList();
        return words.Count == 0 ? null : string.Join(" · ", words);
    }

    private static string Label(Question question, string language) =>
        question.Label.In(language) is { Length: > 0 } label ? label : question.Name;
}
