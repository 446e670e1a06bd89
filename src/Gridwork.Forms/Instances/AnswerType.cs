namespace Gridwork.Forms.Instances;

/// <summary>Whether an answer is of its question's type.</summary>
internal static class AnswerType
{
    public static ViolationKind? Fault(FormNode node, string text)
    {
        var value = Value.Of(text);
        var right = node.Type switch
        {
            "int" => value.TryInt64(out _),
            "decimal" => value.TryDecimal(out _) || double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _),
            "date" => value.TryDate(out _),
            "dateTime" => value.TryDate(out _),
            "time" => value.TryTime(out _),
            "geopoint" => value.TryGeopoint(out _),
            _ => true,
        };
        if (!right) return ViolationKind.WrongType;
        if (node.Question is not { Choices.Count: > 0, Kind: QuestionKind.SelectOne or QuestionKind.SelectMultiple or QuestionKind.Rank } question) return null;
        // A choice's name may hold a space where only one can be chosen (trap X08).
        if (question.Choice(text) is not null) return null;
        if (question.Kind == QuestionKind.SelectOne) return ViolationKind.NotInList;
        foreach (var name in value.Selected)
            if (question.Choice(name) is null)
                return ViolationKind.NotInList;
        return null;
    }
}
