using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Gridwork.Documents.Ledgers;

/// <summary>What a cell says as a number.</summary>
/// <param name="Value">The number; null where it is not plain.</param>
/// <param name="Candidates">What it may mean where it is not plain: several, or one that is only about right.</param>
/// <param name="IsAbout">Whether it names itself an estimate (约 余 多).</param>
internal sealed partial record LedgerNumber(decimal? Value, IReadOnlyList<decimal> Candidates, bool IsAbout)
{
    private const string Digits = "零一二三四五六七八九";

    public static LedgerNumber Read(SourceCell cell)
    {
        var text = cell.Text.Normalize(NormalizationForm.FormKC).Replace(" ", "", StringComparison.Ordinal);
        if (Plain().Match(text) is { Success: true } plain && Parse(plain.Groups[1].Value) is { } value) return new(value, [], false);
        if (Chinese(text) is { } counted) return new(counted, [], false);
        if (Range().Match(text) is { Success: true } range && Parse(range.Groups[1].Value) is { } low && Parse(range.Groups[2].Value) is { } high && low < high && high - low <= 9)
            return new(null, [.. Enumerable.Range(0, (int)(high - low) + 1).Select(step => low + step)], false);
        if (About().Match(text) is { Success: true } about && Parse(about.Groups[1].Value) is { } near) return new(null, [near], true);
        return new(null, [], false);
    }

    private static decimal? Parse(string text) =>
        decimal.TryParse(text.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    /// <summary>Up to 99 in characters: 三, 两, 十二, 二十.</summary>
    private static decimal? Chinese(string text)
    {
        text = ChineseUnit().Replace(text.Replace('两', '二').Replace('〇', '零'), "");
        if (text.Length is 0 or > 3) return null;
        var ten = text.IndexOf('十');
        if (ten < 0) return text.Length == 1 && Digits.IndexOf(text[0]) is var digit and >= 0 ? digit : null;
        var tens = ten == 0 ? 1 : ten == 1 ? Digits.IndexOf(text[0]) : -1;
        var ones = ten == text.Length - 1 ? 0 : ten == text.Length - 2 ? Digits.IndexOf(text[^1]) : -1;
        return tens < 1 || ones < 0 ? null : tens * 10 + ones;
    }

    // A measure word behind a number says what is counted, not how many.
    [GeneratedRegex(@"^(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)(?:处|份|人|人次|次|个|件|户|辆|台|条|张|块|吨|米|平方米|套|本|名|起|元)?$")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^(\d+)(?:处|份|人|个|件)?(?:~|～|-|—|–|至|到|、|或)(\d+)(?:处|份|人|人次|次|个|件|户|辆)?$")]
    private static partial Regex Range();

    [GeneratedRegex(@"^(?:约|大约|近|大概|不足|超|超过)?(\d+(?:\.\d+)?)(?:余|多|左右|以上|\+|几)?(?:处|份|人|人次|次|个|件|户|辆)?(?:左右|以上)?$")]
    private static partial Regex About();

    [GeneratedRegex("(?:处|份|人次|人|次|个|件|户|辆)$")]
    private static partial Regex ChineseUnit();
}
