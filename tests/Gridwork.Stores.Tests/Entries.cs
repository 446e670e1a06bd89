using System.Text;
using Gridwork.Engine;
using Gridwork.Engine.Journal;
using Gridwork.Forms;

namespace Gridwork.Stores.Tests;

/// <summary>Candidates without a definition: they are journalled and listed, and count nowhere.</summary>
internal static class Entries
{
    public static readonly DateTimeOffset Morning = new(2021, 5, 27, 9, 40, 0, TimeSpan.FromHours(8));

    public static Candidate Record(string id, string answer = "1", string? corrects = null, string[]? expects = null, params FileStamp[] files)
    {
        var header = new JournalHeader
        {
            District = TestStore.District,
            Kind = EntryKind.Record,
            Instance = new InstanceId(id),
            Deprecates = corrects is null ? null : new InstanceId(corrects),
            Captured = Morning,
            Received = Morning.AddMinutes(3),
            FormVersion = 1,
            Day = new DateOnly(2021, 5, 27),
            Unit = new UnitNo(2),
            Cell = new CellNo(3),
            Files = files,
        };
        var body = Encoding.UTF8.GetBytes($"<data id=\"patrol\"><result>{answer}</result><meta><instanceID>{id}</instanceID></meta></data>");
        var facts = new Facts { Campaign = 1, Form = 1, SenderUnit = new UnitNo(4), ExpectedFiles = expects ?? [] };
        Candidate? candidate = null;
        candidate = new Candidate(header, body, facts, definition => candidate! with
        {
            Header = header with { DefinitionSeq = definition.Seq },
            Facts = facts with { DefinitionSeq = definition.Seq },
        });
        return candidate;
    }

    public static FileStamp Photo(string name, string content = "jpeg") =>
        new(name, Hash256.Of(Encoding.UTF8.GetBytes(content)), content.Length, "image/jpeg");
}
