namespace Gridwork.Documents.Decks;

/// <summary>A rectangle on a slide, in the pixels of a slide that is 1600 wide.</summary>
internal readonly record struct Area(double X, double Y, double Width, double Height)
{
    public double Bottom => Y + Height;

    public double Right => X + Width;

    /// <summary>What is left of it below a strip.</summary>
    public Area Below(double height) => this with { Y = Y + height, Height = Height - height };

    /// <summary>What is left of it to the right of a strip.</summary>
    public Area RightOf(double width) => this with { X = X + width, Width = Width - width };
}

/// <summary>Where things stand on a slide of a template. Every measure is in the pixels of a slide 1600 wide, which the look is drawn in.</summary>
/// <param name="Emu">English metric units a pixel (914,400 an inch).</param>
/// <param name="Height">The slide's height.</param>
/// <param name="Body">What is free below the title.</param>
/// <param name="Title">The title; its type size is <paramref name="TitleSize"/>.</param>
/// <param name="TitleSize">The type size of titles.</param>
/// <param name="Kicker">The line above the title; in a district's own template the first line below it.</param>
/// <param name="Aside">The lines beside the title.</param>
/// <param name="Foot">As of, check code, page number.</param>
/// <param name="OwnTitlePlace">Whether the template places the title.</param>
internal sealed record DeckFrame(
    double Emu, double Height, Area Body, Area Title, double TitleSize, Area Kicker, Area Aside, Area Foot, bool OwnTitlePlace)
{
    /// <summary>The width of every slide.</summary>
    public const double Width = 1600;

    /// <summary>The frame of the deck's own template: look/screens/10-slide.html.</summary>
    public static DeckFrame Own { get; } = new(
        7620, 900, new(64, 180, 1472, 656), new(64, 82, 1040, 62), 46, new(64, 48, 1040, 34), new(1104, 82, 432, 62), new(64, 846, 1472, 28), OwnTitlePlace: false);

    public long ToEmu(double pixels) => (long)Math.Round(pixels * Emu);

    /// <summary>A type size in hundredths of a point.</summary>
    public int ToPoints(double pixels) => (int)Math.Round(pixels * Emu / 127);
}
