// A small district whose campaign has cases: a village, two departments, a centre; one form that reports and one that takes every step.
using System.Globalization;
using System.Text;
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Rights;
using Gridwork.Stores.Cases;
using Gridwork.Stores.Journal;

namespace Gridwork.Stores.Tests.Cases;

/// <summary>What a step record says besides its case and its step.</summary>
internal sealed record StepArguments(
    string? Unit = null, string? With = null, string? Clause = null, string? Reason = null, DateOnly? Until = null, string? Into = null,
    string? Outcome = null, string? Photo = null, string? Corrects = null)
{
    /// <summary>The bytes of its photo, where they come with it.</summary>
    public byte[]? Picture { get; init; }
}

internal sealed class CaseDistrict(DistrictStore store, JournalWriter journal)
{
    public static readonly PersonNo Member = new(1);
    public static readonly PersonNo Centre = new(2);
    public static readonly PersonNo Water = new(3);
    public static readonly PersonNo Roads = new(4);
    public static readonly PersonNo Leader = new(5);
    public static readonly PersonNo Stranger = new(6);
    public static readonly PersonNo Administrator = new(7);

    /// <summary>A clerk of the whole district who works for the water department too.</summary>
    public static readonly PersonNo Insider = new(8);

    private const string Yaml =
        """
        id: clean
        title: 清洁
        period: {from: 2021-06-01}
        unit: district
        forms:
          report: {file: report.xlsx, fill: [grid-member, clerk], unit: "${village}"}
          step: {file: step.xlsx, fill: [grid-member, clerk, administrator, leader], unit: sender}
        cases:
          categories: categories.csv
          duties: duties.csv
          open:
            - {form: report, where: "${problem} = 'yes'", category: "${category}", what: "${what}"}
          steps:
            - {form: step, case: "${case}", step: "${step}", unit: "${unit}", with: "${with}", clause: "${clause}", reason: "${reason}", until: "${until}", into: "${into}", outcome: "${outcome}", photo: "${photo}"}
        indicators:
          reports: {title: 件, form: report, count: records}
          closed: {title: 件, form: step, where: "${step} = 'verify'", count: records}
        """;

    private const string Categories =
        """
        code,title_zh,limit,clock,after_photo
        pipe,管道渗漏,8 working hours,working,required
        hole,路面坑洞,3 working days,working,no
        cover,井盖缺失,24 hours,round,no
        """;

    private const string Duties =
        """
        category,place,line,host,with
        pipe,,,water,roads
        hole,east,,roads,
        """;

    private static readonly string Report = Form("report", "village", "problem", "category", "what");
    private static readonly string Step = Form("step", "case", "step", "unit", "with", "clause", "reason", "until", "into", "outcome", "photo");

    public static DistrictId Id => TestStore.District;

    public DistrictStore Store => store;

    public async Task<CaseDistrict> SetUpAsync()
    {
        UnitLine Unit(string code, UnitKind kind, string? parent) => new(code, new LocalText(code), kind, parent);
        await EnterAsync(EntryKind.Units, BodyJson.Write(new UnitsBody(
            new DistrictProfile("test", new LocalText("演示"), true, "Asia/Shanghai"),
            [
                Unit("district", UnitKind.District, null), Unit("east", UnitKind.Village, "district"), Unit("water", UnitKind.Department, "district"),
                Unit("roads", UnitKind.Department, "district"),
            ])));
        await GrantAsync(Member, Role.GridMember, "east");
        await GrantAsync(Centre, Role.Clerk, "district");
        await GrantAsync(Water, Role.Clerk, "water");
        await GrantAsync(Roads, Role.Clerk, "roads");
        await GrantAsync(Leader, Role.Leader, "district");
        await GrantAsync(Administrator, Role.Administrator, "district");
        await GrantAsync(Insider, Role.Clerk, "district");
        await GrantAsync(Insider, Role.GridMember, "water");
        var files = new Dictionary<string, ReadOnlyMemory<byte>>
        {
            ["campaign.yaml"] = Encoding.UTF8.GetBytes(Yaml),
            ["categories.csv"] = Encoding.UTF8.GetBytes(Categories),
            ["duties.csv"] = Encoding.UTF8.GetBytes(Duties),
        };
        await EnterAsync(EntryKind.Definition, new CampaignFolder("clean", files).ToPackage(
            new Dictionary<string, string> { ["compiled/report.xml"] = Report, ["compiled/step.xml"] = Step }));
        return this;
    }

    public async Task EnterAsync(EntryKind kind, byte[] body) => Assert.IsType<Outcome.Accepted>(await journal.AppendAsync(Reading.Other(
        await store.DefinitionAsync(Id), Id, kind, body, PersonNo.Installation, new DateTimeOffset(2021, 6, 1, 8, 0, 0, TimeSpan.FromHours(8)))));

    /// <summary>Opens a case; says its number.</summary>
    public Task<long> ReportAsync(string id, DateTimeOffset at, string category = "pipe", string problem = "yes", string? corrects = null, PersonNo? person = null) =>
        SendAsync("report", id, at, person ?? Member, corrects, [], ("village", "east"), ("problem", problem), ("category", category), ("what", "路边" + id));

    /// <summary>Sends a step record; says its number.</summary>
    public async Task<long> StepAsync(string id, string @case, string step, PersonNo person, DateTimeOffset at, StepArguments? arguments = null)
    {
        var said = arguments ?? new StepArguments();
        return await SendAsync(
            "step", id, at, person, said.Corrects, said.Picture is { } picture ? [await FileAsync(said.Photo!, picture)] : [], ("case", @case), ("step", step), ("unit", said.Unit), ("with", said.With), ("clause", said.Clause),
            ("reason", said.Reason), ("until", said.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("into", said.Into), ("outcome", said.Outcome),
            ("photo", said.Photo));
    }

    /// <summary>Takes a step and says what the case then is; fails when it was not taken.</summary>
    public async Task<CaseState> TakeAsync(string @case, string step, PersonNo person, DateTimeOffset at, StepArguments? arguments = null)
    {
        var seq = await StepAsync(Guid.NewGuid().ToString(), @case, step, person, at, arguments);
        var detail = await CaseAsync(@case);
        Assert.Equal(StepRefusal.None, detail.Lines.Single(line => line.Root == seq).Refusal);
        return detail.State;
    }

    /// <summary>Tries a step; says why it was not taken.</summary>
    public async Task<StepRefusal> TryAsync(string @case, string step, PersonNo person, DateTimeOffset at, StepArguments? arguments = null)
    {
        var seq = await StepAsync(Guid.NewGuid().ToString(), @case, step, person, at, arguments);
        return (await CaseAsync(@case)).Lines.Single(line => line.Root == seq).Refusal;
    }

    public async Task<CaseDetail> CaseAsync(string @case, long? at = null)
    {
        var definition = await store.DefinitionAsync(Id);
        await using var snapshot = await Snapshot.OpenAsync(store, Id);
        var item = await CaseList.FindAsync(snapshot, new Gridwork.Forms.InstanceId(@case).Key16);
        Assert.NotNull(item);
        return (await OneCase.ReadAsync(snapshot, item.Root, definition.CalendarOf, at))!;
    }

    /// <summary>Somebody wants a step back; says whether it is taken back.</summary>
    public async Task<bool> TakeBackAsync(string @case, long record, PersonNo person, DateTimeOffset at)
    {
        Assert.IsType<Outcome.Accepted>(await journal.AppendAsync(Reading.Other(
            await store.DefinitionAsync(Id), Id, EntryKind.Review, BodyJson.Write(new ReviewBody(record, Verdict.TakeBack, "")), person, at)));
        return (await CaseAsync(@case)).TakenBack.Any(pair => pair.Step.Root == record);
    }

    public async Task ReviewAsync(long record, Verdict verdict) => await EnterAsync(EntryKind.Review, BodyJson.Write(new ReviewBody(record, verdict, "看过")));

    private async Task<FileStamp> FileAsync(string name, byte[] bytes)
    {
        var blob = (await store.Blobs.SaveAsync(Id, new MemoryStream(bytes), long.MaxValue))!;
        return new FileStamp(name, blob.Hash, blob.Size, "image/jpeg");
    }

    private Task GrantAsync(PersonNo person, Role role, string unit) =>
        EnterAsync(EntryKind.Grant, BodyJson.Write(new GrantBody(person.Value, role, unit, null, [])));

    private async Task<long> SendAsync(
        string form, string id, DateTimeOffset at, PersonNo person, string? corrects, IReadOnlyList<FileStamp> files, params (string Name, string? Value)[] answers)
    {
        var definition = await store.DefinitionAsync(Id);
        var xml =
            $"""
            <data xmlns:orx="http://openrosa.org/xforms" id="{form}" version="1"><end>{at:yyyy-MM-ddTHH:mm:ss.fffzzz}</end>{string.Concat(answers.Select(answer => $"<{answer.Name}>{answer.Value}</{answer.Name}>"))}<orx:meta><orx:instanceID>{id}</orx:instanceID>{(corrects is null ? "" : $"<orx:deprecatedID>{corrects}</orx:deprecatedID>")}</orx:meta></data>
            """;
        var submission = new Submission(Id, definition.FindForm(form)!, Encoding.UTF8.GetBytes(xml), files, person, at.AddMinutes(1));
        var candidate = Reading.Record(definition, submission, out var refusal);
        Assert.Null(refusal);
        return Assert.IsType<Outcome.Accepted>(await journal.AppendAsync(candidate!)).Seq;
    }

    private static string Form(string id, params string[] questions) =>
        $"""
        <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">
          <h:head><h:title>{id}</h:title><model>
            <instance><data id="{id}" version="1"><end/>{string.Concat(questions.Select(name => $"<{name}/>"))}<orx:meta><orx:instanceID/></orx:meta></data></instance>
            <bind nodeset="/data/end" type="dateTime" jr:preload="timestamp" jr:preloadParams="end"/>
            {string.Concat(questions.Select(name => $"<bind nodeset=\"/data/{name}\" type=\"{(name == "until" ? "date" : name == "photo" ? "binary" : "string")}\"/>"))}
            <bind nodeset="/data/meta/instanceID" type="string" jr:preload="uid"/>
          </model></h:head>
          <h:body>{string.Concat(questions.Select(name => name == "photo" ? "<upload ref=\"/data/photo\" mediatype=\"image/*\"/>" : $"<input ref=\"/data/{name}\"/>"))}</h:body>
        </h:html>
        """;
}
