namespace Gridwork.Forms.XlsForms;

/// <summary>A column that puts an attribute of the author's choice on a bind, a control or a node: <c>bind::odk:length</c>, <c>body::accept</c>, <c>instance::x</c>.</summary>
/// <param name="Place"><c>bind</c>, <c>body</c> or <c>instance</c>.</param>
/// <param name="Name">The attribute, perhaps with a prefix.</param>
internal sealed record CustomAttribute(string Place, string Name)
{
    public static CustomAttribute? Read(string heading)
    {
        var parts = heading.Split("::");
        if (parts.Length != 2 || !parts[1].Split(':').All(XmlName.IsValid)) return null;
        return parts[0].ToLowerInvariant() switch
        {
            "bind" => new CustomAttribute("bind", parts[1]),
            "body" or "control" => new CustomAttribute("body", parts[1]),
            "instance" => new CustomAttribute("instance", parts[1]),
            _ => null,
        };
    }
}
