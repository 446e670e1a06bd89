using Gridwork.Engine.Campaigns;

namespace Gridwork.Engine.Journal;

/// <summary>A record at the door: what a phone, a browser, a ledger or a replay hands over once its files are safe on disk.</summary>
/// <param name="District">The district.</param>
/// <param name="Form">The version of the form that it was filled on.</param>
/// <param name="Xml">The submission's bytes as sent.</param>
/// <param name="Files">The files that came with it.</param>
/// <param name="Person">Who sent it.</param>
/// <param name="Received">When all of it was here, by the district's clock.</param>
/// <param name="ClockShift">What is added to the phone's times: the demo clock's offset; zero in service and for a replay.</param>
/// <param name="Imported">Whether it was taken from a clerk's ledger.</param>
/// <param name="NamedUnit">The unit that the ledger names beside the form's questions: it goes before the form's rule. None: it names none.</param>
public sealed record Submission(
    DistrictId District, FormVersion Form, ReadOnlyMemory<byte> Xml, IReadOnlyList<FileStamp> Files, PersonNo Person, DateTimeOffset Received,
    TimeSpan ClockShift = default, bool Imported = false, UnitNo NamedUnit = default);
