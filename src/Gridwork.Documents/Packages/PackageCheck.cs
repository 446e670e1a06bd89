// Holds a package against what the schema's validator does not look at: whether its parts hang together, and whether each chart's workbook holds what the
// chart shows. It reads the zip itself and knows nothing of how packages are written here, so it judges ours as it would anybody's.
using System.Globalization;
using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace Gridwork.Documents.Packages;

/// <summary>A check of Office Open XML packages: PPTX, DOCX, XLSX.</summary>
public static class PackageCheck
{
    private static readonly XNamespace ContentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
    private static readonly XNamespace Package = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static readonly XNamespace R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly XNamespace P = "http://schemas.openxmlformats.org/presentationml/2006/main";

    // The last segment of a relationship's type, and how its target's content type ends.
    private static readonly Dictionary<string, string> Expected = new(StringComparer.Ordinal)
    {
        ["slide"] = "presentationml.slide+xml",
        ["slideLayout"] = "presentationml.slideLayout+xml",
        ["slideMaster"] = "presentationml.slideMaster+xml",
        ["notesSlide"] = "presentationml.notesSlide+xml",
        ["notesMaster"] = "presentationml.notesMaster+xml",
        ["theme"] = "officedocument.theme+xml",
        ["chart"] = "drawingml.chart+xml",
        ["worksheet"] = "spreadsheetml.worksheet+xml",
        ["styles"] = "styles+xml",
        ["header"] = "wordprocessingml.header+xml",
        ["footer"] = "wordprocessingml.footer+xml",
        ["core-properties"] = "core-properties+xml",
    };

    // Families that are numbered without gaps. A template's layouts and themes are not ours to number.
    private static readonly string[] Numbered = ["/ppt/slides/slide", "/ppt/charts/chart", "/ppt/embeddings/chart"];

    /// <summary>Everything that is wrong.</summary>
    /// <param name="package">The file; must be seekable. Left open.</param>
    /// <returns>Empty: nothing.</returns>
    public static IReadOnlyList<PackageFault> Check(Stream package)
    {
        var faults = new List<PackageFault>();
        try
        {
            using var zip = new ZipArchive(package, ZipArchiveMode.Read, leaveOpen: true);
            new Reading(zip, faults).Check();
        }
        catch (InvalidDataException fault)
        {
            faults.Add(new PackageFault(PackageFaultKind.Unreadable, "/", fault.Message));
        }
        return faults;
    }

    private sealed record Link(string Id, string Type, string Target, bool External);

    private sealed class Reading(ZipArchive zip, List<PackageFault> faults)
    {
        private readonly Dictionary<string, ZipArchiveEntry> parts = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, string> types = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, List<Link>> links = new(StringComparer.OrdinalIgnoreCase);

        public void Check()
        {
            foreach (var entry in zip.Entries.Where(entry => !entry.FullName.EndsWith('/')))
            {
                if (!parts.TryAdd("/" + entry.FullName, entry)) Fault(PackageFaultKind.SameName, "/" + entry.FullName, "");
            }
            if (!ReadTypes()) return;
            var texts = new Dictionary<string, XDocument>(StringComparer.OrdinalIgnoreCase);
            foreach (var (name, entry) in parts.Where(part => IsXml(part.Key)))
            {
                if (Read(name, entry) is { } xml) texts[name] = xml;
            }
            foreach (var (name, xml) in texts.Where(text => IsRelationships(text.Key))) ReadLinks(name, xml);
            foreach (var (name, xml) in texts.Where(text => !IsRelationships(text.Key)))
            {
                CheckReferences(name, xml);
                CheckIdentities(name, xml);
            }
            CheckOrphans();
            CheckNumbers();
            foreach (var (name, xml) in texts.Where(text => types.GetValueOrDefault(text.Key)?.EndsWith("drawingml.chart+xml", StringComparison.Ordinal) == true))
                CheckChart(name, xml);
        }

        private void Fault(PackageFaultKind kind, string part, string detail) => faults.Add(new PackageFault(kind, part, detail));

        private static bool IsRelationships(string name) => name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);

        private bool IsXml(string name) => name != "/[Content_Types].xml" && (IsRelationships(name) || types.GetValueOrDefault(name) is { } type && type.EndsWith("xml", StringComparison.Ordinal));

        private XDocument? Read(string name, ZipArchiveEntry entry)
        {
            try
            {
                using var stream = entry.Open();
                using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
                return XDocument.Load(reader);
            }
            catch (XmlException fault)
            {
                Fault(PackageFaultKind.Unreadable, name, fault.Message);
                return null;
            }
        }

        private bool ReadTypes()
        {
            if (!parts.TryGetValue("/[Content_Types].xml", out var entry) || Read("/[Content_Types].xml", entry) is not { } xml)
            {
                Fault(PackageFaultKind.Unreadable, "/[Content_Types].xml", "");
                return false;
            }
            var byExtension = xml.Root!.Elements(ContentTypes + "Default")
                .ToDictionary(type => (string)type.Attribute("Extension")!, type => (string)type.Attribute("ContentType")!, StringComparer.OrdinalIgnoreCase);
            var byName = xml.Root.Elements(ContentTypes + "Override")
                .ToDictionary(type => (string)type.Attribute("PartName")!, type => (string)type.Attribute("ContentType")!, StringComparer.OrdinalIgnoreCase);
            foreach (var name in byName.Keys.Where(name => !parts.ContainsKey(name))) Fault(PackageFaultKind.ContentType, name, "stated, but not there");
            foreach (var name in parts.Keys.Where(name => name != "/[Content_Types].xml"))
            {
                if (byName.TryGetValue(name, out var type) || byExtension.TryGetValue(name[(name.LastIndexOf('.') + 1)..], out type)) types[name] = type;
                else Fault(PackageFaultKind.ContentType, name, "none");
            }
            return true;
        }

        private void ReadLinks(string name, XDocument xml)
        {
            var cut = name.LastIndexOf("/_rels/", StringComparison.OrdinalIgnoreCase);
            var source = name[..cut] + "/" + name[(cut + 7)..^5];
            if (source != "/" && !parts.ContainsKey(source)) Fault(PackageFaultKind.Target, name, "its part is not there");
            var all = links[source] = [.. xml.Root!.Elements(Package + "Relationship").Select(link => new Link(
                (string)link.Attribute("Id")!, (string)link.Attribute("Type")!,
                (string?)link.Attribute("TargetMode") == "External" ? (string)link.Attribute("Target")! : Resolve(source, (string)link.Attribute("Target")!),
                (string?)link.Attribute("TargetMode") == "External"))];
            foreach (var twice in all.GroupBy(link => link.Id).Where(group => group.Count() > 1)) Fault(PackageFaultKind.Reference, source, $"{twice.Key} twice");
            foreach (var link in all.Where(link => !link.External))
            {
                if (!parts.ContainsKey(link.Target))
                {
                    Fault(PackageFaultKind.Target, source, $"{link.Id} → {link.Target}");
                    continue;
                }
                var kind = link.Type[(link.Type.LastIndexOf('/') + 1)..];
                var type = types.GetValueOrDefault(link.Target) ?? "";
                if ((Expected.TryGetValue(kind, out var end) && !type.EndsWith(end, StringComparison.Ordinal))
                    || (kind == "image" && !type.StartsWith("image/", StringComparison.Ordinal)))
                    Fault(PackageFaultKind.Relationship, source, $"{link.Id} {kind} → {link.Target} ({type})");
            }
        }

        private void CheckReferences(string name, XDocument xml)
        {
            var known = links.GetValueOrDefault(name)?.Select(link => link.Id).ToHashSet(StringComparer.Ordinal) ?? [];
            foreach (var id in xml.Descendants().Attributes().Where(attribute => attribute.Name.Namespace == R && attribute.Value.Length > 0).Select(attribute => attribute.Value).Distinct())
            {
                if (!known.Contains(id)) Fault(PackageFaultKind.Reference, name, $"{id} is named and not there");
            }
        }

        private void CheckIdentities(string name, XDocument xml)
        {
            void Unique(IEnumerable<string?> ids)
            {
                foreach (var twice in ids.GroupBy(id => id).Where(group => group.Count() > 1)) Fault(PackageFaultKind.Identity, name, $"{twice.Key} twice");
            }

            // Shapes of a slide have p:cNvPr, pictures in a text wp:docPr.
            Unique(xml.Descendants().Where(element => element.Name.LocalName is "cNvPr" && element.Name.Namespace == P || element.Name.LocalName == "docPr").Select(element => (string?)element.Attribute("id")));
            Unique(xml.Descendants(P + "sldId").Select(element => (string?)element.Attribute("id")));
            Unique(xml.Descendants(P + "sldMasterId").Concat(xml.Descendants(P + "sldLayoutId")).Select(element => (string?)element.Attribute("id")));
            foreach (var slide in xml.Descendants(P + "sldId").Where(slide => (uint?)slide.Attribute("id") is not (>= 256 and < 2147483648)))
                Fault(PackageFaultKind.Identity, name, $"slide id {(string?)slide.Attribute("id")}");
        }

        private void CheckOrphans()
        {
            if (!links.ContainsKey("/"))
            {
                Fault(PackageFaultKind.Unreadable, "/_rels/.rels", "not there");
                return;
            }
            var reached = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            var next = new Queue<string>(["/"]);
            while (next.TryDequeue(out var source))
            {
                foreach (var link in links.GetValueOrDefault(source)?.Where(link => !link.External) ?? [])
                {
                    if (reached.Add(link.Target)) next.Enqueue(link.Target);
                }
            }
            foreach (var name in parts.Keys.Where(name => name != "/[Content_Types].xml" && !IsRelationships(name) && !reached.Contains(name)))
                Fault(PackageFaultKind.Orphan, name, "");
        }

        private void CheckNumbers()
        {
            foreach (var family in Numbered)
            {
                var numbers = parts.Keys
                    .Where(name => name.StartsWith(family, StringComparison.OrdinalIgnoreCase))
                    .Select(name => int.TryParse(name[family.Length..name.LastIndexOf('.')], CultureInfo.InvariantCulture, out var no) ? no : 0)
                    .Order().ToList();
                if (!numbers.SequenceEqual(Enumerable.Range(1, numbers.Count))) Fault(PackageFaultKind.Number, family, string.Join(' ', numbers));
            }
        }

        private void CheckChart(string name, XDocument xml)
        {
            XNamespace c = "http://schemas.openxmlformats.org/drawingml/2006/chart";
            if (xml.Root!.Element(c + "chart")?.Element(c + "autoTitleDeleted") is null) Fault(PackageFaultKind.ChartTitle, name, "autoTitleDeleted is not there");
            var id = (string?)xml.Root.Element(c + "externalData")?.Attribute(R + "id");
            var target = links.GetValueOrDefault(name)?.Find(link => link.Id == id)?.Target;
            if (target is null || !parts.TryGetValue(target, out var entry))
            {
                Fault(PackageFaultKind.Workbook, name, "none");
                return;
            }
            using var bytes = new MemoryStream();
            using (var stream = entry.Open()) stream.CopyTo(bytes);
            if (WorkbookCells.Read(bytes) is not { } cells)
            {
                Fault(PackageFaultKind.Workbook, name, $"{target} cannot be opened");
                return;
            }
            foreach (var reference in xml.Descendants().Where(element => element.Name == c + "strRef" || element.Name == c + "numRef"))
            {
                var formula = (string?)reference.Element(c + "f") ?? "";
                var shown = (reference.Element(c + "strCache") ?? reference.Element(c + "numCache"))?.Elements(c + "pt")
                    .ToDictionary(point => (int)point.Attribute("idx")!, point => (string)point.Element(c + "v")!) ?? [];
                if (cells.Range(formula) is not { } held)
                {
                    Fault(PackageFaultKind.ChartValue, name, $"{formula} is not in {target}");
                    continue;
                }
                for (var i = 0; i < held.Count; i++)
                {
                    if (shown.GetValueOrDefault(i) != held[i]) Fault(PackageFaultKind.ChartValue, name, $"{formula}, {i}: {shown.GetValueOrDefault(i)} shown, {held[i]} held");
                }
                foreach (var beyond in shown.Keys.Where(i => i >= held.Count)) Fault(PackageFaultKind.ChartValue, name, $"{formula}, {beyond}: beyond the range");
            }
        }

        private static string Resolve(string source, string target)
        {
            if (target.StartsWith('/')) return target;
            var folder = source[..source.LastIndexOf('/')].Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();
            foreach (var step in target.Split('/'))
            {
                if (step == "..") folder.RemoveAt(folder.Count - 1);
                else if (step != ".") folder.Add(step);
            }
            return "/" + string.Join('/', folder);
        }
    }
}
