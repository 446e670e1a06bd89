// An indicator's expressions compiled against one version of its form. A version that lacks what the indicator asks for gives null: its records
// say nothing to that indicator.
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Journal;
using Gridwork.Forms;

namespace Gridwork.Engine.Tallies;

/// <summary>What one indicator version asks of the records of one form version.</summary>
internal sealed class CompiledIndicator
{
    private static readonly ConditionalWeakTable<Form, ConcurrentDictionary<IndicatorVersionId, CompiledIndicator?>> Compiled = [];

    private readonly Indicator indicator;
    private readonly string? each;
    private readonly FormExpression? where;
    private readonly FormExpression? expression;
    private readonly FormExpression? day;

    private CompiledIndicator(Indicator indicator, string? each, FormExpression? where, FormExpression? expression, FormExpression? day)
    {
        this.indicator = indicator;
        this.each = each;
        this.where = where;
        this.expression = expression;
        this.day = day;
    }

    /// <summary>The indicator against a form; null when the form lacks what it asks for. Compiled once.</summary>
    public static CompiledIndicator? For(Indicator indicator, Form form) =>
        Compiled.GetOrCreateValue(form).GetOrAdd(indicator.Id, static (_, asked) => Compile(asked.indicator, asked.form), (indicator, form));

    private static CompiledIndicator? Compile(Indicator indicator, Form form)
    {
        var rule = indicator.Rule;
        string? each = null;
        if (rule.Each is { } repeat)
        {
            each = form.Find(QuestionReference.Name(repeat))?.Path;
            if (each is null) return null;
        }
        return Try(form, rule.Where, each, out var where) && Try(form, rule.Expression, each, out var expression) && Try(form, rule.Day, each, out var day)
            ? new CompiledIndicator(indicator, each, where, expression, day)
            : null;
    }

    private static bool Try(Form form, string? text, string? context, out FormExpression? compiled)
    {
        compiled = text is null ? null : form.Compile(text, context, out _);
        return text is null || compiled is not null;
    }

    /// <summary>Adds what a record says. False when an expression ran into its step limit: what could be evaluated is added.</summary>
    public bool Read(FormReading reading, JournalHeader header, List<Contribution> contributions)
    {
        if (each is null) return Read(reading, null, header, contributions);
        var complete = true;
        foreach (var node in reading.Nodes(each))
        {
            if (node.IsRelevant) complete &= Read(reading, node, header, contributions);
        }
        return complete;
    }

    private bool Read(FormReading reading, ReadingNode? node, JournalHeader header, List<Contribution> contributions)
    {
        if (where is not null)
        {
            var holds = reading.Evaluate(where, node);
            if (holds.IsUnknown) return false;
            if (!holds.Truth) return true;
        }
        DateOnly? on = null;
        if (day is not null && reading.Evaluate(day, node).TryDate(out var date)) on = date;
        var rule = indicator.Rule;
        if (rule.Aggregation == Aggregation.Count)
        {
            contributions.Add(new Contribution(indicator.Id, 1, on, null));
            return true;
        }
        var value = reading.Evaluate(expression!, node);
        if (value.IsUnknown) return false;
        if (rule.Aggregation == Aggregation.Distinct)
        {
            if (value.IsEmpty) return true;
            var key = DistinctKey.Of(rule.Within, header.Unit, header.Cell, value.Text.Trim());
            // The same key twice in one record is one claim.
            if (!contributions.Exists(other => other.Indicator == indicator.Id && other.Key == key))
                contributions.Add(new Contribution(indicator.Id, 1, on, key));
        }
        else if (value.TryScaled(rule.Scale, out var number))
        {
            contributions.Add(new Contribution(indicator.Id, number, on, null));
        }
        return true;
    }
}
