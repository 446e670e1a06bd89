// The first of the two functions (core.md 3): bytes become facts, in parallel, before the lock of the head. Whatever a replay must not decide
// again (day, unit, cell, marks) is frozen into the header here, once; Again reads an entry with its header as it stands.
using Gridwork.Engine.Briefings;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Tallies;
using Gridwork.Forms;
using Gridwork.Places;

namespace Gridwork.Engine.Journal;

/// <summary>Reads what enters. Safe for any number of threads; the only place where expressions run.</summary>
public static class Reading
{
    /// <summary>How far a phone's clock may be ahead before its day is not trusted.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(10);

    /// <summary>How long after it was captured a record counts as delivered late.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromHours(1);

    /// <summary>
    /// Reads a submission at the door into a candidate for the journal.
    /// </summary>
    /// <param name="definition">The definition in force.</param>
    /// <param name="submission">The submission.</param>
    /// <param name="refusal">Why it is no record of its form: broken XML, another root, no instance id. Nothing is lost: the sender keeps it.</param>
    /// <returns>The candidate; null when refused.</returns>
    public static Candidate? Record(DistrictDefinition definition, Submission submission, out Problem? refusal)
    {
        var reading = submission.Form.Form.Read(submission.Xml, out refusal);
        if (reading is null) return null;
        var header = Header(definition, submission, reading);
        var facts = Facts(definition, submission.Form, header, reading, out var complete);
        if (!complete) header = header with { Marks = header.Marks | EntryMarks.NotEvaluated };
        return new Candidate(header, submission.Xml, facts, newer => Record(newer, submission, out _)!);
    }

    /// <summary>
    /// A clerk's settlement of a place as a candidate: a correction with the same answers, whose cell is the clerk's and not the point's. Its unit follows
    /// from that cell where the form's rule asks the cell; in no cell it stays what it was. Throws <see cref="InvalidDataException"/> for a body that is no
    /// longer whole.
    /// </summary>
    /// <param name="definition">The definition in force.</param>
    /// <param name="settlement">The decision.</param>
    /// <param name="person">Who decided.</param>
    /// <param name="received">When, by the district's clock.</param>
    public static Candidate Settled(DistrictDefinition definition, Settlement settlement, PersonNo person, DateTimeOffset received)
    {
        var before = settlement.Before;
        var version = definition.FormVersions[before.FormVersion];
        var body = settlement.Correction;
        var reading = version.Form.Read(body, out var refusal) ?? throw new InvalidDataException($"The record can no longer be read as its form: {refusal}");
        var marks = before.Marks & ~(EntryMarks.Late | EntryMarks.OutsideCells | EntryMarks.NotEvaluated) | EntryMarks.PlaceSettled;
        if (settlement.Cell is null) marks |= EntryMarks.OutsideCells;
        var header = before with
        {
            Instance = settlement.Instance,
            Deprecates = before.Instance,
            Person = person,
            Received = JournalTime.Truncate(received),
            DefinitionSeq = definition.Seq,
            GridSeq = definition.GridOn(before.Day)?.Seq ?? 0,
            Cell = settlement.Cell is { } cell ? definition.FindCell(cell.Code.Value) : CellNo.None,
            Unit = UnitOf(definition, version.Rule, settlement, reading),
            Marks = marks,
            Files = [],
        };
        var facts = Facts(definition, version, header, reading, out var complete);
        if (!complete) header = header with { Marks = header.Marks | EntryMarks.NotEvaluated };
        return new Candidate(header, body, facts, newer => Settled(newer, settlement, person, received));
    }

    /// <summary>An entry of another kind than record as a candidate: its facts follow from its body.</summary>
    /// <param name="definition">The definition in force.</param>
    /// <param name="district">The district.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="body">Its body.</param>
    /// <param name="person">Who enters it.</param>
    /// <param name="received">When, by the district's clock.</param>
    public static Candidate Other(
        DistrictDefinition definition, DistrictId district, EntryKind kind, ReadOnlyMemory<byte> body, PersonNo person, DateTimeOffset received)
    {
        received = JournalTime.Truncate(received);
        var header = new JournalHeader
        {
            District = district,
            Kind = kind,
            Person = person,
            Received = received,
            DefinitionSeq = definition.Seq,
            Day = definition.Profile?.DayOf(received) ?? DateOnly.FromDateTime(received.DateTime),
            Unit = definition.Grants.HomeOf(person),
        };
        return new Candidate(
            header, body, OtherFacts(definition, kind, body), newer => Other(newer, district, kind, body, person, received));
    }

    /// <summary>What a journalled entry says, its header as stored: for rebuild, for waiting corrections and for reviews.</summary>
    /// <param name="definition">The definition in force before the entry (or, for one that waited, before the entry it waited for).</param>
    /// <param name="entry">The entry.</param>
    /// <param name="body">Its body; a residue where the body was erased so far that it could not be read again (see <see cref="Residue"/>).</param>
    /// <param name="residue">Whether the body is a residue.</param>
    public static Facts Again(DistrictDefinition definition, JournalEntry entry, ReadOnlyMemory<byte> body, bool residue)
    {
        if (residue) return ReadResidue(body.Span);
        if (entry.Header.Kind != EntryKind.Record) return OtherFacts(definition, entry.Header.Kind, body);
        var version = definition.FormVersions[entry.Header.FormVersion];
        return Facts(definition, version, entry.Header, Form(version, entry, body), out _);
    }

    /// <summary>What a record says to one indicator version: for the backfill of a version published late.</summary>
    /// <param name="definition">A definition that holds the version.</param>
    /// <param name="version">The version.</param>
    /// <param name="entry">The record.</param>
    /// <param name="body">Its body.</param>
    /// <param name="residue">Whether the body is a residue; then only what it holds is known.</param>
    public static IReadOnlyList<Contribution> For(
        DistrictDefinition definition, IndicatorVersionId version, JournalEntry entry, ReadOnlyMemory<byte> body, bool residue)
    {
        if (residue) return [.. ReadResidue(body.Span).Contributions.Where(contribution => contribution.Indicator == version)];
        var indicator = definition[version];
        var form = definition.FormVersions[entry.Header.FormVersion];
        if (form.FormNo != indicator.FormNo || CompiledIndicator.For(indicator, form.Form) is not { } compiled) return [];
        var contributions = new List<Contribution>();
        compiled.Read(Form(form, entry, body), entry.Header, contributions);
        return contributions;
    }

    /// <summary>Writes facts as the JSON that stands in an erased body's place when its remains no longer give the same facts.</summary>
    public static byte[] Residue(Facts facts) => BodyJson.Write(new ResidueBody(
        facts.Campaign, facts.Form, facts.SenderUnit.Value, facts.Place?.Value, [.. facts.ExpectedFiles],
        facts.Case is { } said ? new ResidueCase(said.ToText(), [.. said.Roles]) : null, facts.PlaysInCases,
        [.. facts.Contributions.Select(said => new ResidueLine(
            said.Indicator.Indicator, said.Indicator.Version, said.Value, said.Day, said.Key?.ToString("x32", System.Globalization.CultureInfo.InvariantCulture)))]));

    /// <summary>Whether two readings say the same to the journal: what an erasure must prove.</summary>
    public static bool SaySame(Facts one, Facts other) =>
        one.Contributions.SequenceEqual(other.Contributions) && one.ExpectedFiles.SequenceEqual(other.ExpectedFiles, StringComparer.Ordinal)
        && one.Campaign == other.Campaign && one.Form == other.Form && one.SenderUnit == other.SenderUnit && one.Place == other.Place
        && one.Case?.ToText() == other.Case?.ToText();

    private static JournalHeader Header(DistrictDefinition definition, Submission submission, FormReading reading)
    {
        var profile = definition.Profile ?? throw new InvalidOperationException("The district has no units entry yet.");
        var received = JournalTime.Truncate(submission.Received);
        var captured = JournalTime.Truncate((reading.End ?? reading.Start) is { } time ? time + submission.ClockShift : received);
        var marks = submission.Imported ? EntryMarks.Imported : EntryMarks.None;
        if (captured > received + ClockTolerance) marks |= EntryMarks.ClockAhead;
        else if (captured + LateAfter < received && !submission.Imported) marks |= EntryMarks.Late;
        if (reading.Differences.Count > 0) marks |= EntryMarks.Recalculated;
        foreach (var violation in reading.Violations)
            marks |= violation.Kind == ViolationKind.NotEvaluated ? EntryMarks.NotEvaluated : EntryMarks.Violations;
        var day = profile.DayOf(marks.HasFlag(EntryMarks.ClockAhead) ? received : captured);
        var (grid, cell, outside) = CellOf(definition, submission.Form.Rule, reading, day);
        if (outside) marks |= EntryMarks.OutsideCells;
        return new JournalHeader
        {
            District = submission.District,
            Kind = EntryKind.Record,
            Instance = reading.InstanceId,
            Deprecates = reading.DeprecatedId,
            Person = submission.Person,
            FormVersion = submission.Form.No,
            Captured = captured,
            Received = received,
            DefinitionSeq = definition.Seq,
            GridSeq = grid?.Seq ?? 0,
            Day = day,
            Unit = UnitOf(definition, submission, reading, cell),
            Cell = cell is null ? CellNo.None : definition.FindCell(cell.Code.Value),
            Marks = marks,
            Files = [.. submission.Files.OrderBy(file => file.Name, StringComparer.Ordinal)],
        };
    }

    private static (GridVersion? Grid, Cell? Cell, bool Outside) CellOf(
        DistrictDefinition definition, FormRule rule, FormReading reading, DateOnly day)
    {
        if (rule.Place is not { } place || !reading[QuestionReference.Name(place)].TryGeopoint(out var point)) return (null, null, false);
        var grid = definition.GridOn(day);
        var cell = grid?.Grid.CellAt(new GeoPoint(point.Longitude, point.Latitude, point.Accuracy));
        return (grid, cell, cell is null);
    }

    /// <summary>The form's rule, else the cell's unit, else the sender's, else the leading one (core.md 9).</summary>
    private static UnitNo UnitOf(DistrictDefinition definition, Submission submission, FormReading reading, Cell? cell)
    {
        if (submission.NamedUnit != UnitNo.None) return submission.NamedUnit;
        var rule = submission.Form.Rule;
        var home = definition.Grants.HomeOf(submission.Person);
        if (rule.UnitRule == UnitRuleKind.Question
            && definition.Units.Find(reading[QuestionReference.Name(rule.UnitQuestion!)].Text.Trim()) is { } named)
            return named.No;
        if (rule.UnitRule == UnitRuleKind.Sender && home != UnitNo.None) return home;
        if (cell is not null && definition.Units.Find(cell.UnitCode) is { } responsible) return responsible.No;
        return home != UnitNo.None ? home : definition.Campaigns[submission.Form.Campaign].LeadUnit;
    }

    /// <summary>Whoever sent the record, named its unit in a question or took it from a ledger: that does not hang on the cell.</summary>
    private static UnitNo UnitOf(DistrictDefinition definition, FormRule rule, Settlement settlement, FormReading reading)
    {
        var before = settlement.Before;
        var hangsOnCell = !before.Marks.HasFlag(EntryMarks.Imported) && rule.UnitRule switch
        {
            UnitRuleKind.Cell => true,
            UnitRuleKind.Question => definition.Units.Find(reading[QuestionReference.Name(rule.UnitQuestion!)].Text.Trim()) is null,
            _ => false,
        };
        return hangsOnCell && settlement.Cell is { } cell && definition.Units.Find(cell.UnitCode) is { } responsible ? responsible.No : before.Unit;
    }

    private static Facts Facts(
        DistrictDefinition definition, FormVersion version, JournalHeader header, FormReading reading, out bool complete)
    {
        complete = true;
        var contributions = new List<Contribution>();
        foreach (var id in definition.IndicatorsOf(version.FormNo))
        {
            if (CompiledIndicator.For(definition[id], version.Form) is { } compiled) complete &= compiled.Read(reading, header, contributions);
        }
        return new Facts
        {
            Contributions = contributions,
            ExpectedFiles = [.. reading.Files.Select(file => file.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Campaign = version.Campaign,
            Form = version.FormNo,
            SenderUnit = definition.Grants.HomeOf(header.Person),
            Place = PlaceOf(version, reading),
            Case = CaseReading.Read(definition, version, header, reading),
            PlaysInCases = CaseReading.Plays(definition.Campaigns[version.Campaign], version.FormNo),
            DefinitionSeq = definition.Seq,
        };
    }

    /// <summary>The point of the form's place; a place that tells something about a person is on no map.</summary>
    private static PlaceCode? PlaceOf(FormVersion version, FormReading reading) =>
        version.Rule.Place is { } rule && QuestionReference.Name(rule) is var place && version.Form.Find(place) is { IsPersonal: false }
        && reading[place].TryGeopoint(out var point)
            ? PlaceCode.Of(point.Longitude, point.Latitude)
            : null;

    /// <summary>What an entry of another kind than record says.</summary>
    internal static Facts OtherFacts(DistrictDefinition definition, EntryKind kind, ReadOnlyMemory<byte> body) => new()
    {
        DefinitionSeq = definition.Seq,
        Paper = kind == EntryKind.Release ? BriefingRelease.Read(body.Span).IssueIn(definition) : null,
        Review = kind == EntryKind.Review && BodyJson.Read<ReviewBody>(body.Span) is { } review
            ? new ReviewDecision(review.Record, review.Verdict, review.Reason, review.Waits)
            : null,
        // The position plays no part in what changes, only in what is remembered of it.
        Change = kind == EntryKind.Definition ? definition.With(definition.Seq, kind, body).Change : null,
    };

    private static FormReading Form(FormVersion version, JournalEntry entry, ReadOnlyMemory<byte> body) =>
        version.Form.Read(body, out var refusal)
        ?? throw new InvalidDataException($"Entry {entry.Seq} can no longer be read as its form: {refusal}");

    private static Facts ReadResidue(ReadOnlySpan<byte> body)
    {
        var residue = BodyJson.Read<ResidueBody>(body);
        return new Facts
        {
            Campaign = residue.Campaign,
            Form = residue.Form,
            SenderUnit = new UnitNo(residue.SenderUnit),
            Place = residue.Place is { } place ? new PlaceCode(place) : null,
            ExpectedFiles = residue.ExpectedFiles,
            Case = residue.Case is { } said ? CaseSaid.Parse(said.Said) with { Roles = said.Roles } : null,
            PlaysInCases = residue.PlaysInCases,
            Contributions = [.. residue.Contributions.Select(line => new Contribution(
                new IndicatorVersionId(line.Indicator, line.Version), line.Value, line.Day,
                line.Key is null ? null : UInt128.Parse(line.Key, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture)))],
        };
    }

    private sealed record ResidueBody(
        int Campaign, int Form, int SenderUnit, long? Place, string[] ExpectedFiles, ResidueCase? Case, bool PlaysInCases, ResidueLine[] Contributions);

    private sealed record ResidueCase(string Said, Rights.Role[] Roles);

    private sealed record ResidueLine(int Indicator, int Version, long Value, DateOnly? Day, string? Key);
}
