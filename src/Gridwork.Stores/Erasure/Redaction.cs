using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Gridwork.Stores.Erasure;

/// <summary>Takes answers out of a submission.</summary>
internal static class Redaction
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Empties every element that <paramref name="fields"/> name: by path from the root (<c>/data/household/name</c>), or by the end of one
    /// (<c>name</c>). Everything else stays. Null: <paramref name="unknown"/> names no element.
    /// </summary>
    public static byte[]? Empty(ReadOnlyMemory<byte> xml, IReadOnlyList<string> fields, out string? unknown)
    {
        using var reader = XmlReader.Create(new MemoryStream(xml.ToArray(), writable: false), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        var document = XDocument.Load(reader, LoadOptions.PreserveWhitespace);
        foreach (var field in fields)
        {
            unknown = field;
            var found = document.Descendants().Where(element => IsNamed(element, field)).ToList();
            if (found.Count == 0) return null;
            foreach (var element in found) element.RemoveNodes();
        }
        unknown = null;
        using var stream = new MemoryStream();
        var settings = new XmlWriterSettings { Encoding = Utf8, OmitXmlDeclaration = document.Declaration is null, NewLineHandling = NewLineHandling.None };
        using (var writer = XmlWriter.Create(stream, settings)) document.Save(writer);
        return stream.ToArray();
    }

    private static bool IsNamed(XElement element, string field)
    {
        var path = "/" + string.Join('/', element.AncestorsAndSelf().Reverse().Select(part => part.Name.LocalName));
        return field.StartsWith('/') ? path == field : path.EndsWith("/" + field, StringComparison.Ordinal);
    }
}
