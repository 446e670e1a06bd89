using System.Text;
using System.Xml;
using System.Xml.Linq;
using Gridwork.Forms.XForms;

namespace Gridwork.Forms.Instances;

/// <summary>The same answers once more, as a correction of the record that they came with.</summary>
public static class InstanceCorrection
{
    /// <summary>
    /// A submission with every answer as it was, under another id, naming the id that it had as the one it corrects (OpenRosa Metadata Schema).
    /// The same arguments give the same bytes. Throws <see cref="XmlException"/> for what is no submission.
    /// </summary>
    /// <param name="xml">The submission as it was sent.</param>
    /// <param name="id">The id of the correction.</param>
    public static byte[] Of(ReadOnlyMemory<byte> xml, InstanceId id)
    {
        XDocument document;
        using (var reader = InstanceReader.Open(xml)) document = XDocument.Load(reader, LoadOptions.PreserveWhitespace);
        var root = document.Root!;
        var meta = root.Elements().FirstOrDefault(child => child.Name.LocalName == "meta");
        if (meta is null) root.Add(meta = new XElement(XFormNames.OpenRosa + "meta"));
        var own = Child(meta, "instanceID");
        var old = own?.Value.Trim() is { Length: > 0 } said ? said : root.Attribute("instanceID")?.Value ?? throw new XmlException("The submission has no instance id.");
        root.Attribute("instanceID")?.Remove();
        if (own is null) meta.Add(own = new XElement(meta.Name.Namespace + "instanceID"));
        own.Value = id.Value;
        var corrected = Child(meta, "deprecatedID");
        if (corrected is null) own.AddAfterSelf(corrected = new XElement(own.Name.Namespace + "deprecatedID"));
        corrected.Value = old;
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.None }))
            document.Save(writer);
        return bytes.ToArray();
    }

    private static XElement? Child(XElement meta, string name) => meta.Elements().FirstOrDefault(child => child.Name.LocalName == name);
}
