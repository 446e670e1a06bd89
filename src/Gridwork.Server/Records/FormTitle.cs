using Gridwork.Forms;

namespace Gridwork.Server.Records;

/// <summary>
/// A form's title for one reader. XLSForm knows a single title, so authors of two languages write both into it, the Chinese first
/// (整治记录 Clean-up record): phones show the whole, pages the reader's part.
/// </summary>
internal static class FormTitle
{
    /// <summary>The part of the title in a language; all of it where it is in one language.</summary>
    public static string Of(Form form, string language)
    {
        var title = form.Title.In(language);
        for (var i = 1; i < title.Length - 1; i++)
        {
            if (title[i] != ' ' || !char.IsAsciiLetter(title[i + 1]) || char.IsAscii(title[i - 1])) continue;
            if (title.AsSpan(i).ContainsAnyInRange('\u4E00', '\u9FFF')) continue;
            return language == "en" ? title[(i + 1)..] : title[..i];
        }
        return title;
    }
}
