using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gridwork.Forms;

namespace Gridwork.Documents.Ledgers;

/// <summary>
/// The identity of a ledger's row (core.md 19): a name-based UUID (RFC 9562, version 5), so that the same row brought in twice is one record
/// on any machine, whoever brings it.
/// </summary>
public static class RowId
{
    /// <summary>The namespace of all ledger rows: made once, never changed.</summary>
    private static readonly Guid Ledgers = new("5e0f3a0e-7f3b-5c52-9d0a-3b1f6f1f8a11");

    /// <summary>The id of a row that is told from others by its key columns.</summary>
    /// <param name="formId">The form's id.</param>
    /// <param name="key">The key answers, in the order of the key columns.</param>
    public static InstanceId ByKey(string formId, IEnumerable<string> key) => Of(formId, "key", string.Join('\u001f', key));

    /// <summary>The id of a row without a key: its content, and which of several equal ones it is.</summary>
    /// <param name="formId">The form's id.</param>
    /// <param name="content">Column targets and texts as they stand in the sheet, folded.</param>
    /// <param name="nth">Which of the equal rows of the file, from 1.</param>
    public static InstanceId ByContent(string formId, IEnumerable<string> content, int nth) =>
        Of(formId, "row", string.Join('\u001f', content) + "\u001e" + nth.ToString(CultureInfo.InvariantCulture));

    /// <summary>The id of a correction: of what it replaces and what it says. So a file brought in twice corrects once, and a value can go back and forth.</summary>
    /// <param name="replaced">The record that it replaces.</param>
    /// <param name="answers">Its answers, path by path.</param>
    public static InstanceId OfCorrection(InstanceId replaced, IEnumerable<KeyValuePair<string, string>> answers) =>
        Of(replaced.Value, "correction", string.Join('\u001f', answers.OrderBy(answer => answer.Key, StringComparer.Ordinal).Select(answer => answer.Key + "=" + answer.Value)));

    private static InstanceId Of(string space, string kind, string content)
    {
        var name = Encoding.UTF8.GetBytes($"{space}\u001d{kind}\u001d{content}");
        var bytes = new byte[16 + name.Length];
        Ledgers.TryWriteBytes(bytes, bigEndian: true, out _);
        name.CopyTo(bytes, 16);
#pragma warning disable CA5350 // Version 5 of RFC 9562 is SHA-1 by definition; it names, it guards nothing.
        var hash = SHA1.HashData(bytes);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new InstanceId("uuid:" + new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString("D"));
    }
}
