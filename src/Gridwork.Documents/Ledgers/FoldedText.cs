// How texts of a clerk's sheet and of a form are made comparable: full-width letters, blanks, brackets and question words play no part.
using System.Text;

namespace Gridwork.Documents.Ledgers;

/// <summary>Comparable texts.</summary>
internal static class FoldedText
{
    private static readonly string[] Fillers = ["请问", "请填写", "请选择", "是否", "哪一个", "哪个", "哪些", "哪种", "什么", "一共", "共", "的", "了", "吗", "呢"];

    /// <summary>The text folded: NFKC, lower case, without blanks and marks.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKC))
            if (char.IsLetterOrDigit(c))
                folded.Append(char.ToLowerInvariant(c));
        return folded.ToString();
    }

    /// <summary>A heading or label without what is in brackets (单位：处), folded.</summary>
    public static string FoldBare(string text)
    {
        var bare = new StringBuilder(text.Length);
        var depth = 0;
        foreach (var c in text)
        {
            if (c is '(' or '（' or '[' or '【') depth++;
            else if (c is ')' or '）' or ']' or '】') depth = Math.Max(0, depth - 1);
            else if (depth == 0) bare.Append(c);
        }
        var folded = Fold(bare.ToString());
        foreach (var filler in Fillers) folded = folded.Replace(filler, "", StringComparison.Ordinal);
        return folded.Length > 0 ? folded : Fold(text);
    }
}
