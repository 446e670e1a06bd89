// What a record says to a case: expressions of the campaign's rules over the record, then the duty list and the category. Everything that the rules
// decide is decided here, once, under the definition in force; the log keeps it.
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Forms;
using Gridwork.Places;

namespace Gridwork.Engine.Cases;

/// <summary>Reads what records say to cases.</summary>
internal sealed class CaseReading
{
    private static readonly ConditionalWeakTable<CaseRules, ConcurrentDictionary<int, CaseReading>> Compiled = [];

    private readonly Campaign campaign;
    private readonly List<(CaseOpenRule Rule, Dictionary<string, FormExpression> Parts)> opens = [];
    private readonly List<(CaseStepRule Rule, Dictionary<string, FormExpression> Parts)> steps = [];
    private readonly FormVersion version;

    private CaseReading(Campaign campaign, FormVersion version)
    {
        this.campaign = campaign;
        this.version = version;
        var key = campaign.Forms.FirstOrDefault(form => form.No == version.FormNo)?.Key;
        foreach (var rule in campaign.Cases!.Open.Where(rule => rule.Form == key))
        {
            var parts = Compile(
                ("where", rule.Where), ("category", rule.Category), ("line", rule.Line), ("what", rule.What), ("host", rule.Host), ("with", rule.With),
                ("due", rule.Due), ("origin", rule.Origin));
            if (rule.Where is null || parts.ContainsKey("where")) opens.Add((rule, parts));
        }
        foreach (var rule in campaign.Cases.Steps.Where(rule => rule.Form == key))
        {
            var parts = Compile(
                ("case", rule.Case), ("step", CaseWords.Steps.ContainsKey(rule.Step) ? null : rule.Step), ("unit", rule.Unit), ("with", rule.With),
                ("clause", rule.Clause), ("reason", rule.Reason), ("until", rule.Until), ("into", rule.Into), ("outcome", rule.Outcome));
            if (parts.ContainsKey("case")) steps.Add((rule, parts));
        }
    }

    /// <summary>Whether records of a form play a part in cases.</summary>
    public static bool Plays(Campaign campaign, int form) =>
        campaign.Cases is { } rules && campaign.Forms.FirstOrDefault(candidate => candidate.No == form)?.Key is { } key
        && (rules.Open.Any(rule => rule.Form == key) || rules.Steps.Any(rule => rule.Form == key));

    /// <summary>What a record says to a case; null: nothing.</summary>
    /// <param name="definition">The definition in force.</param>
    /// <param name="version">The form's version.</param>
    /// <param name="header">The record's header.</param>
    /// <param name="reading">The record.</param>
    public static CaseSaid? Read(DistrictDefinition definition, FormVersion version, JournalHeader header, FormReading reading)
    {
        var campaign = definition.Campaigns[version.Campaign];
        if (campaign.Cases is not { } rules || !Plays(campaign, version.FormNo)) return null;
        var compiled = Compiled.GetOrCreateValue(rules).GetOrAdd(version.No, static (_, asked) => new CaseReading(asked.campaign, asked.version), (campaign, version));
        return compiled.Read(definition, rules, header, reading);
    }

    private CaseSaid? Read(DistrictDefinition definition, CaseRules rules, JournalHeader header, FormReading reading)
    {
        foreach (var (rule, parts) in opens)
        {
            if (!parts.TryGetValue("where", out var where) || reading.Evaluate(where).Truth) return Open(definition, rules, rule, parts, header, reading);
        }
        foreach (var (rule, parts) in steps)
        {
            if (Text(reading, parts, "case") is { } id) return Step(definition, rules, rule, parts, id, reading);
        }
        return null;
    }

    private CaseSaid Open(
        DistrictDefinition definition, CaseRules rules, CaseOpenRule rule, Dictionary<string, FormExpression> parts, JournalHeader header,
        FormReading reading)
    {
        var code = Text(reading, parts, "category");
        var line = Text(reading, parts, "line");
        var category = rules.Category(code);
        var said = new CaseSaid
        {
            Step = CaseStep.Open,
            // A correction speaks for the case of the record it corrects; Apply knows which that is.
            Case = header.Instance!.Value.Key16,
            Kind = rule.Kind,
            Category = code,
            Line = line,
            What = Text(reading, parts, "what"),
            Register = rule.Register,
            Limit = category?.Limit?.ToText(),
            NeedsProof = category?.NeedsProof ?? false,
            Origin = Key(reading, parts, "origin"),
            Until = Until(definition, reading, parts, "due"),
            Photo = rule.Photo is { } photo ? Photo(reading, photo) : null,
        };
        if (version.Rule.Place is { } place && reading[QuestionReference.Name(place)].TryGeopoint(out var point))
            said = said with { Longitude = point.Longitude, Latitude = point.Latitude, Accuracy = point.Accuracy };
        if (parts.ContainsKey("host"))
            return said with { Host = Unit(definition, Text(reading, parts, "host")).Value, With = Units(definition, Text(reading, parts, "with")) };
        if (code is null) return said;
        var (duty, host, with) = Routing.Find(definition, campaign, code, line, header.Unit, header.Cell);
        // Once a clerk has settled where it lies, there is no other side.
        if (said is { Longitude: { } longitude, Latitude: { } latitude } && !header.Marks.HasFlag(EntryMarks.PlaceSettled))
            with = [.. with.Union(Routing.Beyond(definition, new GeoPoint(longitude, latitude), header.Day, header.Unit)).Where(no => no != host.Value)];
        return said with { Duty = duty?.Row ?? 0, Host = host.Value, With = with };
    }

    private static CaseSaid Step(
        DistrictDefinition definition, CaseRules rules, CaseStepRule rule, Dictionary<string, FormExpression> parts, string id, FormReading reading)
    {
        var word = CaseWords.Steps.ContainsKey(rule.Step) ? rule.Step : Text(reading, parts, "step") ?? "";
        var step = CaseWords.Steps.GetValueOrDefault(word);
        return new CaseSaid
        {
            Step = step,
            Case = new InstanceId(id).Key16,
            Host = Unit(definition, Text(reading, parts, "unit")).Value,
            With = Units(definition, Text(reading, parts, "with")),
            Clause = Text(reading, parts, "clause"),
            Reason = Text(reading, parts, "reason"),
            Until = Until(definition, reading, parts, "until"),
            Into = Key(reading, parts, "into"),
            Outcome = Text(reading, parts, "outcome") is { } outcome ? CaseWords.Outcomes.GetValueOrDefault(outcome) : 0,
            Photo = rule.Photo is { } photo ? Photo(reading, photo) : null,
            Roles = rules.RolesFor(step),
        };
    }

    private Dictionary<string, FormExpression> Compile(params (string Name, string? Text)[] parts)
    {
        var compiled = new Dictionary<string, FormExpression>(StringComparer.Ordinal);
        foreach (var (name, text) in parts)
        {
            if (text is not null && version.Form.Compile(text, null, out _) is { } expression) compiled[name] = expression;
        }
        return compiled;
    }

    private static string? Text(FormReading reading, Dictionary<string, FormExpression> parts, string name) =>
        parts.TryGetValue(name, out var expression) && reading.Evaluate(expression) is { IsEmpty: false } value && value.Text.Trim() is { Length: > 0 } text
            ? text
            : null;

    private static UInt128 Key(FormReading reading, Dictionary<string, FormExpression> parts, string name) =>
        Text(reading, parts, name) is { } id ? new InstanceId(id).Key16 : 0;

    /// <summary>A day ends when the district's next one begins; a time is what it is.</summary>
    private static DateTimeOffset? Until(
        DistrictDefinition definition, FormReading reading, Dictionary<string, FormExpression> parts, string name)
    {
        if (!parts.TryGetValue(name, out var expression) || reading.Evaluate(expression) is not { IsEmpty: false } value) return null;
        if (value.TryDateTime(out var time)) return JournalTime.Truncate(time);
        return value.TryDate(out var day) ? definition.Profile!.StartOf(day.AddDays(1)) : null;
    }

    private static string? Photo(FormReading reading, string question)
    {
        var value = reading[QuestionReference.Name(question)];
        return value.IsEmpty ? null : value.Text.Trim();
    }

    private static UnitNo Unit(DistrictDefinition definition, string? code) =>
        code is null ? UnitNo.None : definition.Units.Find(code)?.No ?? UnitNo.None;

    private static IReadOnlyList<int> Units(DistrictDefinition definition, string? codes) =>
        codes is null
            ? []
            : [.. codes.Split([' ', ';'], StringSplitOptions.RemoveEmptyEntries).Select(code => Unit(definition, code).Value).Where(no => no != 0)];
}
