// The one way in for records over HTTP: the doors of phones and the field form in the browser differ only in how they sign in and how they put the
// answer. Read from top to bottom: take the parts, find the form, ask the right, read, append, answer (after the commit).
using System.Globalization;
using System.Xml;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Records;
using Gridwork.Engine.Tallies;
using Gridwork.Forms;
using Gridwork.Server.Districts;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Problem = Gridwork.Server.Problems.Problem;

namespace Gridwork.Server.OpenRosa;

/// <summary>A record that is safe.</summary>
/// <param name="Record">Its number.</param>
/// <param name="Form">The version of the form.</param>
/// <param name="Instance">Its instance id.</param>
/// <param name="Files">Every file by its hash; missing ones without.</param>
/// <param name="Posted">What this sending added to tallies; empty when it was here before.</param>
/// <param name="AwaitsFiles">Whether the phone said that more will follow, and files are missing still.</param>
/// <param name="WasHere">Whether the same had been received before.</param>
public sealed record Received(
    long Record, FormVersion Form, InstanceId Instance, IReadOnlyList<AttachmentRow> Files, IReadOnlyList<TallyEntry> Posted, bool AwaitsFiles, bool WasHere)
{
    /// <summary>Whether every file that the record names is here.</summary>
    public bool IsComplete => Files.All(file => file.File is not null || !file.Expected);
}

/// <summary>Takes submissions in.</summary>
internal static class Intake
{
    private const int RetrySeconds = 5;

    /// <summary>Takes the request's submission in: safe, or refused. Exactly one of the two is not null.</summary>
    /// <param name="context">The request.</param>
    /// <param name="viewer">Who sends it.</param>
    /// <param name="limits">How much it may bring.</param>
    /// <param name="onlyForm">The form's id where the address names one; null: any.</param>
    public static async Task<(Received? Received, Problem? Problem)> ReceiveAsync(
        HttpContext context, Viewer viewer, IntakeLimits limits, string? onlyForm = null)
    {
        var cancel = context.RequestAborted;
        var district = viewer.District;
        try
        {
            var (parts, refused) = await SubmissionParts.ReadAsync(context.Request, district, limits, cancel);
            if (parts is null) return (null, refused);
            if (SubmissionHead.Read(parts.Xml, out var unreadable) is not { } head) return (null, Unreadable(unreadable!));
            var form = Find(viewer, head);
            if (form is null || (onlyForm is not null && form.Form.Id != onlyForm))
                return (null, new Problem(ProblemCode.UnknownForm, head.FormId, head.FormVersion ?? ""));
            if (!viewer.MayFill(form.Rule.Fill, form.Campaign)) return (null, new Problem(ProblemCode.NotAllowed));
            var submission = new Submission(
                district.Id, form, parts.Xml, parts.Files, viewer.Person, JournalTime.Truncate(district.Clock.Now), ShiftOf(district, parts.Xml));
            if (Reading.Record(viewer.Definition, submission, out var faulty) is not { } candidate) return (null, Unreadable(faulty!));
            return await district.Journal.AppendAsync(candidate, cancel) switch
            {
                Outcome.Accepted done => (Safe(done.Seq, done.Files, done.Posted, false), null),
                Outcome.Already was => (Safe(was.Seq, was.Files, [], true), null),
                Outcome.KeptAside aside => (null, new Problem(ProblemCode.KeptAside, aside.Seq)),
                Outcome.Busy busy => (null, new Problem(ProblemCode.Busy, Math.Max(1, (int)Math.Ceiling(busy.RetryAfter.TotalSeconds)))),
                var other => throw new InvalidOperationException(other.ToString()),
            };

            Received Safe(long record, IReadOnlyList<AttachmentRow> files, IReadOnlyList<TallyEntry> posted, bool wasHere)
            {
                var received = new Received(record, form, head.InstanceId, files, posted, false, wasHere);
                return received with { AwaitsFiles = parts.IsIncomplete && !received.IsComplete };
            }
        }
        catch (FilesLostException)
        {
            // The disk of the attachments is full or gone: nothing of the record has been kept, and the phone keeps it.
            return (null, new Problem(ProblemCode.NotWritable, RetrySeconds));
        }
    }

    private static FormVersion? Find(Viewer viewer, SubmissionHead head) =>
        head.FormVersion is { Length: > 0 } version ? viewer.Definition.FindForm(head.FormId, version) : viewer.Definition.FindForm(head.FormId);

    private static Problem Unreadable(Forms.Problem problem) => new(ProblemCode.UnreadableRecord, problem.Line(CultureInfo.CurrentUICulture));

    /// <summary>How much the record's times are moved: the demo's shift for a phone that lives in the real present, nothing for an old paper typed in.</summary>
    private static TimeSpan ShiftOf(ServedDistrict district, ReadOnlyMemory<byte> xml)
    {
        var clock = district.Clock;
        return clock.Shift == TimeSpan.Zero || FirstTime(xml) is not { } phone ? TimeSpan.Zero : clock.FromPhone(phone) - phone;
    }

    /// <summary>The record's first moment with an offset, which its start or end is; null: it has none.</summary>
    private static DateTimeOffset? FirstTime(ReadOnlyMemory<byte> xml)
    {
        using var reader = XmlReader.Create(new MemoryStream(xml.ToArray()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Text && reader.Value.Length is >= 20 and <= 35 && reader.Value.Contains('T', StringComparison.Ordinal)
                && DateTimeOffset.TryParse(reader.Value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time;
        }
        return null;
    }
}
