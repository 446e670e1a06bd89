using A = DocumentFormat.OpenXml.Drawing;
using P = DocumentFormat.OpenXml.Presentation;

namespace Gridwork.Documents.Decks;

/// <summary>Photos before and after, 4 : 3, the caption below. What is missing is said in words in its place.</summary>
internal static class SlidePhotos
{
    private const double CaptionSize = 20;
    private const double CaptionGap = 8;

    /// <summary>The height of photo and caption in a width.</summary>
    public static double HeightOf(double width) => (width * 3 / 4) + CaptionGap + TextLine.HeightOf(CaptionSize);

    /// <summary>The photos of a pair.</summary>
    public static IEnumerable<DeckPhoto> Of(DeckPhotoPair pair)
    {
        if (pair.Before is { } before) yield return before;
        if (pair.After is { } after) yield return after;
    }

    /// <summary>Draws a pair, before to the left, after to the right.</summary>
    /// <param name="canvas">The slide.</param>
    /// <param name="x">Its left.</param>
    /// <param name="y">Its top.</param>
    /// <param name="width">The width of one photo.</param>
    /// <param name="gap">Between the two.</param>
    /// <param name="pair">The pair; null: neither photo is there.</param>
    public static void Draw(SlideCanvas canvas, double x, double y, double width, double gap, DeckPhotoPair? pair)
    {
        One(canvas, new Area(x, y, width, width * 3 / 4), pair?.Before, "before");
        One(canvas, new Area(x + width + gap, y, width, width * 3 / 4), pair?.After, "after");
    }

    private static void One(SlideCanvas canvas, Area at, DeckPhoto? photo, string which)
    {
        var texts = canvas.Texts;
        var word = texts["photo." + which];
        if (photo is not null && canvas.Media.Find(photo) is { } stored) Picture(canvas, at, photo, stored, word);
        else Missing(canvas, at, photo is null ? texts[$"photo.{which}.none"] : texts["photo.unreadable"]);
        var caption = photo is null ? word : texts.Format("photo.caption", word, photo.Caption);
        canvas.Text(new Area(at.X, at.Bottom + CaptionGap, at.Width, TextLine.HeightOf(CaptionSize)), [TextLine.Of(caption, CaptionSize)], name: word);
    }

    private static void Missing(SlideCanvas canvas, Area at, string words)
    {
        canvas.Box(at, null, Ink.Line, name: words);
        canvas.Text(at, [TextLine.Of(words, CaptionSize, Ink.Quiet, centred: true)], A.TextAnchoringTypeValues.Center, name: words);
    }

    private static void Picture(SlideCanvas canvas, Area at, DeckPhoto photo, StoredPhoto stored, string word)
    {
        var embed = canvas.Links.To("http://schemas.openxmlformats.org/officeDocument/2006/relationships/image", stored.Part);
        var lying = stored.QuarterTurns % 2 == 1;
        // A turned picture is placed as it lies and turned about its middle; its frame has width and height exchanged.
        var frame = lying ? new Area(at.X + ((at.Width - at.Height) / 2), at.Y + ((at.Height - at.Width) / 2), at.Height, at.Width) : at;
        var place = canvas.Place(frame);
        if (stored.QuarterTurns > 0) place.Rotation = stored.QuarterTurns * 5_400_000;
        if (stored.Mirrored) place.HorizontalFlip = true;
        canvas.Put(new P.Picture(
            new P.NonVisualPictureProperties(
                canvas.Identity($"{word} {photo.Caption}", photo.Alt ?? $"{word} {photo.Caption}"),
                new P.NonVisualPictureDrawingProperties(new A.PictureLocks { NoChangeAspect = true }),
                new P.ApplicationNonVisualDrawingProperties()),
            new P.BlipFill(new A.Blip { Embed = embed }, Crop(stored, frame), new A.Stretch(new A.FillRectangle())),
            new P.ShapeProperties(place, new A.PresetGeometry(new A.AdjustValueList()) { Preset = A.ShapeTypeValues.Rectangle })));
    }

    // What stands over the frame's shape is cut off evenly, in thousandths of a percent; the picture itself is whole in the file.
    private static A.SourceRectangle Crop(StoredPhoto photo, Area frame)
    {
        var have = (double)photo.Width / photo.Height;
        var want = frame.Width / frame.Height;
        var cut = (int)Math.Round((have > want ? 1 - (want / have) : 1 - (have / want)) * 50_000);
        return cut == 0 ? new A.SourceRectangle()
            : have > want ? new A.SourceRectangle { Left = cut, Right = cut }
            : new A.SourceRectangle { Top = cut, Bottom = cut };
    }
}
