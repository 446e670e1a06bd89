namespace Gridwork.Forms.XlsForms;

/// <summary>What is shown has a text.</summary>
internal static class LabelChecks
{
    public static void Run(SurveyTree tree, Dictionary<string, ChoiceList> lists, Translations translations, List<Problem> problems)
    {
        foreach (var item in tree.All)
        {
            // A group without a heading is legal and common.
            if (!item.IsShown || item.Holds || item.OwnLabel is not null || item.Calculation is not null && item.Type.Word == "text") continue;
            if (translations.Of(item.Row, "label") is null && translations.Of(item.Row, "hint") is null && !HasMedia(item.Row, translations))
                problems.Add(new Problem(FormProblems.LabelMissing, item.Row.At("label"), [item.Name]));
        }
        foreach (var list in lists.Values)
            foreach (var choice in list.Choices)
                if (translations.Of(choice.Row, "label") is null && !HasMedia(choice.Row, translations))
                    problems.Add(new Problem(FormProblems.ChoiceLabelMissing, choice.Row.At("label"), [list.Name, choice.Name]));
    }

    private static bool HasMedia(SheetRow row, Translations translations) =>
        translations.Of(row, "image") is not null || translations.Of(row, "audio") is not null || translations.Of(row, "video") is not null;
}
