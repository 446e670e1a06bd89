// Rows on their way into one table, a list a column: PostgreSQL takes the lists as arrays (one statement a table, however many rows), SQLite binds
// them row by row to one prepared statement.
namespace Gridwork.Stores.Journal;

/// <summary>What a column holds.</summary>
internal enum ColumnKind
{
    Integer,
    Text,
    Bytes,
}

/// <summary>Rows for one statement.</summary>
/// <param name="kinds">The columns, without the district that leads each row: i integer, t text, b bytes.</param>
internal sealed class RowSet(string kinds)
{
    private readonly Column[] columns = [.. kinds.Select(kind => new Column(kind switch
    {
        'i' => ColumnKind.Integer,
        't' => ColumnKind.Text,
        _ => ColumnKind.Bytes,
    }))];

    private int at;

    public int Count { get; private set; }

    public IReadOnlyList<Column> Columns => columns;

    /// <summary>Puts the next value of the row; the row is whole when its last column was put.</summary>
    public RowSet Put(long? value)
    {
        columns[at].Integers!.Add(value);
        return Step();
    }

    public RowSet Put(string? value)
    {
        columns[at].Texts!.Add(value);
        return Step();
    }

    public RowSet Put(ReadOnlyMemory<byte>? value)
    {
        columns[at].Bytes!.Add(value);
        return Step();
    }

    public RowSet PutKey(UInt128 key) => Put((ReadOnlyMemory<byte>?)Keys.ToBytes(key));

    private RowSet Step()
    {
        if (++at < columns.Length) return this;
        at = 0;
        Count++;
        return this;
    }

    public void Clear()
    {
        foreach (var column in columns) column.Clear();
        at = 0;
        Count = 0;
    }

    /// <summary>One column: the list of its kind is there, the others are null.</summary>
    internal sealed class Column(ColumnKind kind)
    {
        public ColumnKind Kind { get; } = kind;
        public List<long?>? Integers { get; } = kind == ColumnKind.Integer ? [] : null;
        public List<string?>? Texts { get; } = kind == ColumnKind.Text ? [] : null;
        public List<ReadOnlyMemory<byte>?>? Bytes { get; } = kind == ColumnKind.Bytes ? [] : null;

        public void Clear()
        {
            Integers?.Clear();
            Texts?.Clear();
            Bytes?.Clear();
        }
    }
}
