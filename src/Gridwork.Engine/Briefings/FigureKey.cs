using System.Globalization;
using System.Text;
using Gridwork.Engine.Campaigns;

namespace Gridwork.Engine.Briefings;

/// <summary>
/// Which number a paper prints: an indicator, and what it is narrowed to. Written in a template as
/// <c>{{ tally.stalls_cleared | on: "2021-05-25" | in: "hefan" }}</c>. Compared by value: the same key is the same number.
/// </summary>
/// <param name="Indicator">The indicator's name, without a choice or <c>declared</c>.</param>
public sealed record FigureKey(string Indicator)
{
    /// <summary>The first day counted (the district's day); null: from the beginning.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day counted; null: to the end.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The code of the unit counted, with all below it; null: the whole campaign.</summary>
    public string? In { get; init; }

    /// <summary>The choice of a split; null: the whole.</summary>
    public string? Part { get; init; }

    /// <summary>Whether the declared figure (上报) is meant, not the counted one.</summary>
    public bool Declared { get; init; }

    /// <summary>The name under which the campaign holds it: <c>whole</c>, <c>whole.choice</c> or <c>whole.declared</c>.</summary>
    public string Tally => Declared ? Indicator + ".declared" : Part is null ? Indicator : Indicator + "." + Part;

    /// <summary>The key as one line, the same on every machine: part of what 核数码 covers.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Tally);
        void Add(string name, string? value)
        {
            if (value is not null) text.Append(' ').Append(name).Append('=').Append(value);
        }
        Add("from", From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("until", Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("in", In);
        return text.ToString();
    }
}

/// <summary>What the tallies answer for a <see cref="FigureKey"/>.</summary>
/// <param name="Rule">The indicator as the campaign states it: title, measure, scale, qualifier.</param>
/// <param name="Value">The sum, in units of 10^−scale; null: nothing was counted or declared, which is not the same as 0.</param>
public sealed record FigureCount(IndicatorRule Rule, long? Value);
