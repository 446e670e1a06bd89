using A = DocumentFormat.OpenXml.Drawing;

namespace Gridwork.Documents.Decks;

/// <summary>Words of one look.</summary>
/// <param name="Text">The words.</param>
/// <param name="Size">Type size in pixels of the frame.</param>
/// <param name="Ink">Colour.</param>
/// <param name="Bold">Weight.</param>
/// <param name="Dotted">A number that was counted.</param>
internal sealed record TextRun(string Text, double Size, Ink Ink, bool Bold = false, bool Dotted = false);

/// <summary>A paragraph.</summary>
/// <param name="Runs">Its words.</param>
/// <param name="Right">Set to the right.</param>
/// <param name="Centred">Set in the middle.</param>
/// <param name="SpaceAfter">Below it, in pixels of the frame.</param>
internal sealed record TextLine(IReadOnlyList<TextRun> Runs, bool Right = false, bool Centred = false, double SpaceAfter = 0)
{
    // Fonts differ by a third in the height of their lines (Noto Serif CJK against SimSun); the lines of a slide are set by the slide.
    private const double Leading = 1.3;

    public static TextLine Of(string text, double size, Ink? ink = null, bool bold = false, bool right = false, bool centred = false, double spaceAfter = 0) =>
        new([new TextRun(text, size, ink ?? Ink.Text, bold)], right, centred, spaceAfter);

    /// <summary>The height of a line.</summary>
    public static double HeightOf(double size) => size * Leading;

    /// <summary>As DrawingML.</summary>
    public A.Paragraph ToParagraph(DeckFrame frame, string language)
    {
        var tallest = Runs.Count == 0 ? 12 : Runs.Max(run => run.Size);
        var properties = new A.ParagraphProperties(
            new A.LineSpacing(new A.SpacingPoints { Val = frame.ToPoints(HeightOf(tallest)) }),
            new A.SpaceBefore(new A.SpacingPoints { Val = 0 }),
            new A.SpaceAfter(new A.SpacingPoints { Val = frame.ToPoints(SpaceAfter) }),
            new A.NoBullet())
        {
            LeftMargin = 0,
            Indent = 0,
            Alignment = Right ? A.TextAlignmentTypeValues.Right : Centred ? A.TextAlignmentTypeValues.Center : A.TextAlignmentTypeValues.Left,
        };
        var paragraph = new A.Paragraph(properties);
        foreach (var run in Runs)
            paragraph.AppendChild(new A.Run(Look(run, frame, language), new A.Text(Clean(run.Text))));
        return paragraph;
    }

    /// <summary>How a run looks.</summary>
    public static A.RunProperties Look(TextRun run, DeckFrame frame, string language)
    {
        var look = new A.RunProperties(run.Ink.Fill(), new A.LatinFont { Typeface = "+mn-lt" }, new A.EastAsianFont { Typeface = "+mn-ea" }) { Language = language, FontSize = frame.ToPoints(run.Size), Bold = run.Bold, Dirty = false };
        if (language == "zh-CN") look.AlternativeLanguage = "en-US";
        if (run.Dotted) look.Underline = A.TextUnderlineValues.Dotted;
        return look;
    }

    /// <summary>Words without what XML 1.0 cannot hold: a record's free text may come with control characters.</summary>
    public static string Clean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!System.Xml.XmlConvert.IsXmlChar(text[i]) && !char.IsSurrogate(text[i]))
                return string.Concat(text.Where(letter => System.Xml.XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter)));
        }
        return text;
    }
}
