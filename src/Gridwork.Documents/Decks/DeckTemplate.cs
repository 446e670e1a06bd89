// What a deck is laid on: masters, layouts, themes and whatever hangs on them, copied part by part as they are. The deck's own template lies in
// Blank/ as the XML that PowerPoint would have written; a district's .potx (or any .pptx: its slides are left out) takes its place.
using System.IO.Packaging;
using System.Xml;
using DocumentFormat.OpenXml;
using Gridwork.Documents.Packages;
using Gridwork.Forms;
using P = DocumentFormat.OpenXml.Presentation;

namespace Gridwork.Documents.Decks;

/// <summary>A part of a template.</summary>
internal sealed record TemplatePart(string Name, string ContentType, byte[] Bytes, IReadOnlyList<PartLink> Links);

/// <summary>A template for decks. Immutable; may be kept and used for many decks at once.</summary>
public sealed class DeckTemplate
{
    internal const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    internal const string Types = "application/vnd.openxmlformats-officedocument.presentationml.";

    private static readonly Lazy<DeckTemplate> OwnTemplate = new(MakeOwn);

    private DeckTemplate(IReadOnlyList<TemplatePart> parts, string presentation, IReadOnlyList<PartLink> links, string cover, string content, DeckFrame frame)
    {
        (Parts, PresentationXml, Links, CoverLayout, ContentLayout, Frame) = (parts, presentation, links, cover, content, frame);
        NotesMaster = links.Where(link => link.Type == Relations + "notesMaster").Select(link => link.Target).FirstOrDefault();
    }

    /// <summary>The deck's own: warm paper, Song, red rule (look/LOOK.md, Paper and print).</summary>
    public static DeckTemplate Own => OwnTemplate.Value;

    internal IReadOnlyList<TemplatePart> Parts { get; }

    /// <summary>The presentation part without slides.</summary>
    internal string PresentationXml { get; }

    /// <summary>The presentation's relationships to the template's parts.</summary>
    internal IReadOnlyList<PartLink> Links { get; }

    internal string CoverLayout { get; }

    internal string ContentLayout { get; }

    internal string? NotesMaster { get; }

    internal DeckFrame Frame { get; }

    /// <summary>Reads a district's template.</summary>
    /// <param name="file">A .potx or .pptx; must be seekable. Read to its end, left open.</param>
    /// <param name="name">Its name, for what is said about it.</param>
    /// <param name="refusal">Why it cannot be used: no presentation, with macros, no layout with a title.</param>
    /// <returns>The template; null: refused.</returns>
    public static DeckTemplate? Open(Stream file, string name, out Problem? refusal)
    {
        refusal = null;
        try
        {
            using var package = Package.Open(file, FileMode.Open, FileAccess.Read);
            var main = package.GetRelationshipsByType(Relations + "officeDocument").Select(link => link.TargetUri).FirstOrDefault();
            if (main is null || !package.PartExists(Absolute("/", main)) || package.GetPart(Absolute("/", main)) is not { } presentation
                || !presentation.ContentType.StartsWith(Types, StringComparison.Ordinal))
            {
                refusal = Refuse(DeckProblems.NotAPresentation);
                return null;
            }
            var parts = new Dictionary<string, TemplatePart>(StringComparer.OrdinalIgnoreCase);
            var links = Copy(package, presentation, parts, isMain: true);
            var (xml, height, emu) = Empty(Text(presentation));
            var layouts = parts.Values.Where(part => part.ContentType == Types + "slideLayout+xml").OrderBy(part => part.Name.Length).ThenBy(part => part.Name, StringComparer.Ordinal)
                .Select(part => (part.Name, Layout: new P.SlideLayout(Text(part.Bytes)), part.Links)).ToList();
            // The layout that promises a title and nothing else is the one that leaves the page to us.
            var content = layouts.Where(layout => TitleOf(layout.Layout) is not null)
                .OrderByDescending(layout => layout.Layout.Type?.Value == P.SlideLayoutValues.TitleOnly)
                .ThenBy(layout => layout.Layout.Descendants<P.PlaceholderShape>().Count()).FirstOrDefault();
            if (content.Layout is null)
            {
                refusal = Refuse(DeckProblems.NoLayout);
                return null;
            }
            var cover = layouts.Where(layout => layout.Layout.Type?.Value == P.SlideLayoutValues.Title && TitleOf(layout.Layout) is not null).Select(layout => layout.Name).FirstOrDefault() ?? content.Name;
            var master = content.Links.Where(link => link.Type == Relations + "slideMaster").Select(link => parts[link.Target]).First();
            return new DeckTemplate([.. parts.Values], xml, links, cover, content.Name, FrameOf(content.Layout, new P.SlideMaster(Text(master.Bytes)), emu, height));
        }
        catch (Exception fault) when (fault is FileFormatException or InvalidDataException or XmlException or KeyNotFoundException or InvalidOperationException or NotSupportedException)
        {
            refusal = Refuse(DeckProblems.NotAPresentation);
            return null;
        }

        Problem Refuse(ProblemKind kind) => new(kind, new SourceLocation(name), []);
    }

    // What a deck takes over: everything that the presentation leads to, apart from slides, macros and what only slides use.
    private static List<PartLink> Copy(Package package, PackagePart from, Dictionary<string, TemplatePart> parts, bool isMain)
    {
        var links = new List<PartLink>();
        foreach (var link in from.GetRelationships())
        {
            if (link.TargetMode == TargetMode.External)
            {
                links.Add(new PartLink(link.Id, link.RelationshipType, link.TargetUri.OriginalString, true));
                continue;
            }
            var kind = link.RelationshipType[(link.RelationshipType.LastIndexOf('/') + 1)..];
            if (isMain && kind is not ("slideMaster" or "notesMaster" or "handoutMaster" or "theme" or "presProps" or "viewProps" or "tableStyles" or "font")) continue;
            var target = Absolute(from.Uri.OriginalString, link.TargetUri);
            links.Add(new PartLink(link.Id, link.RelationshipType, target.OriginalString, false));
            if (parts.ContainsKey(target.OriginalString) || target == from.Uri) continue;
            var part = package.GetPart(target);
            // Reserved first: layouts and masters point at each other.
            parts[target.OriginalString] = new TemplatePart(target.OriginalString, part.ContentType, [], []);
            parts[target.OriginalString] = new TemplatePart(target.OriginalString, part.ContentType, Bytes(part), Copy(package, part, parts, isMain: false));
        }
        return links;
    }

    // The presentation without its slides and what names them; its slide's height in pixels of a slide 1600 wide, and the size of such a pixel.
    private static (string Xml, double Height, double Emu) Empty(string xml)
    {
        var presentation = new P.Presentation(xml);
        var size = presentation.SlideSize ?? throw new InvalidDataException("The presentation has no slide size.");
        presentation.SlideIdList = null;
        presentation.CustomShowList = null;
        presentation.CustomerDataList = null;
        presentation.RemoveAllChildren<P.PresentationExtensionList>();
        presentation.ModificationVerifier = null;
        var emu = size.Cx!.Value / DeckFrame.Width;
        return (presentation.OuterXml, size.Cy!.Value / emu, emu);
    }

    private static DeckFrame FrameOf(P.SlideLayout layout, P.SlideMaster master, double emu, double height)
    {
        var masterTitle = TitleOf(master);
        var place = TitleOf(layout)?.ShapeProperties?.Transform2D ?? masterTitle?.ShapeProperties?.Transform2D;
        var title = place is { Offset: { } offset, Extents: { } extents }
            ? new Area(offset.X!.Value / emu, offset.Y!.Value / emu, extents.Cx!.Value / emu, extents.Cy!.Value / emu)
            : new Area(64, 60, 1472, 90);
        const double margin = 64, line = 34, foot = 28;
        // Footer placeholders stand at the bottom of most templates; what is drawn ends above them.
        var bottom = master.Descendants<P.Shape>()
            .Where(shape => shape.Descendants<P.PlaceholderShape>().FirstOrDefault()?.Type?.Value is { } type
                && (type == P.PlaceholderValues.SlideNumber || type == P.PlaceholderValues.Footer || type == P.PlaceholderValues.DateAndTime))
            .Select(shape => shape.ShapeProperties?.Transform2D?.Offset?.Y?.Value / emu).Min() ?? (height - 56);
        bottom = Math.Clamp(bottom, height * 0.8, height - 40);
        // Titles may stand at the side or the bottom; then the page begins at its top.
        var top = title.Bottom < height * 0.4 ? title.Bottom + 6 : 48;
        var kicker = new Area(margin, top, 900, line);
        var aside = new Area(margin + 900, top, DeckFrame.Width - (2 * margin) - 900, line);
        return new DeckFrame(
            emu, height, new Area(margin, top + line + 10, DeckFrame.Width - (2 * margin), bottom - foot - 8 - top - line - 10), title, 44, kicker, aside,
            new Area(margin, bottom - foot, DeckFrame.Width - (2 * margin), foot), OwnTitlePlace: true);
    }

    private static P.Shape? TitleOf(OpenXmlElement sheet) => sheet.Descendants<P.Shape>().FirstOrDefault(shape =>
        shape.Descendants<P.PlaceholderShape>().FirstOrDefault()?.Type?.Value is { } type
        && (type == P.PlaceholderValues.Title || type == P.PlaceholderValues.CenteredTitle));

    private static DeckTemplate MakeOwn()
    {
        const string master = "/ppt/slideMasters/slideMaster1.xml", cover = "/ppt/slideLayouts/slideLayout1.xml", content = "/ppt/slideLayouts/slideLayout2.xml", theme = "/ppt/theme/theme1.xml";
        PartLink To(int id, string type, string target) => new($"rId{id}", Relations + type, target, false);
        return new DeckTemplate(
            [
                new(master, Types + "slideMaster+xml", OwnPart("master"), [To(1, "slideLayout", cover), To(2, "slideLayout", content), To(3, "theme", theme)]),
                new(cover, Types + "slideLayout+xml", OwnPart("cover"), [To(1, "slideMaster", master)]),
                new(content, Types + "slideLayout+xml", OwnPart("content"), [To(1, "slideMaster", master)]),
                new(theme, "application/vnd.openxmlformats-officedocument.theme+xml", OwnPart("theme"), []),
            ],
            Text(OwnPart("presentation")), [To(1, "slideMaster", master)], cover, content, DeckFrame.Own);
    }

    /// <summary>A part of the deck's own template.</summary>
    internal static byte[] OwnPart(string name)
    {
        using var stream = typeof(DeckTemplate).Assembly.GetManifestResourceStream($"Gridwork.Documents.Decks.Blank.{name}.xml")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string Text(PackagePart part) => Text(Bytes(part));

    private static string Text(byte[] bytes)
    {
        using var reader = XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        reader.MoveToContent();
        return reader.ReadOuterXml();
    }

    private static byte[] Bytes(PackagePart part)
    {
        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static Uri Absolute(string source, Uri target) => PackUriHelper.ResolvePartUri(new Uri(source, UriKind.Relative), target);
}
