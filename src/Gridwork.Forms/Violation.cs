namespace Gridwork.Forms;

/// <summary>In which way an answer does not keep to its form.</summary>
public enum ViolationKind
{
    /// <summary>The constraint is false for the answer.</summary>
    Constraint,

    /// <summary>No answer where one is required.</summary>
    Required,

    /// <summary>The answer is not of the question's type, e.g. letters in a whole number.</summary>
    WrongType,

    /// <summary>A choice that the form's list does not have.</summary>
    NotInList,

    /// <summary>A condition or calculation was stopped by the step limit: it could not be evaluated.</summary>
    NotEvaluated,
}

/// <summary>One answer that does not keep to its form. The record is taken all the same: what was seen in the field is not thrown away.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Node">The answer.</param>
/// <param name="Message">The form's own message in its languages, or empty.</param>
public sealed record Violation(ViolationKind Kind, ReadingNode Node, LocalText Message);

/// <summary>A calculation that the client answered otherwise. Everything that counts goes by the recalculated value.</summary>
/// <param name="Node">The calculation.</param>
/// <param name="Sent">What the client wrote; empty where it left it out.</param>
/// <param name="Recalculated">What the form's expression gives.</param>
public sealed record Difference(ReadingNode Node, string Sent, string Recalculated);

/// <summary>A file that belongs to a record.</summary>
/// <param name="Name">Its name, as the record writes it and the client must send it.</param>
/// <param name="Path">The question.</param>
/// <param name="InstancePath">The answer, with positions in repeats.</param>
public sealed record ExpectedFile(string Name, string Path, string InstancePath);
