using System.Globalization;
using Gridwork.Forms.XPath;

namespace Gridwork.Forms.Instances;

/// <summary>
/// Works out relevance and calculations of a record in the form's order. What the client wrote is remembered where it differs; what only
/// the client knows (its clock, chance, lists outside the form) is left as it wrote it.
/// </summary>
internal sealed class Settling(Form form, InstanceTree tree, Evaluation evaluation)
{
    /// <summary>What stood in the bytes where the calculation answers something else.</summary>
    public Dictionary<int, string> Sent { get; } = [];

    /// <summary>Nodes whose condition or calculation ran into the step limit.</summary>
    public List<(int Node, ViolationKind Kind)> Unsettled { get; } = [];

    public void Run()
    {
        foreach (var node in form.Order)
            for (var i = tree.First(node); i >= 0; i = tree[i].NextSame)
                Settle(node, i);
    }

    private void Settle(FormNode node, int i)
    {
        if (tree[i].Irrelevant) return;
        if (node.Relevant is { } relevant && !IsRelevant(relevant, i))
        {
            tree.MarkIrrelevant(i);
            return;
        }
        if (node.Calculate is not { } calculate || node.SetByAction || (calculate.Volatility & Volatility.Client) != 0) return;
        // now() in a calculation ran when the client last touched the form; its answer stands.
        if ((calculate.Volatility & Volatility.Clock) != 0 && tree[i].Text is { Length: > 0 }) return;
        try
        {
            var value = evaluation.Value(calculate.Code, new Focus(tree, i));
            if (evaluation.AskedUnknown) return;
            var text = Store(node.Type, value);
            var sent = tree[i].Text ?? "";
            if (Same(text, sent)) return;
            Sent[i] = sent;
            tree[i].Text = text;
        }
        catch (StepLimitException)
        {
            Unsettled.Add((i, ViolationKind.NotEvaluated));
        }
    }

    private bool IsRelevant(BoundExpression relevant, int i)
    {
        try
        {
            var truth = evaluation.Truth(relevant.Code, new Focus(tree, i));
            // Not to be known here: a client that left the node out found it not relevant.
            return evaluation.AskedUnknown ? !tree[i].Absent : truth;
        }
        catch (StepLimitException)
        {
            Unsettled.Add((i, ViolationKind.NotEvaluated));
            return true;
        }
    }

    private static bool Same(string a, string b)
    {
        if (a == b) return true;
        if (a.Length == 0 || b.Length == 0) return false;
        return decimal.TryParse(a, NumberStyles.Float, CultureInfo.InvariantCulture, out var x)
            && decimal.TryParse(b, NumberStyles.Float, CultureInfo.InvariantCulture, out var y) && x == y;
    }

    /// <summary>A result as the node's type writes it: a number in a date is a day, and NaN is no answer, as on every ODK client.</summary>
    private static string Store(string type, XValue value)
    {
        if (value.Kind == XKind.Number)
        {
            var number = value.ToNumber();
            if (double.IsNaN(number)) return "";
            if (type == "date" && double.IsFinite(number)) return DateText.FromDays(Math.Floor(number)).ToString();
            if (type == "dateTime" && double.IsFinite(number)) return DateText.FromDays(number).ToString();
        }
        return value.ToText();
    }
}
