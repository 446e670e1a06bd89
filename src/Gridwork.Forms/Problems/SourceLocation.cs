using System.Globalization;
using System.Resources;
using System.Text;

namespace Gridwork.Forms;

/// <summary>Where in an author's file something is wrong. Whatever is not known is null.</summary>
/// <param name="File">The file's name inside the campaign folder, with forward slashes.</param>
/// <param name="Sheet">The worksheet's name as written.</param>
/// <param name="Row">The worksheet's row, from 1 as the spreadsheet program shows it.</param>
/// <param name="Column">The column's letter, e.g. <c>E</c>.</param>
/// <param name="Heading">The column's heading as written in the sheet.</param>
/// <param name="Line">The line of a text file, from 1.</param>
/// <param name="Position">The character in the line or cell, from 1.</param>
public sealed record SourceLocation(
    string File, string? Sheet = null, int? Row = null, string? Column = null, string? Heading = null, int? Line = null, int? Position = null)
{
    private static readonly ResourceManager Texts = new("Gridwork.Forms.Problems.LocationTexts", typeof(SourceLocation).Assembly);

    /// <summary>The place in words, e.g. <c>patrol.xlsx › survey 表 › 第 14行 E列</c>.</summary>
    public string Text(CultureInfo culture)
    {
        var text = new StringBuilder(File);
        void Part(string key, params object[] args) =>
            text.Append(string.Format(CultureInfo.InvariantCulture, Texts.GetString(key, culture)!, args));
        if (Sheet is not null) Part("sheet", Sheet);
        if (Row is { } row && Column is not null) Part("cell", row, Column);
        else if (Row is { } only) Part("row", only);
        else if (Column is not null) Part("column", Column);
        if (Line is { } line) Part("line", line);
        if (Position is { } position) Part("position", position);
        return text.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => Text(CultureInfo.InvariantCulture);
}
