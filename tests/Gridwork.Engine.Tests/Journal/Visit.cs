using System.Text;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Tests.Campaigns;

namespace Gridwork.Engine.Tests.Journal;

/// <summary>What a record of <see cref="Visits"/> says.</summary>
internal sealed record Visit(string Id)
{
    public string Village { get; init; } = "east";
    public string Kind { get; init; } = "stall";
    public string Places { get; init; } = "1";
    public string Waste { get; init; } = "";
    public string SeenOn { get; init; } = "";
    public string Location { get; init; } = "";
    public string House { get; init; } = "";
    public string Phone { get; init; } = "";
    public string Photo { get; init; } = "";
    public string? Double { get; init; }
    public string Finds { get; init; } = "";
    public string? Corrects { get; init; }
    public string Start { get; init; } = "";
    public string End { get; init; } = "2021-05-27T09:40:00.000+08:00";
    public string Form { get; init; } = "visit";

    public byte[] Xml => Encoding.UTF8.GetBytes(
        $"""
        <data xmlns:orx="http://openrosa.org/xforms" id="{Form}" version="1"><start>{Start}</start><end>{End}</end><village>{Village}</village><kind>{Kind}</kind><places>{Places}</places><waste>{Waste}</waste><seen_on>{SeenOn}</seen_on><location>{Location}</location><house_no>{House}</house_no><phone>{Phone}</phone><photo>{Photo}</photo><double>{Double ?? $"{2 * int.Parse(Places)}"}</double>{string.Concat(Finds.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(what => $"<find><what>{what}</what></find>"))}<stated>{Places}</stated><orx:meta><orx:instanceID>{Id}</orx:instanceID>{(Corrects is null ? "" : $"<orx:deprecatedID>{Corrects}</orx:deprecatedID>")}</orx:meta></data>
        """);

    /// <summary>Reads it at the door of a definition.</summary>
    public Candidate Read(
        DistrictDefinition definition, PersonNo? person = null, string received = "2021-05-27T09:45:00+08:00", TimeSpan clockShift = default,
        bool imported = false, params FileStamp[] files)
    {
        var submission = new Submission(
            new DistrictId(1), definition.FindForm(Form)!, Xml, files, person ?? Visits.Clerk,
            DateTimeOffset.Parse(received, System.Globalization.CultureInfo.InvariantCulture), clockShift, imported);
        var candidate = Reading.Record(definition, submission, out var refusal);
        Assert.Null(refusal);
        return candidate!;
    }

    public static FileStamp File(string name) => new(name, Hash256.Of(Encoding.UTF8.GetBytes(name)), 4, "image/jpeg");
}
