using Gridwork.Engine.Cases;
using Gridwork.Engine.Records;
using Gridwork.Engine.Rights;
using Gridwork.Forms;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Records;
using Gridwork.Stores;
using Gridwork.Stores.Cases;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Records;

namespace Gridwork.Server.Oversight;

/// <summary>A meeting or a notice that its reader may know of.</summary>
/// <param name="Form">How its campaign takes requirements down.</param>
/// <param name="Row">Its record.</param>
/// <param name="Instance">Its instance id, which its requirements name.</param>
/// <param name="Title">What it is called: the first text of its record.</param>
/// <param name="Day">When it was held: the first day of its record, else the record's own.</param>
/// <param name="Reading">What it says; null: the reader sees its requirements and not the record itself.</param>
internal sealed record SeenMeeting(RequirementForm Form, RecordRow Row, InstanceId Instance, string Title, DateOnly Day, FormReading? Reading)
{
    /// <summary>The page of a meeting.</summary>
    public string Href => HrefOf(Row.Root);

    /// <summary>The page of a meeting by its number.</summary>
    public static string HrefOf(long root) => FormattableString.Invariant($"/oversight/{root}");

    /// <summary>
    /// A meeting by its number; null: there is none, or the reader may not know of it. It is known to whoever sees its record, and by its name and day to
    /// whoever sees a requirement that came from it.
    /// </summary>
    public static async Task<SeenMeeting?> FindAsync(Viewer viewer, Snapshot snapshot, long number, CancellationToken cancel)
    {
        if (await OneRecord.RowAsync(snapshot, number, cancel) is not { } row || row.Standing == Standing.Rejected
            || !viewer.Definition.Campaigns.TryGetValue(row.Campaign, out var campaign) || RequirementForm.Of(campaign) is not { } form) return null;
        var sight = viewer.Sight(Right.SeeRecords, campaign.No);
        if (sight.Units.Count == 0) return null;
        var instance = new InstanceId((await JournalLines.ReadAsync(snapshot, [row.Root], cancel))[0].Instance!);
        var seen = await OneRecord.IsSeenAsync(snapshot, row, sight, cancel);
        if (!seen || row.Form != form.Meeting?.No)
        {
            var query = new CaseQuery
            {
                Sights = [sight],
                Now = viewer.District.Clock.Now,
                Kind = CaseKind.Requirement,
                Filter = CaseFilter.All,
                Origin = instance.Key16,
                Limit = 1,
            };
            if ((await CaseList.ReadAsync(snapshot, query, cancel)).Cases.Count == 0) return null;
        }
        return await ReadAsync(viewer, snapshot, form, row, instance, seen, cancel);
    }

    /// <summary>The meetings from which requirements came that the reader sees, by the key of their instance. What is not there any more is left out.</summary>
    public static async Task<IReadOnlyDictionary<UInt128, SeenMeeting>> OfAsync(
        Viewer viewer, Snapshot snapshot, IEnumerable<(UInt128 Origin, int Campaign)> origins, CancellationToken cancel)
    {
        var meetings = new Dictionary<UInt128, SeenMeeting>();
        foreach (var (origin, campaign) in origins.Where(one => one.Origin != 0).Distinct())
        {
            if (RequirementForm.Of(viewer.Definition.Campaigns[campaign]) is not { } form || await OneRecord.FindAsync(snapshot, origin, cancel) is not { } seq
                || await OneRecord.RowAsync(snapshot, seq, cancel) is not { } row || row.Campaign != campaign) continue;
            var instance = new InstanceId((await JournalLines.ReadAsync(snapshot, [row.Root], cancel))[0].Instance!);
            var seen = await OneRecord.IsSeenAsync(snapshot, row, viewer.Sight(Right.SeeRecords, campaign), cancel);
            meetings[origin] = await ReadAsync(viewer, snapshot, form, row, instance, seen, cancel);
        }
        return meetings;
    }

    /// <summary>The newest meetings of a campaign whose records the reader sees, newest first.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="snapshot">The district.</param>
    /// <param name="form">How the campaign takes requirements down.</param>
    /// <param name="before">Only those before this one; null: all.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyList<SeenMeeting>> NewestAsync(
        Viewer viewer, Snapshot snapshot, RequirementForm form, long? before, int most, CancellationToken cancel)
    {
        if (form.Meeting is not { } meeting) return [];
        var page = await RecordList.ReadAsync(
            snapshot, new RecordQuery { Sights = [viewer.Sight(Right.SeeRecords, form.Campaign.No)], Form = meeting.No, Before = before, Limit = most }, cancel);
        var meetings = new List<SeenMeeting>();
        foreach (var line in page.Records.Where(line => line.Row.Standing != Standing.Rejected))
        {
            var root = line.Row.Root == line.Row.Head ? line.Head : (await JournalLines.ReadAsync(snapshot, [line.Row.Root], cancel))[0];
            meetings.Add(await ReadAsync(viewer, snapshot, form, line.Row, new InstanceId(root.Instance!), true, cancel));
        }
        return meetings;
    }

    /// <summary>What its record says, in words, but for its name and its day.</summary>
    public IReadOnlyList<AnswerWord> Facts(string language) => Reading is null ? []
        : [.. AnswerWords.Of(Reading, language, seesPersonal: false).Where(word => word is { IsHeading: false, IsHidden: false, IsRelevant: true, Words.Length: > 0 }
            && word.Path != TitleOf(Reading)?.Path && word.Path != DayOf(Reading)?.Path)];

    private static async Task<SeenMeeting> ReadAsync(
        Viewer viewer, Snapshot snapshot, RequirementForm form, RecordRow row, InstanceId instance, bool seen, CancellationToken cancel)
    {
        var head = (await JournalLines.ReadAsync(snapshot, [row.Head], cancel))[0];
        var body = (await OneRecord.BodiesAsync(snapshot, [row.Head], cancel)).GetValueOrDefault(row.Head);
        var reading = RecordItemReading.ReadingOf(viewer, head.FormVersion, body);
        var title = reading is not null && TitleOf(reading) is { } named ? reading[named.Path].Text.Trim() : "";
        var day = reading is not null && DayOf(reading) is { } held && reading[held.Path].TryDate(out var date) ? date : row.Day;
        return new SeenMeeting(form, row, instance, title.Length > 0 ? title : Written.RecordNo(row.Root), day, seen ? reading : null);
    }

    private static Question? TitleOf(FormReading reading) => First(reading, QuestionKind.Text);

    private static Question? DayOf(FormReading reading) => First(reading, QuestionKind.Date);

    private static Question? First(FormReading reading, QuestionKind kind) => reading.Form.AllQuestions.FirstOrDefault(question =>
        question.Kind == kind && question is { RepeatPath: null, IsPersonal: false } && reading.First(question.Path) is { IsRelevant: true, Value.IsEmpty: false });
}
