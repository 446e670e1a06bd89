namespace Gridwork.Forms.XlsForms;

/// <summary>A question, group or repeat of the survey sheet, with its place in the form's tree and the paths put in its expressions.</summary>
internal sealed class SurveyItem(TypeCell type, SheetRow row, FormNode node)
{
    public TypeCell Type => type;
    public SheetRow Row => row;
    public FormNode Node => node;
    public string Name => node.Name;
    public List<SurveyItem> Children { get; } = [];

    public string? Relevant { get; set; }
    public string? Constraint { get; set; }
    public string? Required { get; set; }
    public string? Readonly { get; set; }
    public string? Calculation { get; set; }
    public string? ChoiceFilter { get; set; }
    public string? RepeatCount { get; set; }
    public string Default { get; set; } = "";
    /// <summary>A default that has to be worked out when the form is opened.</summary>
    public string? DynamicDefault { get; set; }
    public SurveyItem? Trigger { get; set; }
    public bool IsPersonal { get; set; }
    public Dictionary<string, string> Parameters { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Texts that are not in the sheet but made: the "other" question of or_other.</summary>
    public LocalText? OwnLabel { get; init; }

    public bool IsGroup => type.Word == "begin_group";
    public bool IsRepeat => type.Word == "begin_repeat";
    public bool Holds => IsGroup || IsRepeat;
    public bool IsShown => type.Word is not ("calculate" or "hidden" or "start" or "end" or "today" or "deviceid" or "username" or "email" or "phonenumber"
        or "audit" or "start-geopoint" or "background-audio");
}
