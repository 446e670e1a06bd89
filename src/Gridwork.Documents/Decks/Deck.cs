// A deck from its model: pages are laid out first, so that each knows how many there are; then part after part is written, photos before the slide that
// shows them. Nothing is kept but the numbers of what was stored, so the size of a deck is no matter of memory.
using System.Globalization;
using Gridwork.Documents.Packages;
using P = DocumentFormat.OpenXml.Presentation;

namespace Gridwork.Documents.Decks;

/// <summary>Decks (PPT) as Office Open XML (ECMA-376, transitional; PowerPoint 2010 and later, WPS, LibreOffice).</summary>
public static class Deck
{
    /// <summary>The media type of what is written.</summary>
    public const string ContentType = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

    private const string Relations = DeckTemplate.Relations;
    private const string Types = DeckTemplate.Types;
    private const string NotesMaster = "/ppt/notesMasters/notesMaster1.xml";
    private const string Core = "/docProps/core.xml";

    /// <summary>Writes a deck. The same model and template give the same bytes.</summary>
    /// <param name="model">What it says.</param>
    /// <param name="to">Where to; need not be seekable. Written to synchronously and left open.</param>
    /// <param name="template">The district's own template; null: the deck's.</param>
    /// <exception cref="IOException">A photo's stream failed. What was written so far is no deck.</exception>
    public static void Write(DeckModel model, Stream to, DeckTemplate? template = null)
    {
        template ??= DeckTemplate.Own;
        var texts = DeckTexts.In(model.Language);
        var pages = model.Slides.SelectMany(slide => slide.Pages(template.Frame, texts).ToList() is var all
            ? all.Select((page, i) => (Page: page, Part: i + 1, Parts: all.Count)) : []).ToList();
        var root = new PartLinks();
        root.To(Relations + "officeDocument", "/ppt/presentation.xml");
        root.To("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", Core);
        using var package = new PackageWriter(to, root);
        foreach (var part in template.Parts)
        {
            var links = new PartLinks();
            foreach (var link in part.Links) links.Keep(link);
            package.Add(part.Name, part.ContentType, part.Bytes, links);
        }
        var presentation = new PartLinks();
        foreach (var link in template.Links) presentation.Keep(link);
        var notesMaster = template.NotesMaster ?? AddNotesMaster(package, presentation);

        var media = new DeckMedia(package);
        var slides = new List<string>();
        foreach (var (page, part, parts) in pages)
        {
            media.Store(page.Photos);
            var no = slides.Count + 1;
            var name = string.Create(CultureInfo.InvariantCulture, $"/ppt/slides/slide{no}.xml");
            var links = new PartLinks();
            links.To(Relations + "slideLayout", page.Slide is CoverSlide ? template.CoverLayout : template.ContentLayout);
            var canvas = new SlideCanvas(template.Frame, texts, model.Ground, links, media);
            Draw(canvas, model, page, part, parts, no, pages.Count);
            AddNotes(package, canvas, model, name, no, notesMaster);
            package.Add(name, Types + "slide+xml", canvas.ToSlide(), links);
            slides.Add(presentation.To(Relations + "slide", name));
        }
        package.Add("/ppt/presentation.xml", Types + "presentation.main+xml", Presentation(template, presentation, notesMaster, slides), presentation);
        package.Add(Core, "application/vnd.openxmlformats-package.core-properties+xml", CoreProperties.Write(model.Title, model.District, texts.Language));
    }

    private static void Draw(SlideCanvas canvas, DeckModel model, DeckPage page, int part, int parts, int no, int count)
    {
        var (frame, texts, slide) = (canvas.Frame, canvas.Texts, page.Slide);
        var isCover = slide is CoverSlide;
        canvas.Title(parts == 1 ? slide.Title : texts.Format("page.continued", slide.Title, part, parts), isCover);
        if (model.DemoMark is { } mark) canvas.Text(new Area(400, 14, 800, 24), [TextLine.Of(mark, 15, Ink.Quiet, centred: true)], name: "demo");
        if (!isCover)
        {
            if (slide.Kicker.Length > 0) canvas.Text(frame.Kicker, [TextLine.Of(slide.Kicker, 22, Ink.Seal)], name: "kicker");
            if (slide.Aside.Count > 0)
            {
                // A template of the district has one line for it, our own two.
                var lines = frame.OwnTitlePlace ? [string.Join("　", slide.Aside)] : slide.Aside;
                canvas.Text(frame.Aside, [.. lines.Select(line => TextLine.Of(line, 20, Ink.Quiet, right: true))], DocumentFormat.OpenXml.Drawing.TextAnchoringTypeValues.Bottom, "aside");
            }
        }
        page.Draw(canvas);
        Foot(canvas, model, isCover, no, count);
    }

    private static void Foot(SlideCanvas canvas, DeckModel model, bool isCover, int no, int count)
    {
        var (foot, texts) = (canvas.Frame.Foot, canvas.Texts);
        var words = model.Position is { } position ? texts.Format("foot.as-of.position", model.AsOf, position) : texts.Format("foot.as-of", model.AsOf);
        if (isCover && model.CheckCode is { } code) words += texts.Format("code", code);
        if (canvas.HasCounted) words += texts[canvas.HasLinked ? "foot.counted.link" : "foot.counted"];
        canvas.Text(foot with { Width = foot.Width - 140 }, [TextLine.Of(words, 16, Ink.Quiet)], name: "as of");
        if (!isCover) canvas.PageNumber(foot.RightOf(foot.Width - 130), no, count);
    }

    private static void AddNotes(PackageWriter package, SlideCanvas canvas, DeckModel model, string slide, int no, string notesMaster)
    {
        if (canvas.Notes.Count == 0) return;
        var texts = canvas.Texts;
        var name = string.Create(CultureInfo.InvariantCulture, $"/ppt/notesSlides/notesSlide{no}.xml");
        var links = new PartLinks();
        links.To(Relations + "notesMaster", notesMaster);
        links.To(Relations + "slide", slide);
        var asOf = model.Position is { } position ? texts.Format("foot.as-of.position", model.AsOf, position) : texts.Format("foot.as-of", model.AsOf);
        package.Add(name, Types + "notesSlide+xml", SlideNotes.Make([texts["notes.head"], .. canvas.Notes, asOf], texts.Language), links);
        canvas.Links.To(Relations + "notesSlide", name);
    }

    private static string AddNotesMaster(PackageWriter package, PartLinks presentation)
    {
        var theme = "/ppt/theme/theme1.xml";
        for (var no = 2; package.Has(theme); no++) theme = string.Create(CultureInfo.InvariantCulture, $"/ppt/theme/theme{no}.xml");
        package.Add(theme, "application/vnd.openxmlformats-officedocument.theme+xml", DeckTemplate.OwnPart("theme"));
        var links = new PartLinks();
        links.To(Relations + "theme", theme);
        package.Add(NotesMaster, Types + "notesMaster+xml", DeckTemplate.OwnPart("notes"), links);
        presentation.To(Relations + "notesMaster", NotesMaster);
        return NotesMaster;
    }

    private static P.Presentation Presentation(DeckTemplate template, PartLinks links, string notesMaster, List<string> slides)
    {
        var presentation = new P.Presentation(template.PresentationXml)
        {
            NotesMasterIdList = new P.NotesMasterIdList(new P.NotesMasterId { Id = links.To(Relations + "notesMaster", notesMaster) }),
        };
        var list = new P.SlideIdList();
        // Slide ids begin at 256 (ECMA-376 part 1, section 19.7.13).
        for (var i = 0; i < slides.Count; i++) list.AppendChild(new P.SlideId { Id = (uint)(256 + i), RelationshipId = slides[i] });
        if (slides.Count > 0) presentation.SlideIdList = list;
        return presentation;
    }
}
