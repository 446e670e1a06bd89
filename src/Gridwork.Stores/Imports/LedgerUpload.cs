using Gridwork.Engine;

namespace Gridwork.Stores.Imports;

/// <summary>What becomes of a clerk's file.</summary>
public enum UploadState
{
    /// <summary>It waits for the clerk's decisions.</summary>
    Waits = 1,

    /// <summary>It is being brought in.</summary>
    Runs = 2,

    /// <summary>It was brought in.</summary>
    Done = 3,
}

/// <summary>A clerk's file that waits to be brought in, with what was decided about it.</summary>
/// <param name="Id">16 random bytes.</param>
/// <param name="Person">Whose it is: nobody else opens it.</param>
/// <param name="Form">The form's number over all its versions; 0: the file is a grid.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Options">The clerk's decisions (JSON).</param>
/// <param name="State">What becomes of it.</param>
/// <param name="Done">Rows that were handed to the journal.</param>
/// <param name="Total">Rows that are to be.</param>
/// <param name="Result">What became of it (JSON); null: nothing yet.</param>
/// <param name="Created">When it came, in real time.</param>
/// <param name="Expires">When it is removed, in real time.</param>
public sealed record LedgerUpload(
    Guid Id, PersonNo Person, int Form, string Name, byte[] Bytes, string Options, UploadState State, int Done, int Total, string? Result,
    DateTimeOffset Created, DateTimeOffset Expires);
