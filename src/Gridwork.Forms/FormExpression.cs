using Gridwork.Forms.XPath;

namespace Gridwork.Forms;

/// <summary>An expression over the records of one version of a form, compiled once. Immutable; serves all threads.</summary>
public sealed class FormExpression
{
    internal FormExpression(Form form, string text, FormNode context, Expr code, IReadOnlyList<string> references, IReadOnlyList<string> direct)
    {
        Form = form;
        Text = text;
        Context = context;
        Code = code;
        References = references;
        DirectReferences = direct;
        IsVolatile = Volatilities.Of(code) != Volatility.None;
    }

    internal Form Form { get; }
    internal FormNode Context { get; }
    internal Expr Code { get; }

    /// <summary>As the author wrote it.</summary>
    public string Text { get; }

    /// <summary>The repeat or group in which it stands; the root's path where it was compiled for the whole record.</summary>
    public string ContextPath => Context.Path;

    /// <summary>
    /// The paths of all questions that the answer can depend on: those it names, and through their calculations and relevance
    /// conditions all behind them. In the form's order.
    /// </summary>
    public IReadOnlyList<string> References { get; }

    /// <summary>Only those that it names itself.</summary>
    public IReadOnlyList<string> DirectReferences { get; }

    /// <summary>Whether it asks the clock or chance: its answer comes from the client's times, and not every record has them.</summary>
    public bool IsVolatile { get; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
