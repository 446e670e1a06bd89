// A small district with one campaign, set up through the journal as a real one is: two villages, two people, one form, four indicators.
using System.Globalization;
using System.Text;
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Rights;
using Gridwork.Stores.Journal;

namespace Gridwork.Stores.Tests;

/// <summary>What a test record says.</summary>
/// <param name="Id">Its instance id.</param>
/// <param name="Village">The code of the unit it belongs to.</param>
/// <param name="Places">The number that is summed.</param>
/// <param name="Who">The key of the distinct count.</param>
/// <param name="Corrects">The instance that it corrects.</param>
/// <param name="Day">The day of June 2021 on which it was recorded.</param>
/// <param name="Photo">The photo that it names.</param>
/// <param name="Phone">A personal answer.</param>
public sealed record Visit(
    string Id, string Village = "east", int Places = 1, string Who = "a", string? Corrects = null, int Day = 1, string? Photo = null,
    string Phone = "000");

public sealed class TestDistrict(DistrictStore store, DistrictId id, JournalWriter journal)
{
    public static readonly PersonNo Member = new(1);
    public static readonly PersonNo Clerk = new(2);
    public static readonly PersonNo Stranger = new(3);

    private const string Campaign =
        """
        id: visits
        title: 走访
        period: {from: 2021-06-01}
        unit: district
        forms:
          visit: {file: visit.xlsx, fill: [grid-member, clerk], unit: "${village}"}
        indicators:
          places: {title: 处, form: visit, sum: "${places}"}
          visits: {title: 次, form: visit, count: records}
          people: {title: 人, form: visit, distinct: "${who}", within: campaign}
          village_people: {title: 村人, form: visit, distinct: "${who}", within: unit}
        """;

    /// <summary>The same again under other names: published late, they must come to the same.</summary>
    private const string LateIndicators =
        """

          late_places: {title: 处, form: visit, sum: "${places}"}
          late_visits: {title: 次, form: visit, count: records}
          late_people: {title: 人, form: visit, distinct: "${who}", within: campaign}
          late_village_people: {title: 村人, form: visit, distinct: "${who}", within: unit}
        """;

    private const string Form =
        """
        <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">
          <h:head><h:title>Visit</h:title><model>
            <instance><data id="visit" version="1"><end/><village/><places/><who/><phone/><photo/><orx:meta><orx:instanceID/></orx:meta></data></instance>
            <bind nodeset="/data/end" type="dateTime" jr:preload="timestamp" jr:preloadParams="end"/>
            <bind nodeset="/data/village" type="string"/>
            <bind nodeset="/data/places" type="int"/>
            <bind nodeset="/data/who" type="string"/>
            <bind nodeset="/data/phone" type="string"/>
            <bind nodeset="/data/photo" type="binary"/>
            <bind nodeset="/data/meta/instanceID" type="string" jr:preload="uid"/>
          </model></h:head>
          <h:body>
            <input ref="/data/village"/><input ref="/data/places"/><input ref="/data/who"/><input ref="/data/phone"/>
            <upload ref="/data/photo" mediatype="image/*"/>
          </h:body>
        </h:html>
        """;

    public DistrictStore Store => store;
    public DistrictId Id => id;
    public JournalWriter Journal => journal;

    /// <summary>Sets the district up: units, grants and the campaign are entries 1 to 4.</summary>
    public async Task<TestDistrict> SetUpAsync()
    {
        await store.CreateDistrictAsync(id);
        UnitLine Unit(string code, UnitKind kind, string? parent) => new(code, new LocalText(code), kind, parent);
        await EnterAsync(EntryKind.Units, BodyJson.Write(new UnitsBody(
            new DistrictProfile("test", new LocalText("演示"), true, "Asia/Shanghai"),
            [Unit("district", UnitKind.District, null), Unit("east", UnitKind.Village, "district"), Unit("west", UnitKind.Village, "district")])));
        await EnterAsync(EntryKind.Grant, BodyJson.Write(new GrantBody(Member.Value, Role.GridMember, "east", null, [])));
        await EnterAsync(EntryKind.Grant, BodyJson.Write(new GrantBody(Clerk.Value, Role.Clerk, "district", null, [])));
        await PublishAsync(late: false);
        return this;
    }

    public Task<Outcome.Accepted> PublishAsync(bool late)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>> { ["campaign.yaml"] = Encoding.UTF8.GetBytes(late ? Campaign + LateIndicators : Campaign) };
        var package = new CampaignFolder("visits", files).ToPackage(new Dictionary<string, string> { ["compiled/visit.xml"] = Form });
        return EnterAsync(EntryKind.Definition, package);
    }

    public async Task<Outcome.Accepted> EnterAsync(EntryKind kind, byte[] body)
    {
        var definition = await store.DefinitionAsync(id);
        var outcome = await journal.AppendAsync(Reading.Other(definition, id, kind, body, PersonNo.Installation, At(1)));
        return Assert.IsType<Outcome.Accepted>(outcome);
    }

    public Task<Outcome.Accepted> ReviewAsync(long record, Verdict verdict) =>
        EnterAsync(EntryKind.Review, BodyJson.Write(new ReviewBody(record, verdict, "看过")));

    public async Task<Candidate> ReadAsync(Visit visit, PersonNo? person = null, params FileStamp[] files)
    {
        var definition = await store.DefinitionAsync(id);
        var submission = new Submission(id, definition.FindForm("visit")!, Xml(visit), files, person ?? Member, At(20));
        var candidate = Reading.Record(definition, submission, out var refusal);
        Assert.Null(refusal);
        return candidate!;
    }

    public async Task<Outcome> SendAsync(Visit visit, PersonNo? person = null, params FileStamp[] files) =>
        await journal.AppendAsync(await ReadAsync(visit, person, files));

    public async Task<long> AcceptAsync(Visit visit, PersonNo? person = null, params FileStamp[] files) =>
        Assert.IsType<Outcome.Accepted>(await SendAsync(visit, person, files)).Seq;

    public static byte[] Xml(Visit visit) => Encoding.UTF8.GetBytes(
        $"""
        <data xmlns:orx="http://openrosa.org/xforms" id="visit" version="1"><end>2021-06-{visit.Day:00}T10:00:00.000+08:00</end><village>{visit.Village}</village><places>{visit.Places}</places><who>{visit.Who}</who><phone>{visit.Phone}</phone><photo>{visit.Photo}</photo><orx:meta><orx:instanceID>{visit.Id}</orx:instanceID>{(visit.Corrects is null ? "" : $"<orx:deprecatedID>{visit.Corrects}</orx:deprecatedID>")}</orx:meta></data>
        """);

    /// <summary>The figures by indicator, unit and day, those of nothing left out; versions told apart.</summary>
    public async Task<SortedDictionary<string, long>> FiguresAsync(long at = long.MaxValue)
    {
        await using var connection = await store.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT ind, unit, day, CAST(SUM(value) AS bigint) FROM entry WHERE d = {id.Value} AND pos <= {at}
            GROUP BY ind, unit, day HAVING SUM(value) <> 0
            """);
        var names = (await store.DefinitionAsync(id)).Indicators.Values.ToDictionary(indicator => indicator.Id.Indicator, indicator => indicator.Rule.Name);
        await using var row = await command.ExecuteReaderAsync();
        var figures = new SortedDictionary<string, long>(StringComparer.Ordinal);
        while (await row.ReadAsync())
            figures[$"{names[row.GetInt32(0)]} unit {row.GetInt32(1)} {DateOnly.FromDayNumber(row.GetInt32(2)):MM-dd}"] = row.GetInt64(3);
        return figures;
    }

    /// <summary>The sum of an indicator.</summary>
    public async Task<long> TotalAsync(string indicator) =>
        (await FiguresAsync()).Where(figure => figure.Key.StartsWith(indicator + " ", StringComparison.Ordinal)).Sum(figure => figure.Value);

    public static DateTimeOffset At(int day) => new(2021, 6, day, 12, 0, 0, TimeSpan.FromHours(8));
}
