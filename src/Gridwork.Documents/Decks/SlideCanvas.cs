// A slide while it is drawn: shapes with ids of their own, the slide's relationships, the lines of its notes. Measures are pixels of a slide 1600
// wide (DeckFrame); what is drawn is DrawingML, so everything on a slide stays editable in PowerPoint.
using DocumentFormat.OpenXml;
using Gridwork.Documents.Packages;
using A = DocumentFormat.OpenXml.Drawing;
using P = DocumentFormat.OpenXml.Presentation;

namespace Gridwork.Documents.Decks;

/// <summary>A slide being drawn.</summary>
internal sealed class SlideCanvas(DeckFrame frame, DeckTexts texts, DeckGround? ground, PartLinks links, DeckMedia media)
{
    private readonly P.ShapeTree tree = new(
        new P.NonVisualGroupShapeProperties(
            new P.NonVisualDrawingProperties { Id = 1, Name = "" }, new P.NonVisualGroupShapeDrawingProperties(), new P.ApplicationNonVisualDrawingProperties()),
        new P.GroupShapeProperties(new A.TransformGroup(
            new A.Offset { X = 0, Y = 0 }, new A.Extents { Cx = 0, Cy = 0 }, new A.ChildOffset { X = 0, Y = 0 }, new A.ChildExtents { Cx = 0, Cy = 0 })));

    private uint lastId = 1;

    public DeckFrame Frame => frame;

    public DeckTexts Texts => texts;

    public PartLinks Links => links;

    public DeckMedia Media => media;

    public DeckGround? Ground => ground;

    /// <summary>What the notes say.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Whether a number on it was counted, and whether one opens by a click.</summary>
    public bool HasCounted { get; private set; }

    /// <inheritdoc cref="HasCounted"/>
    public bool HasLinked { get; private set; }

    /// <summary>The slide's part.</summary>
    public P.Slide ToSlide()
    {
        var slide = new P.Slide(new P.CommonSlideData(tree), new P.ColorMapOverride(new A.MasterColorMapping()));
        slide.AddNamespaceDeclaration("a", "http://schemas.openxmlformats.org/drawingml/2006/main");
        slide.AddNamespaceDeclaration("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
        slide.AddNamespaceDeclaration("p", "http://schemas.openxmlformats.org/presentationml/2006/main");
        return slide;
    }

    /// <summary>Names of what a shape is.</summary>
    public P.NonVisualDrawingProperties Identity(string name, string? alt = null)
    {
        var identity = new P.NonVisualDrawingProperties { Id = ++lastId, Name = TextLine.Clean(name) };
        if (alt is not null) identity.Description = TextLine.Clean(alt);
        return identity;
    }

    /// <summary>Puts a shape on top of those before it.</summary>
    public void Put(OpenXmlElement shape) => tree.AppendChild(shape);

    public A.Transform2D Place(Area at) => new(
        new A.Offset { X = frame.ToEmu(at.X), Y = frame.ToEmu(at.Y) },
        new A.Extents { Cx = frame.ToEmu(at.Width), Cy = frame.ToEmu(at.Height) });

    /// <summary>A line of 1 px or more, as long as <paramref name="width"/>.</summary>
    public void Line(double x, double y, double width, double thickness, Ink ink) =>
        Box(new Area(x, y, width, thickness), ink, null);

    /// <summary>A rectangle.</summary>
    public void Box(Area at, Ink? fill, Ink? line, string name = "rule", A.ShapeTypeValues? shape = null, double lineWidth = 1)
    {
        var properties = new P.ShapeProperties(Place(at), new A.PresetGeometry(new A.AdjustValueList()) { Preset = shape ?? A.ShapeTypeValues.Rectangle });
        properties.AppendChild<OpenXmlElement>(fill is { } inside ? inside.Fill() : new A.NoFill());
        properties.AppendChild(Outline(line, lineWidth));
        Put(new P.Shape(
            new P.NonVisualShapeProperties(Identity(name), new P.NonVisualShapeDrawingProperties(), new P.ApplicationNonVisualDrawingProperties()),
            properties));
    }

    /// <summary>An outline, or the word that there is none.</summary>
    public A.Outline Outline(Ink? ink, double width = 1) => ink is { } colour
        ? new A.Outline(colour.Fill()) { Width = (int)frame.ToEmu(width) }
        : new A.Outline(new A.NoFill());

    /// <summary>A text box. Its text keeps its size; the box is as large as said.</summary>
    /// <param name="at">Where.</param>
    /// <param name="lines">Its paragraphs.</param>
    /// <param name="anchor">Where in the box's height.</param>
    /// <param name="name">The shape's name.</param>
    /// <param name="link">Where a click leads.</param>
    /// <param name="boxed">A hairline around it: a declared figure.</param>
    /// <param name="wraps">False where a line must not break.</param>
    public void Text(
        Area at, IReadOnlyList<TextLine> lines, A.TextAnchoringTypeValues? anchor = null, string name = "text", Uri? link = null, bool boxed = false, bool wraps = true)
    {
        var identity = Identity(name);
        if (link is not null)
        {
            // The link is on the shape, not on the words: PowerPoint underlines linked words in its own way, and dots must stay dots.
            identity.AppendChild(new A.HyperlinkOnClick { Id = links.Out("http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", link) });
            HasLinked = true;
        }
        HasCounted |= lines.Any(line => line.Runs.Any(run => run.Dotted));
        var properties = new P.ShapeProperties(Place(at), new A.PresetGeometry(new A.AdjustValueList()) { Preset = A.ShapeTypeValues.Rectangle }, new A.NoFill());
        if (boxed) properties.AppendChild(Outline(Ink.Quiet));
        Put(new P.Shape(
            new P.NonVisualShapeProperties(identity, new P.NonVisualShapeDrawingProperties { TextBox = true }, new P.ApplicationNonVisualDrawingProperties()),
            properties,
            Body(lines, anchor ?? A.TextAnchoringTypeValues.Top, wraps)));
    }

    /// <summary>The title, in the template's placeholder. A title too long for one line is set smaller, down to 60 %.</summary>
    public void Title(string title, bool onCover)
    {
        var size = frame.TitleSize;
        var wide = TextWidth.Of(title, size, bold: true);
        if (!onCover && !frame.OwnTitlePlace && wide > frame.Title.Width) size *= Math.Max(0.6, frame.Title.Width / wide);
        var run = new A.Run(new A.RunProperties { Language = texts.Language, Dirty = false }, new A.Text(TextLine.Clean(title)));
        if (size < frame.TitleSize) run.RunProperties!.FontSize = frame.ToPoints(size);
        Placeholder(onCover ? P.PlaceholderValues.CenteredTitle : P.PlaceholderValues.Title, null, "title", [new A.Paragraph(run)]);
    }

    /// <summary>The cover's second text.</summary>
    public void Subtitle(IReadOnlyList<string> lines) =>
        Placeholder(P.PlaceholderValues.SubTitle, 1, "subtitle", [.. lines.DefaultIfEmpty("").Select(line => new A.Paragraph(
            new A.Run(new A.RunProperties { Language = texts.Language, Dirty = false }, new A.Text(TextLine.Clean(line)))))]);

    /// <summary>The page's number, as a field that follows when slides are moved, and how many there are.</summary>
    public void PageNumber(Area at, int page, int pages)
    {
        var look = new TextRun("", 16, Ink.Quiet);
        var paragraph = new TextLine([new TextRun(texts.Format("page.of", pages), 16, Ink.Quiet)], Right: true).ToParagraph(frame, texts.Language);
        paragraph.InsertAfter(
            new A.Field(TextLine.Look(look, frame, texts.Language), new A.Text(DeckTexts.Number(page))) { Id = "{6B1E8F5C-2B0D-4A57-9E39-5D3C1F0A7E21}", Type = "slidenum" },
            paragraph.ParagraphProperties);
        Put(new P.Shape(
            new P.NonVisualShapeProperties(Identity("page"), new P.NonVisualShapeDrawingProperties { TextBox = true }, new P.ApplicationNonVisualDrawingProperties()),
            new P.ShapeProperties(Place(at), new A.PresetGeometry(new A.AdjustValueList()) { Preset = A.ShapeTypeValues.Rectangle }, new A.NoFill()),
            new P.TextBody(Properties(A.TextAnchoringTypeValues.Top, wraps: true), new A.ListStyle(), paragraph)));
    }

    /// <summary>Key figures beside each other: label, number with its dots, unit.</summary>
    /// <param name="at">Where.</param>
    /// <param name="figures">The figures.</param>
    /// <param name="size">Type size of the numbers.</param>
    public void Figures(Area at, IReadOnlyList<DeckFigure> figures, double size)
    {
        if (figures.Count == 0) return;
        var step = at.Width / figures.Count;
        var label = Math.Clamp(size * 0.36, 18, 22);
        for (var i = 0; i < figures.Count; i++)
        {
            var figure = figures[i];
            var unit = figure.Unit is null ? "" : " " + figure.Unit;
            var wide = TextWidth.Of(figure.Number, size, bold: true) + TextWidth.Of(unit, label);
            var number = size * Math.Min(1, (step - 8) / wide);
            var place = new Area(at.X + (step * i), at.Y, step - 6, at.Height);
            Text(place with { Height = label * 1.4 }, [TextLine.Of(figure.Label, label, Ink.Quiet)], name: figure.Label);
            // The box stands off its number by a space.
            var runs = new List<TextRun>
            {
                new((figure.Declared ? "\u2005" : "") + figure.Number, number, figure.Late ? Ink.Seal : Ink.Text, Bold: !figure.Declared, Dotted: figure.Tally is not null && !figure.Declared),
            };
            if (figure.Unit is not null) runs.Add(new TextRun(unit, label, Ink.Quiet));
            if (figure.Declared) runs.Add(new TextRun(" " + texts["declared"], label * 0.8, Ink.Quiet));
            var box = place.Below(label * 1.5);
            Text(
                figure.Declared ? box with { Width = Math.Min(box.Width, wide + 56), Height = number * 1.4 } : box,
                [new TextLine(runs)], name: $"{figure.Label} {figure.Number}", link: figure.Link, boxed: figure.Declared, wraps: false);
            Note(figure);
        }
    }

    /// <summary>A table.</summary>
    public void Table(Area at, DeckTable table, double size = SlideTable.Size) => HasCounted |= SlideTable.Draw(this, at, table, size);

    /// <summary>A chart.</summary>
    public void Chart(Area at, DeckChart chart)
    {
        SlideChart.Draw(this, at, chart);
        if (chart.Tally is { } tally) Notes.Add(texts.Format("notes.chart", chart.Title ?? "", tally));
    }

    /// <summary>The body of a text shape.</summary>
    public P.TextBody Body(IReadOnlyList<TextLine> lines, A.TextAnchoringTypeValues anchor, bool wraps)
    {
        var body = new P.TextBody(Properties(anchor, wraps), new A.ListStyle());
        foreach (var line in lines) body.AppendChild(line.ToParagraph(frame, texts.Language));
        return body;
    }

    private static A.BodyProperties Properties(A.TextAnchoringTypeValues anchor, bool wraps) => new(new A.NoAutoFit())
    {
        LeftInset = 0,
        TopInset = 0,
        RightInset = 0,
        BottomInset = 0,
        Anchor = anchor,
        Wrap = wraps ? A.TextWrappingValues.Square : A.TextWrappingValues.None,
    };

    private void Placeholder(P.PlaceholderValues type, uint? index, string name, IReadOnlyList<A.Paragraph> paragraphs)
    {
        var placeholder = new P.PlaceholderShape { Type = type };
        if (index is { } i) placeholder.Index = i;
        var body = new P.TextBody(new A.BodyProperties(), new A.ListStyle());
        foreach (var paragraph in paragraphs) body.AppendChild(paragraph);
        Put(new P.Shape(
            new P.NonVisualShapeProperties(
                Identity(name), new P.NonVisualShapeDrawingProperties(new A.ShapeLocks { NoGrouping = true }), new P.ApplicationNonVisualDrawingProperties(placeholder)),
            new P.ShapeProperties(),
            body));
    }

    private void Note(DeckFigure figure)
    {
        if (figure.Declared) Notes.Add(texts.Format("notes.declared", figure.Label, figure.Number, figure.Unit ?? ""));
        else if (figure.Tally is { } tally) Notes.Add(texts.Format("notes.figure", figure.Label, figure.Number, figure.Unit ?? "", tally));
    }
}
