// The point of a record may lie outside all cells, on a shared edge, or so near to one that the phone cannot tell. The rule gives an answer all the
// same (Grid.CellAt); where it is the wrong one a clerk who knows the place settles it. A settlement is a correction: the same answers, with the cell
// and what follows from it frozen into a new header. So tallies, cases and their routing move as with every correction, what counted before
// is reversed at the settlement's own position, and a rebuild does not decide again.
using System.Security.Cryptography;
using System.Text;
using Gridwork.Forms;
using Gridwork.Forms.Instances;
using Gridwork.Places;

namespace Gridwork.Engine.Journal;

/// <summary>A clerk's decision in which cell a record's place lies.</summary>
/// <param name="Before">The header of the record that speaks for its root now.</param>
/// <param name="Body">Its body, whole.</param>
/// <param name="Cell">The cell, of the grid of its day; null: none.</param>
public sealed record Settlement(JournalHeader Before, ReadOnlyMemory<byte> Body, Cell? Cell)
{
    /// <summary>The id of the correction. The same decision on the same record has the same: sent twice, it is there once.</summary>
    public InstanceId Instance
    {
        get
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"settle\n{Before.Instance!.Value.Value}\n{Cell?.Code.Value}"));
            return new InstanceId("uuid:" + new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString("D"));
        }
    }

    /// <summary>The body of the correction.</summary>
    public byte[] Correction => InstanceCorrection.Of(Body, Instance);
}
