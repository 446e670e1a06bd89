using System.Xml;
using Gridwork.Documents.Decks;

namespace Gridwork.Documents.Packages;

/// <summary>A document's title and author (ECMA-376 part 2, section 8). No times: a paper as at a position is the same whenever it is printed.</summary>
internal static class CoreProperties
{
    public static byte[] Write(string title, string creator, string language)
    {
        const string core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties", dc = "http://purl.org/dc/elements/1.1/";
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes))
        {
            xml.WriteStartElement("cp", "coreProperties", core);
            xml.WriteElementString("dc", "creator", dc, TextLine.Clean(creator));
            xml.WriteElementString("dc", "language", dc, language);
            xml.WriteElementString("dc", "title", dc, TextLine.Clean(title));
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }
}
