using System.Globalization;
using System.Text;

namespace Gridwork.Forms;

/// <summary>A node of a record: an answer, a group or one instance of a repeat.</summary>
public readonly struct ReadingNode : IEquatable<ReadingNode>
{
    private readonly FormReading reading;

    internal ReadingNode(FormReading reading, int index) => (this.reading, Index) = (reading, index);

    internal int Index { get; }
    private InstanceTree Tree => reading.Tree;

    /// <summary>The question, group or repeat; null for what the form does not know.</summary>
    public Question? Question => Tree[Index].Form?.Question;

    /// <summary>The path without positions.</summary>
    public string Path => Tree[Index].Form?.Path ?? InstancePath;

    /// <summary>The path with a position at each repeat, e.g. <c>/data/finding[2]/kind</c>.</summary>
    public string InstancePath
    {
        get
        {
            var path = new StringBuilder();
            for (var i = Index; i > 0; i = Tree[i].Parent)
                path.Insert(0, Tree[i].Form is { IsRepeat: true }
                    ? string.Create(CultureInfo.InvariantCulture, $"/{Tree[i].Name}[{Tree.Ordinal(i)}]")
                    : "/" + Tree[i].Name);
            return path.ToString();
        }
    }

    /// <summary>The 1-based place of the innermost repeat instance that holds it; 1 outside repeats.</summary>
    public int Position
    {
        get
        {
            for (var i = Index; i > 0; i = Tree[i].Parent)
                if (Tree[i].Form is { IsRepeat: true })
                    return Tree.Ordinal(i);
            return 1;
        }
    }

    /// <summary>What counts: empty where not relevant, recalculated where it is a calculation.</summary>
    public Value Value => Value.Of(Tree.Text(Index));

    /// <summary>What the client wrote, also where it counts nowhere.</summary>
    public string SentText => reading.Sent(Index);

    /// <summary>Whether it and all that holds it apply.</summary>
    public bool IsRelevant => !Tree[Index].Irrelevant;

    /// <summary>Whether the client's bytes have it at all.</summary>
    public bool WasSent => !Tree[Index].Absent;

    /// <summary>What it holds, in document order.</summary>
    public IReadOnlyList<ReadingNode> Children
    {
        get
        {
            var children = new List<ReadingNode>();
            for (var i = Tree[Index].FirstChild; i >= 0; i = Tree[i].NextSibling) children.Add(new ReadingNode(reading, i));
            return children;
        }
    }

    /// <summary>The answer below it of that name, or null.</summary>
    public ReadingNode? Child(string name) => Tree.Child(Index, name) is >= 0 and var i ? new ReadingNode(reading, i) : null;

    /// <inheritdoc/>
    public bool Equals(ReadingNode other) => reading == other.reading && Index == other.Index;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ReadingNode other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Index;

    /// <summary>The same node of the same reading.</summary>
    public static bool operator ==(ReadingNode left, ReadingNode right) => left.Equals(right);

    /// <summary>Another node, or of another reading.</summary>
    public static bool operator !=(ReadingNode left, ReadingNode right) => !left.Equals(right);

    /// <inheritdoc/>
    public override string ToString() => InstancePath;
}
