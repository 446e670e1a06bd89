// Rows as the writer would leave them, put into the tables directly: queries are compared with what these lists say.
using System.Globalization;
using Gridwork.Engine;
using Gridwork.Engine.Records;
using Gridwork.Engine.Tallies;

namespace Gridwork.Stores.Tests.Queries;

internal sealed class DrawnRows
{
    public static readonly IndicatorVersionId Stalls = new(1, 1);
    public static readonly IndicatorVersionId Signs = new(2, 1);

    public List<TallyEntry> Entries { get; } = [];
    public List<RecordRow> Records { get; } = [];
    public List<(UnitNo Unit, long Root)> Scopes { get; } = [];
    public List<Revision> Revisions { get; } = [];
    public long Head { get; set; }

    /// <summary>Where the rollups end, and where checkpoints stand.</summary>
    public long RolledTo { get; set; }

    public IReadOnlyList<long> Checkpoints { get; set; } = [];
    public bool Live { get; set; } = true;

    public async Task WriteAsync(DistrictStore store)
    {
        await InsertAsync(store, "journal", JournalColumns, Enumerable.Range(1, (int)Head).Select(seq =>
            $"1,{seq},1,'uuid:{seq}',NULL,7,1,{seq * 1000},480,{seq * 1000},480,0,0,737935,2,1,0,NULL,@hash,@hash"), "ON CONFLICT (d, seq) DO NOTHING");
        await InsertAsync(store, "record", "d,root_seq,head_seq,campaign,form,unit,cell,day,person,standing,missing,place", Records.Select(r =>
            $"1,{r.Root},{r.Head},{r.Campaign},{r.Form},{r.Unit.Value},{r.Cell.Value},{r.Day.DayNumber},{r.Person.Value},{(int)r.Standing},{r.Missing},{r.Place?.Value.ToString(CultureInfo.InvariantCulture) ?? "NULL"}"));
        await InsertAsync(store, "map_count", "d,layer,campaign,unit,host,is_open,square,n", Records.Select(r => r.OnMap).OfType<MapSquare>().GroupBy(square => square)
            .Select(g => $"1,1,{g.Key.Campaign},{g.Key.Unit.Value},0,1,{g.Key.Square},{g.Count()}"));
        await InsertAsync(store, "record_count", "d,campaign,form,unit,standing,n", Records
            .GroupBy(r => (r.Campaign, r.Form, r.Unit, r.Standing))
            .Select(g => $"1,{g.Key.Campaign},{g.Key.Form},{g.Key.Unit.Value},{(int)g.Key.Standing},{g.Count()}"));
        await InsertAsync(store, "scope", "d,unit,root_seq", Scopes.Select(s => $"1,{s.Unit.Value},{s.Root}"));
        await InsertAsync(store, "revision", "d,seq,root_seq,replaces_seq,state,pos", Revisions.Select(r =>
            $"1,{r.Seq},{r.Root},{r.Replaces?.ToString(CultureInfo.InvariantCulture) ?? "NULL"},{(int)r.State},{r.Pos}"));
        await InsertAsync(store, "indicator", "d,ind,ver,campaign,published_seq,retired_seq,live,cursor,rolled_to,unchecked",
            Entries.Select(e => e.Indicator).Append(Stalls).Distinct().Select(id => $"1,{id.Indicator},{id.Version},1,1,NULL,{(Live ? 1 : 0)},{Head / 2},{RolledTo},0"));
        await WriteEntriesAsync(store, Entries);
        var rolled = Entries.Where(e => e.Pos <= RolledTo).ToList();
        await InsertAsync(store, "roll", "d,ind,ver,unit,cell,day,sum,n", Rolled(rolled, e => $"{e.Unit.Value},{e.Cell.Value},{e.Day.DayNumber}"));
        await InsertAsync(store, "roll_place", "d,ind,ver,unit,cell,sum,n", Rolled(rolled, e => $"{e.Unit.Value},{e.Cell.Value}"));
        await InsertAsync(store, "roll_day", "d,ind,ver,unit,day,sum,n", Rolled(rolled, e => $"{e.Unit.Value},{e.Day.DayNumber}"));
        await InsertAsync(store, "checkpoint", "d,ind,ver,pos,unit,sum,n", Checkpoints.SelectMany(at =>
            Rolled([.. Entries.Where(e => e.Pos <= at)], e => $"{at},{e.Unit.Value}")));
        await RunAsync(store, $"UPDATE head SET seq = {Head}");
    }

    public static Task WriteEntriesAsync(DistrictStore store, IEnumerable<TallyEntry> entries) =>
        InsertAsync(store, "entry", "d,ind,ver,pos,ord,record_seq,root_seq,unit,cell,day,value", entries.Select(e =>
            $"1,{e.Indicator.Indicator},{e.Indicator.Version},{e.Pos},{e.Ord},{e.Record},{e.Root},{e.Unit.Value},{e.Cell.Value},{e.Day.DayNumber},{e.Value}"));

    public static Task RunAsync(DistrictStore store, string sql) => store.WriteAsync(async (connection, transaction) =>
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        if (sql.Contains("@hash", StringComparison.Ordinal))
        {
            var hash = command.CreateParameter();
            (hash.ParameterName, hash.Value) = ("hash", new byte[32]);
            command.Parameters.Add(hash);
        }
        return await command.ExecuteNonQueryAsync();
    });

    private const string JournalColumns =
        "d,seq,kind,instance_id,deprecates,person_no,form_ver,captured,captured_offset,received,received_offset,definition_seq,grid_seq,day,unit,cell,marks,files,body_hash,chain";

    private static IEnumerable<string> Rolled(List<TallyEntry> entries, Func<TallyEntry, string> key) => entries
        .GroupBy(e => $"1,{e.Indicator.Indicator},{e.Indicator.Version},{key(e)}")
        .Select(g => $"{g.Key},{g.Sum(e => e.Value)},{g.Count()}");

    private static async Task InsertAsync(DistrictStore store, string table, string columns, IEnumerable<string> rows, string conflict = "")
    {
        foreach (var some in rows.Chunk(500)) await RunAsync(store, $"INSERT INTO {table} ({columns}) VALUES ({string.Join("),(", some)}) {conflict}");
    }
}
