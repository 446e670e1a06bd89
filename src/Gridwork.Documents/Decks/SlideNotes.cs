using A = DocumentFormat.OpenXml.Drawing;
using P = DocumentFormat.OpenXml.Presentation;

namespace Gridwork.Documents.Decks;

/// <summary>A slide's notes: where its figures come from.</summary>
internal static class SlideNotes
{
    /// <summary>The notes page of a slide.</summary>
    public static P.NotesSlide Make(IEnumerable<string> lines, string language)
    {
        var body = new P.TextBody(new A.BodyProperties(), new A.ListStyle());
        foreach (var line in lines)
            body.AppendChild(new A.Paragraph(new A.Run(new A.RunProperties { Language = language, Dirty = false }, new A.Text(TextLine.Clean(line)))));
        var notes = new P.NotesSlide(
            new P.CommonSlideData(new P.ShapeTree(
                new P.NonVisualGroupShapeProperties(
                    new P.NonVisualDrawingProperties { Id = 1, Name = "" }, new P.NonVisualGroupShapeDrawingProperties(), new P.ApplicationNonVisualDrawingProperties()),
                new P.GroupShapeProperties(),
                Placeholder(2, "slide", new P.PlaceholderShape { Type = P.PlaceholderValues.SlideImage }, null),
                Placeholder(3, "notes", new P.PlaceholderShape { Type = P.PlaceholderValues.Body, Index = 1 }, body))),
            new P.ColorMapOverride(new A.MasterColorMapping()));
        notes.AddNamespaceDeclaration("a", "http://schemas.openxmlformats.org/drawingml/2006/main");
        notes.AddNamespaceDeclaration("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
        notes.AddNamespaceDeclaration("p", "http://schemas.openxmlformats.org/presentationml/2006/main");
        return notes;
    }

    private static P.Shape Placeholder(uint id, string name, P.PlaceholderShape placeholder, P.TextBody? body)
    {
        var shape = new P.Shape(
            new P.NonVisualShapeProperties(
                new P.NonVisualDrawingProperties { Id = id, Name = name },
                new P.NonVisualShapeDrawingProperties(new A.ShapeLocks { NoGrouping = true, NoRotation = body is null ? true : null, NoChangeAspect = body is null ? true : null }),
                new P.ApplicationNonVisualDrawingProperties(placeholder)),
            new P.ShapeProperties());
        if (body is not null) shape.AppendChild(body);
        return shape;
    }
}
