using System.Globalization;
using System.Xml;

namespace Gridwork.Documents.Packages;

/// <summary>One relationship of a part (ECMA-376 part 2, section 6.5).</summary>
/// <param name="Id">As the part's own XML names it.</param>
/// <param name="Type">The relationship's type, a URI.</param>
/// <param name="Target">A part's name with its leading slash, or a URI where it leads out of the package.</param>
/// <param name="External">Whether it leads out of the package.</param>
internal readonly record struct PartLink(string Id, string Type, string Target, bool External);

/// <summary>The relationships of one part, numbered as they are added. Not thread-safe.</summary>
internal sealed class PartLinks
{
    private readonly List<PartLink> links = [];

    public IReadOnlyList<PartLink> All => links;

    /// <summary>A relationship to a part; the same part under the same type is linked once.</summary>
    /// <returns>Its id.</returns>
    public string To(string type, string part) => Add(type, part, external: false);

    /// <summary>A relationship that leads out of the package.</summary>
    /// <returns>Its id.</returns>
    public string Out(string type, Uri target) => Add(type, target.OriginalString, external: true);

    /// <summary>A relationship as a template has it, under the id that the template's own XML uses.</summary>
    public void Keep(PartLink link) => links.Add(link);

    private string Add(string type, string target, bool external)
    {
        foreach (var link in links)
        {
            if (link.Type == type && link.Target == target && link.External == external) return link.Id;
        }
        var no = links.Count + 1;
        string id;
        do id = "rId" + no++.ToString(CultureInfo.InvariantCulture);
        while (links.Exists(link => link.Id == id));
        links.Add(new PartLink(id, type, target, external));
        return id;
    }

    /// <summary>Writes the relationships part. Targets are relative, as every office program writes them.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="source">The part whose relationships they are; <c>/</c> for the package itself.</param>
    public void Write(Stream to, string source)
    {
        using var xml = XmlWriter.Create(to);
        xml.WriteStartElement("Relationships", "http://schemas.openxmlformats.org/package/2006/relationships");
        foreach (var link in links)
        {
            xml.WriteStartElement("Relationship");
            xml.WriteAttributeString("Id", link.Id);
            xml.WriteAttributeString("Type", link.Type);
            xml.WriteAttributeString("Target", link.External ? link.Target : Relative(source, link.Target));
            if (link.External) xml.WriteAttributeString("TargetMode", "External");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static string Relative(string source, string target)
    {
        var from = source.Split('/')[1..^1];
        var to = target.Split('/')[1..];
        var shared = 0;
        while (shared < from.Length && shared < to.Length - 1 && from[shared] == to[shared]) shared++;
        return string.Concat(Enumerable.Repeat("../", from.Length - shared)) + string.Join('/', to[shared..]);
    }
}
