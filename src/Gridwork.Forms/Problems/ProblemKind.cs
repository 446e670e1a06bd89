using System.Globalization;
using System.Resources;

namespace Gridwork.Forms;

/// <summary>Whether a problem stops the work or only asks for a look.</summary>
public enum Severity
{
    /// <summary>The file cannot be used as it is.</summary>
    Error,

    /// <summary>The file can be used; what is named may surprise.</summary>
    Warning,
}

/// <summary>
/// One kind of problem that a user can meet: a row of a project's table of problems. The texts lie in that project's resources under
/// <c>code</c> (what is wrong), <c>code.fix</c> (what to do) and, where a near name can be proposed, <c>code.near</c>.
/// In them <c>{0}</c>, <c>{1}</c>… stand for the problem's arguments and <c>{near}</c> for the proposed name.
/// </summary>
/// <param name="Code">Stable, lower case, e.g. <c>form.unknown-field</c>. Never given to another kind.</param>
/// <param name="Severity">Error or warning.</param>
/// <param name="Texts">The resources that hold the texts; Chinese is the neutral culture.</param>
public sealed record ProblemKind(string Code, Severity Severity, ResourceManager Texts)
{
    internal string? Find(string suffix, CultureInfo culture) => Texts.GetString(Code + suffix, culture);
}
