// What a clerk typed at a meeting, as a requirement: to whom, with whose help, by when. Each part is proposed with what it was taken from, so that it can be
// shown beside the field; nothing is proposed without a reason, and nothing is decided here.
using Gridwork.Engine.Districts;
using Gridwork.Schedules;

namespace Gridwork.Engine.Requirements;

/// <summary>What a part of a proposal rests on.</summary>
public enum ProposalGround
{
    /// <summary>Words of the text.</summary>
    Text,

    /// <summary>Words of the text name a unit that is not asked itself; the unit above it is.</summary>
    TextBelow,

    /// <summary>The problem that is looked at has this host, or these helpers.</summary>
    Case,

    /// <summary>The cell that is looked at lies there.</summary>
    Cell,
}

/// <summary>A proposed part.</summary>
/// <param name="Value">What is proposed.</param>
/// <param name="Ground">What it rests on.</param>
/// <param name="Words">The words of the text, the problem's number or the cell's code.</param>
public sealed record Proposed<T>(T Value, ProposalGround Ground, string Words);

/// <summary>What was being looked at while a requirement was said.</summary>
/// <param name="Host">Who answers for it; none: nobody.</param>
/// <param name="With">Who helps.</param>
/// <param name="Ground">Whether it is a problem or a cell.</param>
/// <param name="Words">Its number or code.</param>
public sealed record LookedAt(UnitNo Host, IReadOnlyList<UnitNo> With, ProposalGround Ground, string Words);

/// <summary>A proposed requirement; what is null or empty, nothing speaks for.</summary>
/// <param name="Host">Who is asked.</param>
/// <param name="With">Who helps.</param>
/// <param name="Due">By when.</param>
public sealed record RequirementProposal(Proposed<UnitNo>? Host, IReadOnlyList<Proposed<UnitNo>> With, Proposed<DateTimeOffset>? Due)
{
    /// <summary>Proposes a requirement.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="units">The organisation tree.</param>
    /// <param name="asked">The units that can be asked; a unit below one of them means that one.</param>
    /// <param name="looked">What was being looked at, the most exact first.</param>
    /// <param name="now">The moment at which it was said.</param>
    /// <param name="calendar">The working hours by which it is meant.</param>
    public static RequirementProposal Of(
        string text, UnitTree units, IReadOnlySet<UnitNo> asked, IReadOnlyList<LookedAt> looked, DateTimeOffset now, WorkingCalendar calendar)
    {
        var named = new List<(Proposed<UnitNo> Unit, UnitPart Part)>();
        foreach (var found in UnitWords.Find(text, units.All))
        {
            if (AskedOf(units, asked, found.Unit.No) is not { } unit || named.Exists(other => other.Unit.Value == unit)) continue;
            named.Add((new Proposed<UnitNo>(unit, unit == found.Unit.No ? ProposalGround.Text : ProposalGround.TextBelow, found.Words), found.Part));
        }
        var host = named.Find(one => one.Part == UnitPart.Leads).Unit ?? named.Find(one => one.Part == UnitPart.Named).Unit;
        var with = named.Where(one => one.Unit != host).Select(one => one.Unit).ToList();
        foreach (var at in looked)
        {
            if (host is null && AskedOf(units, asked, at.Host) is { } answers) host = new Proposed<UnitNo>(answers, at.Ground, at.Words);
            if (with.Count == 0)
                with = [.. at.With.Select(unit => AskedOf(units, asked, unit)).OfType<UnitNo>().Distinct().Select(unit => new Proposed<UnitNo>(unit, at.Ground, at.Words))];
        }
        with.RemoveAll(unit => unit.Value == host?.Value);
        var due = DueWords.Find(text, now, calendar);
        return new RequirementProposal(host, with, due is null ? null : new Proposed<DateTimeOffset>(due.At, ProposalGround.Text, due.Words));
    }

    /// <summary>The unit itself, or the nearest above it, that can be asked; null: none can.</summary>
    private static UnitNo? AskedOf(UnitTree units, IReadOnlySet<UnitNo> asked, UnitNo unit)
    {
        for (var at = units.Find(unit); at is not null; at = units.Find(at.Parent))
        {
            // The district is asked only where it is named itself.
            if (asked.Contains(at.No)) return at.Kind == UnitKind.District && at.No != unit ? null : at.No;
        }
        return null;
    }
}
