using DocumentFormat.OpenXml.Wordprocessing;
using Gridwork.Documents.Decks;
using A = DocumentFormat.OpenXml.Drawing;
using Pic = DocumentFormat.OpenXml.Drawing.Pictures;
using Wp = DocumentFormat.OpenXml.Drawing.Wordprocessing;

namespace Gridwork.Documents.Papers;

/// <summary>A photo in the text, as wide as its table cell.</summary>
internal static class PaperPicture
{
    private const long EmuPerTwip = 635;

    // Where no cell bounds it: 14 cm, and never higher than 9 cm.
    private const long Widest = 14 * 360_000;
    private const long Highest = 9 * 360_000;

    // Word's default margins of a table cell, both sides.
    private const int CellMargins = 216;

    /// <summary>How wide a photo may be where a text stands, in English metric units.</summary>
    public static long WidthAt(Text text) =>
        text.Ancestors<TableCell>().FirstOrDefault()?.TableCellProperties?.TableCellWidth is { Type.Value: var type, Width.Value: { } width }
        && type == TableWidthUnitValues.Dxa && int.TryParse(width, out var twips) && twips > CellMargins
            ? Math.Min(Widest, (twips - CellMargins) * EmuPerTwip)
            : Widest;

    public static Drawing Make(string relationship, uint id, string alt, PreparedPhoto photo, long width)
    {
        var height = width * photo.Height / photo.Width;
        if (height > Highest) (width, height) = (Highest * photo.Width / photo.Height, Highest);
        var name = $"photo {id}";
        return new Drawing(new Wp.Inline(
            new Wp.Extent { Cx = width, Cy = height },
            new Wp.EffectExtent { LeftEdge = 0, TopEdge = 0, RightEdge = 0, BottomEdge = 0 },
            new Wp.DocProperties { Id = id, Name = name, Description = TextLine.Clean(alt) },
            new Wp.NonVisualGraphicFrameDrawingProperties(new A.GraphicFrameLocks { NoChangeAspect = true }),
            new A.Graphic(new A.GraphicData(new Pic.Picture(
                new Pic.NonVisualPictureProperties(new Pic.NonVisualDrawingProperties { Id = id, Name = name }, new Pic.NonVisualPictureDrawingProperties()),
                new Pic.BlipFill(new A.Blip { Embed = relationship }, new A.Stretch(new A.FillRectangle())),
                new Pic.ShapeProperties(
                    new A.Transform2D(new A.Offset { X = 0, Y = 0 }, new A.Extents { Cx = width, Cy = height }),
                    new A.PresetGeometry(new A.AdjustValueList()) { Preset = A.ShapeTypeValues.Rectangle })))
            { Uri = "http://schemas.openxmlformats.org/drawingml/2006/picture" }))
        { DistanceFromTop = 0, DistanceFromBottom = 0, DistanceFromLeft = 0, DistanceFromRight = 0 });
    }
}
