// Phones, as far as the server can tell: records of the road-environment clearance form of about 2 KB, from different officers, in different cells,
// on different days, with different answers. A few hundred are written by the form itself; each is then sent under new instance ids, which is
// no work for the phone, so that the generator takes nothing from what is measured.
using System.Globalization;
using System.Text;
using Gridwork.Bench.Stores;
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Rights;
using Gridwork.Forms;
using Gridwork.Stores.People;

namespace Gridwork.Bench.Submissions;

/// <summary>A record as a phone sends it.</summary>
/// <param name="Xml">Its bytes.</param>
/// <param name="Sender">The sign-in name of the sender.</param>
/// <param name="Received">When the server gets it.</param>
internal readonly record struct Sent(byte[] Xml, string Sender, DateTimeOffset Received);

/// <summary>Makes submissions. Safe for several threads.</summary>
internal sealed class SubmissionMaker
{
    /// <summary>How many different records there are; the next begin again.</summary>
    public const int Templates = 240;

    private const int Length = 2048;
    private const string PlaceholderId = "uuid:00000000-0000-4000-8000-000000000000";
    private readonly Template[] templates = new Template[Templates];
    private readonly Dictionary<string, PersonNo> persons;
    private int next;

    private SubmissionMaker(Dictionary<string, PersonNo> persons) => this.persons = persons;

    /// <summary>The form that is filled.</summary>
    public required FormVersion Form { get; init; }

    /// <summary>The days on which the records are filled, counted from the first.</summary>
    public const int Days = 30;

    public static async Task<SubmissionMaker> NewAsync(BenchDistrict district)
    {
        var definition = district.Served.Definition;
        var form = definition.FindCampaign(BenchDistrict.CampaignId)!.Forms.First(form => form.Key == "clearance").Current;
        var accounts = await district.Served.Kept.ReadAsync(db => AccountSql.AllAsync(db, BenchDistrict.Id));
        var maker = new SubmissionMaker(accounts.ToDictionary(account => account.SignInName, account => account.Person)) { Form = form };
        var officers = district.People.Where(line => line.Person.Role == Role.Officer).Select(line => line.Person.Code).ToList();
        for (var i = 0; i < Templates; i++) maker.templates[i] = Write(definition, form.Form, officers, i);
        return maker;
    }

    /// <summary>The next record, under a new id.</summary>
    public Sent Next()
    {
        var template = templates[(uint)Interlocked.Increment(ref next) % Templates];
        var xml = template.Xml.ToArray();
        Span<char> id = stackalloc char[36];
        Guid.NewGuid().TryFormat(id, out _);
        Encoding.ASCII.GetBytes(id, xml.AsSpan(template.IdAt, 36));
        return new Sent(xml, template.Sender, template.Received);
    }

    /// <summary>Reads a record as the server does.</summary>
    public Candidate Read(DistrictDefinition definition, Sent sent, IReadOnlyList<FileStamp> files) =>
        Reading.Record(definition, new Submission(BenchDistrict.Id, Form, sent.Xml, files, persons[sent.Sender], sent.Received), out var refusal)
        ?? throw new InvalidDataException(refusal!.ToString());

    /// <summary>A photo's stamp. The bytes lie in the blob store already.</summary>
    public static FileStamp Photo(Hash256 hash, long size) => new("before.jpg", hash, size, "image/jpeg");

    private static Template Write(DistrictDefinition definition, Form form, List<string> officers, int i)
    {
        var sender = officers[i % officers.Count];
        var day = new DateTimeOffset(2021, 5, 10, 9, 0, 0, TimeSpan.FromHours(8)).AddDays(i % Days);
        var start = day.AddMinutes(i * 7 % 400);
        var grid = definition.GridOn(DateOnly.FromDateTime(day.DateTime))!.Grid;
        var inside = grid.Cells[i * 37 % grid.Cells.Count].Shape.InteriorPoint;
        var (kind, action) = (i % 4) switch
        {
            0 => ("stall", "cleared"),
            1 => ("dumping", "cleared"),
            2 => ("sign", "removed"),
            _ => ("market", "rectified"),
        };
        var answers = new Dictionary<string, string>
        {
            ["today"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["deviceid"] = "demo:" + sender,
            ["username"] = sender,
            ["mode"] = i % 3 == 0 ? "staggered" : "fixed-point",
            ["kind"] = kind,
            ["places"] = (1 + i % 3).ToString(CultureInfo.InvariantCulture),
            ["action"] = action,
            ["where/location"] = string.Create(CultureInfo.InvariantCulture, $"{inside.Y:0.000000} {inside.X:0.000000} {50 + i % 40}.0 {5 + i % 15}.0"),
            ["where/place_note"] = "村口对面路肩",
            ["proof/before"] = "before.jpg",
        };
        var meta = new InstanceMeta(new InstanceId(PlaceholderId), null, start, start.AddMinutes(12), "demo:" + sender, sender);
        var xml = form.Write(answers, meta, out _);
        // The note makes up what is missing from 2 KB: a Chinese character has three bytes.
        answers["where/place_note"] += string.Concat(Enumerable.Repeat("，路边堆放砖块与旧木料，已通知户主", Math.Max(0, Length - xml.Length) / 51));
        xml = form.Write(answers, meta, out var problems);
        if (problems.Count > 0) throw new InvalidDataException(problems[0].ToString());
        var at = Encoding.UTF8.GetString(xml).IndexOf(PlaceholderId, StringComparison.Ordinal);
        at = Encoding.UTF8.GetByteCount(Encoding.UTF8.GetString(xml).AsSpan(0, at)) + "uuid:".Length;
        return new Template(xml, at, sender, start.AddMinutes(20));
    }

    private sealed record Template(byte[] Xml, int IdAt, string Sender, DateTimeOffset Received);
}
