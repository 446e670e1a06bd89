using Gridwork.Forms.XPath;

namespace Gridwork.Forms.XForms;

/// <summary>A fault in an expression, before it is known where the expression stands.</summary>
/// <param name="Kind">The row of the problem table.</param>
/// <param name="Position">The character, from 0.</param>
/// <param name="Arguments">What fills the text.</param>
/// <param name="Near">The name that was probably meant.</param>
internal sealed record ExpressionFault(ProblemKind Kind, int Position, IReadOnlyList<string> Arguments, string? Near)
{
    public Problem At(SourceLocation? location) => new(Kind, location, Arguments, Near);
}

/// <summary>An expression with its references resolved, read and bound to the nodes of a form.</summary>
/// <param name="Text">With paths in place of <c>${…}</c>: what stands in the XForm.</param>
/// <param name="Code">Null where there are faults that stop it.</param>
/// <param name="Reads">The nodes that it reads.</param>
/// <param name="Faults">Errors and warnings.</param>
internal sealed record CompiledExpression(string Text, Expr? Code, FormNode[] Reads, IReadOnlyList<ExpressionFault> Faults);

internal static class ExpressionCompiler
{
    public static CompiledExpression Compile(
        string text, FormNode document, FormNode context, ILookup<string, FormNode> names, bool inPredicate = false, IEnumerable<string>? choiceColumns = null)
    {
        var faults = new List<ExpressionFault>();
        var unresolved = new List<References.Fault>();
        var path = References.Expand(text, context, names, inPredicate, unresolved);
        foreach (var fault in unresolved) faults.Add(Explain(fault, names, choiceColumns));
        if (faults.Count > 0) return new CompiledExpression(path, null, [], faults);
        Expr code;
        try
        {
            code = Parser.Parse(path);
        }
        catch (XPathFaultException fault)
        {
            faults.Add(new ExpressionFault(fault.Kind, OriginalPosition(text, path, fault.Position), fault.Arguments, fault.Near));
            return new CompiledExpression(path, null, [], faults);
        }
        // A predicate stands on an item of a list: its plain names are the list's columns, and only current() leads back.
        var binder = inPredicate ? Binder.WalkPredicate(code, document, context) : Binder.Walk(code, document, context);
        foreach (var (parent, step) in binder.Unknown)
        {
            var near = NearestName.Find(step, parent.Children.Select(c => c.Name));
            faults.Add(new ExpressionFault(FormProblems.UnknownPath, Math.Max(0, text.IndexOf(step, StringComparison.Ordinal)), [$"{parent.Path}/{step}"], near is null ? null : $"{parent.Path}/{near}"));
        }
        foreach (var call in RegexCalls(code))
        {
            if (!call.IsReadable) faults.Add(new ExpressionFault(FormProblems.RegexUnreadable, 0, [call.Pattern ?? ""], null));
            else if (!call.IsAnchored) faults.Add(new ExpressionFault(FormProblems.RegexNotAnchored, 0, [call.Pattern ?? ""], $"^{call.Pattern?.TrimStart('^').TrimEnd('$')}$"));
        }
        var broken = faults.Any(f => f.Kind.Severity == Severity.Error);
        return new CompiledExpression(path, broken ? null : code, binder.Reads, faults);
    }

    private static ExpressionFault Explain(References.Fault fault, ILookup<string, FormNode> names, IEnumerable<string>? choiceColumns)
    {
        if (fault.Candidates.Length > 1)
            return new ExpressionFault(FormProblems.AmbiguousField, fault.Position, [fault.Name, string.Join(" ", fault.Candidates.Select(c => c.Path))], null);
        if (choiceColumns?.Contains(fault.Name) == true) return new ExpressionFault(FormProblems.ChoicesColumnAsField, fault.Position, [fault.Name], null);
        return new ExpressionFault(FormProblems.UnknownField, fault.Position, [fault.Name], NearestName.Find(fault.Name, names.Select(g => g.Key)));
    }

    private static IEnumerable<RegexCall> RegexCalls(Expr code) =>
        (code is RegexCall call ? [call] : Enumerable.Empty<RegexCall>()).Concat(code.Parts.SelectMany(RegexCalls));

    /// <summary>Where a place in the expanded text lies in what the author wrote: both are alike up to the first reference before it.</summary>
    private static int OriginalPosition(string original, string expanded, int position)
    {
        if (original == expanded) return position;
        var fromEnd = expanded.Length - position;
        var tail = 0;
        while (tail < original.Length && tail < expanded.Length && original[^(tail + 1)] == expanded[^(tail + 1)]) tail++;
        if (fromEnd <= tail) return original.Length - fromEnd;
        var head = 0;
        while (head < original.Length && head < expanded.Length && original[head] == expanded[head]) head++;
        return Math.Min(Math.Min(position, head), original.Length);
    }
}
