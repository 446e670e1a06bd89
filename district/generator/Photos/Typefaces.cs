using SkiaSharp;

namespace Gridwork.DemoDistrict.Photos;

/// <summary>Noto Sans CJK SC as Debian's package fonts-noto-cjk installs it. Opened by path, because this build of Skia asks no font service.</summary>
internal static class Typefaces
{
    private const string Folder = "/usr/share/fonts/opentype/noto/";
    private const int SimplifiedChinese = 2;   // the collection's faces: JP, KR, SC, TC, HK

    public static SKTypeface Regular { get; } = Open("NotoSansCJK-Regular.ttc");

    public static SKTypeface Bold { get; } = Open("NotoSansCJK-Bold.ttc");

    private static SKTypeface Open(string file) => File.Exists(Folder + file)
        ? SKTypeface.FromFile(Folder + file, SimplifiedChinese)
        : throw new FileNotFoundException($"The photos' strips are set in {Folder}{file}. Install it: apt-get install fonts-noto-cjk", file);
}
