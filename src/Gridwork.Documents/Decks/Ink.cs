using DocumentFormat.OpenXml;
using A = DocumentFormat.OpenXml.Drawing;

namespace Gridwork.Documents.Decks;

/// <summary>
/// A colour: one of the theme's, so that a district's template has its say, or a fixed one where the colour itself says something (late is the same
/// red in every district). Values: look/LOOK.md, Tokens.
/// </summary>
/// <param name="Name">A scheme colour's name (ECMA-376 part 1, section 20.1.10.54) or six hexadecimal digits.</param>
internal readonly record struct Ink(string Name)
{
    /// <summary>Text.</summary>
    public static Ink Text => new("tx1");

    /// <summary>Secondary text.</summary>
    public static Ink Quiet => new("tx2");

    /// <summary>Hairlines on paper.</summary>
    public static Ink Line => new("bg2");

    /// <summary>The paper.</summary>
    public static Ink Paper => new("bg1");

    /// <summary>The subject of a chart, a selected cell.</summary>
    public static Ink Work => new("accent1");

    /// <summary>Kicker and rule.</summary>
    public static Ink Seal => new("accent2");

    /// <summary>Bars that are context.</summary>
    public static Ink Context => new("accent5");

    /// <summary>Late, on every theme.</summary>
    public static Ink Late => new("BE2A1A");

    public static Ink White => new("FFFFFF");

    /// <summary>The colour of a lamp's shape and word.</summary>
    public static Ink Of(DeckLamp lamp) => lamp switch
    {
        DeckLamp.Late => Late,
        DeckLamp.DueSoon => new Ink("7A5100"),
        DeckLamp.OnTime => new Ink("1C7653"),
        _ => Quiet,
    };

    /// <summary>The colour of a series.</summary>
    public static Ink Of(DeckTone tone) => tone switch { DeckTone.Late => Late, DeckTone.Context => Context, _ => Work };

    /// <summary>As a fill.</summary>
    /// <param name="percent">How much of it covers what lies below.</param>
    public A.SolidFill Fill(int percent = 100)
    {
        OpenXmlElement colour = Name.Length == 6 && Name.All(char.IsAsciiHexDigit)
            ? new A.RgbColorModelHex { Val = Name }
            : new A.SchemeColor { Val = new A.SchemeColorValues(Name) };
        if (percent < 100) colour.AppendChild(new A.Alpha { Val = percent * 1000 });
        return new A.SolidFill(colour);
    }
}
