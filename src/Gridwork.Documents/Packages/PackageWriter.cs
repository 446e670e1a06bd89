// Writes an Open Packaging package (ECMA-376 part 2) from first to last part without going back. The SDK's own packages keep every part in memory
// until they are closed and deflate photos that are deflated already: with 300 photos that is most of the time and most of the memory of a deck.
// Here a part is written and forgotten, photos are stored as they are, and the same parts give the same bytes.
using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml;

namespace Gridwork.Documents.Packages;

/// <summary>A package being written. Not thread-safe. Disposing ends the package and leaves the stream open.</summary>
internal sealed class PackageWriter : IDisposable
{
    // The earliest time that a zip can say: what is in a package, not when it was packed, decides its bytes.
    private static readonly DateTimeOffset Undated = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, string> ByExtension = new(StringComparer.Ordinal)
    {
        ["rels"] = "application/vnd.openxmlformats-package.relationships+xml",
        ["xml"] = "application/xml",
        ["jpeg"] = "image/jpeg",
        ["png"] = "image/png",
        ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };

    private readonly ZipArchive zip;
    private readonly Dictionary<string, string> types = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Begins a package. Its own relationships come first, so that programs that look at the first bytes know what it is.</summary>
    /// <param name="to">Where to; need not be seekable. Written to synchronously.</param>
    /// <param name="root">The package's relationships.</param>
    public PackageWriter(Stream to, PartLinks root)
    {
        zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        using var entry = Open("/_rels/.rels", compressed: true);
        root.Write(entry, "/");
    }

    /// <summary>Whether a part of this name was written.</summary>
    public bool Has(string name) => types.ContainsKey(name);

    /// <summary>Writes a part from its element tree.</summary>
    public void Add(string name, string contentType, OpenXmlElement root, PartLinks? links = null)
    {
        Declare(name, contentType);
        using (var entry = Open(name, compressed: true))
        using (var xml = XmlWriter.Create(entry, new XmlWriterSettings { CloseOutput = false }))
        {
            xml.WriteStartDocument(standalone: true);
            root.WriteTo(xml);
        }
        Relate(name, links);
    }

    /// <summary>Writes a part from its bytes.</summary>
    /// <param name="name">With its leading slash.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="bytes">What is in it.</param>
    /// <param name="links">Its relationships.</param>
    /// <param name="compressed">False for what is compressed already.</param>
    public void Add(string name, string contentType, ReadOnlyMemory<byte> bytes, PartLinks? links = null, bool compressed = true)
    {
        Declare(name, contentType);
        using (var entry = Open(name, compressed)) entry.Write(bytes.Span);
        Relate(name, links);
    }

    /// <summary>Ends the package with the table of content types.</summary>
    public void Dispose()
    {
        using (var entry = Open("/[Content_Types].xml", compressed: true))
        using (var xml = XmlWriter.Create(entry))
        {
            xml.WriteStartElement("Types", "http://schemas.openxmlformats.org/package/2006/content-types");
            foreach (var (extension, type) in ByExtension)
            {
                xml.WriteStartElement("Default");
                xml.WriteAttributeString("Extension", extension);
                xml.WriteAttributeString("ContentType", type);
                xml.WriteEndElement();
            }
            foreach (var (name, type) in types.Where(part => ByExtension.GetValueOrDefault(Extension(part.Key)) != part.Value))
            {
                xml.WriteStartElement("Override");
                xml.WriteAttributeString("PartName", name);
                xml.WriteAttributeString("ContentType", type);
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        zip.Dispose();
    }

    private void Declare(string name, string contentType)
    {
        if (!types.TryAdd(name, contentType)) throw new InvalidOperationException($"The package already has a part {name}.");
    }

    private void Relate(string name, PartLinks? links)
    {
        if (links is null || links.All.Count == 0) return;
        var slash = name.LastIndexOf('/');
        using var entry = Open($"{name[..slash]}/_rels{name[slash..]}.rels", compressed: true);
        links.Write(entry, name);
    }

    private Stream Open(string name, bool compressed)
    {
        var entry = zip.CreateEntry(name[1..], compressed ? CompressionLevel.Fastest : CompressionLevel.NoCompression);
        entry.LastWriteTime = Undated;
        return entry.Open();
    }

    private static string Extension(string name) => name[(name.LastIndexOf('.') + 1)..];
}
