namespace Gridwork.Forms.XPath;

/// <summary>Where an expression stands: XPath's context node, position and size.</summary>
internal readonly struct Focus(InstanceTree tree, int node, int position = 1, int size = 1)
{
    public readonly InstanceTree Tree = tree;
    public readonly int Node = node;
    public readonly int Position = position;
    public readonly int Size = size;
}

/// <summary>The expression took more steps than it may. Caught where an expression is started; never leaves this project.</summary>
internal sealed class StepLimitException : Exception;

/// <summary>What one evaluation may ask besides the tree, and how much it may still do. One instance a record, used by one thread.</summary>
internal sealed class Evaluation(Form? form, InstanceTree main)
{
    /// <summary>Visited nodes and calls that one expression may take.</summary>
    public const int ExpressionSteps = 500_000;

    /// <summary>The same for all expressions of a record together.</summary>
    public const int RecordSteps = 5_000_000;

    private int lent;
    private int left;
    private int recordLeft = RecordSteps;
    private readonly Stack<List<int>> lists = new();

    public Form? Form => form;
    public InstanceTree Main => main;

    /// <summary>The client's own time: what <c>now()</c> and <c>today()</c> answer. Null: not known.</summary>
    public DateTimeOffset? Clock { get; set; }

    /// <summary>The language of labels that an expression asks for.</summary>
    public string? Language { get; set; }

    /// <summary>The node that <c>current()</c> answers.</summary>
    public Focus Current { get; private set; }

    /// <summary>Something was asked that only the client knows (its clock, chance, its lists): the result is not to be relied on.</summary>
    public bool AskedUnknown { get; set; }

    public bool Truth(Expr code, in Focus focus)
    {
        Start(focus);
        return code.Truth(this, focus);
    }

    public XValue Value(Expr code, in Focus focus)
    {
        Start(focus);
        return code.Eval(this, focus);
    }

    public string Text(Expr code, in Focus focus)
    {
        Start(focus);
        return code.Text(this, focus);
    }

    private void Start(in Focus focus)
    {
        recordLeft -= lent - Math.Max(left, 0);
        left = lent = Math.Min(ExpressionSteps, recordLeft);
        AskedUnknown = false;
        Current = focus;
    }

    public void Step(int count = 1)
    {
        left -= count;
        if (left < 0) throw new StepLimitException();
    }

    public List<int> Rent() => lists.TryPop(out var list) ? list : new List<int>(16);

    public void Return(List<int> list)
    {
        list.Clear();
        lists.Push(list);
    }
}
