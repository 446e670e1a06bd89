using Gridwork.Documents.Ledgers;
using Gridwork.Forms;
using Gridwork.Stores.Imports;

namespace Gridwork.Server.Imports;

/// <summary>A form that rows may be brought into.</summary>
/// <param name="Value">Campaign and form key, as the page sends it back: <c>road-environment/clearance</c>.</param>
/// <param name="Title">Campaign and form in words.</param>
/// <param name="Chosen">Whether it is the one that was chosen.</param>
public sealed record ImportForm(string Value, string Title, bool Chosen);

/// <summary>A file, its plan, and what became of it.</summary>
/// <param name="Upload">The file as it waits.</param>
/// <param name="Form">The form in words.</param>
/// <param name="Options">What was decided.</param>
/// <param name="Plan">What each row will do; null: the file has no table that fits.</param>
/// <param name="Refusal">Why there is no plan.</param>
/// <param name="Result">What became of the last try; null: none yet.</param>
/// <param name="OnlyDoubtful">Whether only the rows that wait for a decision are shown.</param>
public sealed record ImportModel(
    LedgerUpload Upload, string Form, LedgerOptions Options, LedgerPlan? Plan, Problem? Refusal, LedgerResult? Result, bool OnlyDoubtful)
{
    /// <summary>No more rows are drawn; the rest is brought in all the same.</summary>
    public const int MostDrawn = 200;

    /// <summary>The page's address.</summary>
    public string Href => $"/import/{Upload.Id:N}";

    /// <summary>Whether it is being brought in now.</summary>
    public bool IsRunning => Upload.State == UploadState.Runs;
}
