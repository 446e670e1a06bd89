// Plain SQL that both stores understand. A digest and the fact that its cases were told are one transaction; a delivery is taken by moving its next
// try, so that two nodes send it once, and a node that dies in the middle lets another try again.
using System.Data.Common;
using Dapper;
using Gridwork.Engine;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Notices;

namespace Gridwork.Stores.Notices;

/// <summary>Reads and writes what was told, and where people want to be told, over an open connection.</summary>
public static class NoticeSql
{
    private const string ChannelColumns =
        "id AS Id, person_no AS Person, unit AS Unit, kind AS Kind, address AS Address, secret AS Secret, language AS Language, made_by AS MadeBy, created AS Created";

    /// <summary>Keeps a channel. A person has one mailbox: an earlier one gives way.</summary>
    public static async Task AddChannelAsync(DbConnection db, DistrictId district, NoticeChannel channel)
    {
        if (channel.Kind == ChannelKind.Mail)
        {
            await db.ExecuteAsync(
                "DELETE FROM notice_channel WHERE d = @d AND person_no = @person AND kind = @kind",
                new { d = district.Value, person = channel.To.Person.Value, kind = (int)channel.Kind });
        }
        await db.ExecuteAsync(
            """
            INSERT INTO notice_channel (d, id, person_no, unit, kind, address, secret, language, made_by, created)
            VALUES (@d, @id, @person, @unit, @kind, @address, @secret, @language, @by, @created)
            """,
            new
            {
                d = district.Value,
                id = Key(channel.Id),
                person = channel.To.Person.Value,
                unit = channel.To.Unit.Value,
                kind = (int)channel.Kind,
                address = channel.Address,
                secret = channel.Secret,
                language = channel.Language,
                by = channel.MadeBy.Value,
                created = JournalTime.ToMicroseconds(channel.Created),
            });
    }

    /// <summary>Takes a channel away, with what waits to go through it; false: there was none.</summary>
    public static async Task<bool> RemoveChannelAsync(DbConnection db, DistrictId district, Guid id)
    {
        await db.ExecuteAsync("DELETE FROM notice_delivery WHERE d = @d AND channel = @id", new { d = district.Value, id = Key(id) });
        return await db.ExecuteAsync("DELETE FROM notice_channel WHERE d = @d AND id = @id", new { d = district.Value, id = Key(id) }) == 1;
    }

    /// <summary>All channels, oldest first.</summary>
    public static async Task<IReadOnlyList<NoticeChannel>> ChannelsAsync(DbConnection db, DistrictId district) =>
        [.. (await db.QueryAsync<ChannelRow>($"SELECT {ChannelColumns} FROM notice_channel WHERE d = @d ORDER BY created, id", new { d = district.Value })).Select(Channel)];

    /// <summary>The last delivery through each channel that had one.</summary>
    public static async Task<IReadOnlyList<LastDelivery>> LastDeliveriesAsync(DbConnection db, DistrictId district) =>
        [.. (await db.QueryAsync<(byte[] Channel, long Made, long? Sent, string? Trouble)>(
            """
            SELECT v.channel, v.made, v.sent, v.trouble FROM notice_channel c JOIN notice_delivery v ON v.d = c.d AND v.channel = c.id
             WHERE c.d = @d AND v.made = (SELECT MAX(made) FROM notice_delivery WHERE d = c.d AND channel = c.id) ORDER BY v.urgent
            """,
            new { d = district.Value })).Select(row => new LastDelivery(Id(row.Channel), At(row.Made), row.Sent is { } sent ? At(sent) : null, row.Trouble))];

    /// <summary>Of which rung each of some cases was told, for the time at which it is due now. A case that is due at another time was not.</summary>
    public static async Task<Dictionary<long, Rung>> ToldAsync(DbConnection db, DistrictId district, IReadOnlyDictionary<long, DateTimeOffset> due)
    {
        var told = new Dictionary<long, Rung>();
        foreach (var roots in due.Keys.Order().Chunk(1000))
        {
            var rows = await db.QueryAsync<(long Root, int Rung, long Due)>(
                $"SELECT root_seq, rung, due FROM notice_told WHERE d = @d AND root_seq IN {Snapshot.In(roots)}", new { d = district.Value });
            foreach (var row in rows)
            {
                if (row.Due == JournalTime.ToMicroseconds(due[row.Root])) told[row.Root] = (Rung)row.Rung;
            }
        }
        return told;
    }

    /// <summary>
    /// Takes the round of a time for this node; false: it was taken already. Within the transaction in which the digests are kept.
    /// </summary>
    public static async Task<bool> TakeRoundAsync(DbConnection db, DistrictId district, DateTimeOffset time) =>
        await db.ExecuteAsync(
            """
            INSERT INTO notice_round (d, last) VALUES (@d, @time)
            ON CONFLICT (d) DO UPDATE SET last = excluded.last WHERE notice_round.last < excluded.last
            """,
            new { d = district.Value, time = JournalTime.ToMicroseconds(time) }) == 1;

    /// <summary>The time of the last round; null: there was none yet.</summary>
    public static async Task<DateTimeOffset?> LastRoundAsync(DbConnection db, DistrictId district) =>
        await db.QuerySingleOrDefaultAsync<long?>("SELECT last FROM notice_round WHERE d = @d", new { d = district.Value }) is { } last ? At(last) : null;

    /// <summary>Notes that a case was told of a rung; false: another node told it meanwhile.</summary>
    public static async Task<bool> TellAsync(DbConnection db, DistrictId district, long root, Rung rung, DateTimeOffset due) =>
        await db.ExecuteAsync(
            """
            INSERT INTO notice_told (d, root_seq, rung, due) VALUES (@d, @root, @rung, @due)
            ON CONFLICT (d, root_seq) DO UPDATE SET rung = excluded.rung, due = excluded.due
             WHERE notice_told.due <> excluded.due OR notice_told.rung < excluded.rung
            """,
            new { d = district.Value, root, rung = (int)rung, due = JournalTime.ToMicroseconds(due) }) == 1;

    /// <summary>Keeps a digest, and lays it before each channel of its addressee.</summary>
    public static async Task AddAsync(DbConnection db, DistrictId district, MadeNotice notice, DateTimeOffset real)
    {
        var key = new
        {
            d = district.Value,
            person = notice.To.Person.Value,
            unit = notice.To.Unit.Value,
            made = JournalTime.ToMicroseconds(notice.Made),
            urgent = notice.Urgent ? 1 : 0,
            lines = System.Text.Encoding.UTF8.GetString(BodyJson.Write(notice.Lines)),
            real = JournalTime.ToMicroseconds(real),
        };
        await db.ExecuteAsync("INSERT INTO notice (d, person_no, unit, made, urgent, lines) VALUES (@d, @person, @unit, @made, @urgent, @lines)", key);
        await db.ExecuteAsync(
            """
            INSERT INTO notice_delivery (d, channel, made, urgent, person_no, unit, tries, next_try)
            SELECT d, id, @made, @urgent, person_no, unit, 0, @real FROM notice_channel WHERE d = @d AND person_no = @person AND unit = @unit
            """,
            key);
    }

    /// <summary>An addressee's digests, newest first.</summary>
    /// <param name="db">The connection.</param>
    /// <param name="district">The district.</param>
    /// <param name="to">Whose.</param>
    /// <param name="before">Only those made before; null: from the newest.</param>
    /// <param name="limit">How many at most.</param>
    public static async Task<IReadOnlyList<MadeNotice>> OfAsync(DbConnection db, DistrictId district, Addressee to, DateTimeOffset? before, int limit) =>
        [.. (await db.QueryAsync<(long Made, int Urgent, string Lines)>(
            """
            SELECT made, urgent, lines FROM notice WHERE d = @d AND person_no = @person AND unit = @unit AND made < @before
             ORDER BY made DESC, urgent DESC LIMIT @limit
            """,
            new
            {
                d = district.Value,
                person = to.Person.Value,
                unit = to.Unit.Value,
                before = before is null ? long.MaxValue : JournalTime.ToMicroseconds(before.Value),
                limit,
            })).Select(row => new MadeNotice(to, At(row.Made), row.Urgent == 1, Lines(row.Lines)))];

    /// <summary>
    /// Takes deliveries whose time has come: their next try is moved to <paramref name="again"/>, so that nobody else takes them before.
    /// Those to a person whose account was closed are dropped.
    /// </summary>
    /// <param name="db">The connection.</param>
    /// <param name="district">The district.</param>
    /// <param name="now">The real time.</param>
    /// <param name="again">When a delivery after so many tries may be tried again, should this one fail.</param>
    /// <param name="urgentOnly">Whether it is the quiet hours.</param>
    /// <param name="limit">How many at most.</param>
    public static async Task<IReadOnlyList<NoticeDelivery>> TakeAsync(
        DbConnection db, DistrictId district, DateTimeOffset now, Func<int, DateTimeOffset> again, bool urgentOnly, int limit)
    {
        var taken = new List<NoticeDelivery>();
        var rows = await db.QueryAsync<DeliveryRow>(
            $"""
            SELECT v.channel AS Id, v.made AS Made, v.urgent AS Urgent, v.tries AS Tries, v.next_try AS NextTry, n.lines AS Lines, a.disabled AS Disabled,
                c.person_no AS Person, c.unit AS Unit, c.kind AS Kind, c.address AS Address, c.secret AS Secret, c.language AS Language,
                c.made_by AS MadeBy, c.created AS Created
            FROM notice_delivery v JOIN notice_channel c ON c.d = v.d AND c.id = v.channel
            JOIN notice n ON n.d = v.d AND n.person_no = v.person_no AND n.unit = v.unit AND n.made = v.made AND n.urgent = v.urgent
            LEFT JOIN account a ON a.d = v.d AND a.person_no = v.person_no
            WHERE v.d = @d AND v.next_try <= @now{(urgentOnly ? " AND v.urgent = 1" : "")} ORDER BY v.next_try LIMIT @limit
            """,
            new { d = district.Value, now = JournalTime.ToMicroseconds(now), limit });
        foreach (var row in rows)
        {
            var won = await db.ExecuteAsync(
                "UPDATE notice_delivery SET tries = @tries, next_try = @again WHERE d = @d AND channel = @id AND made = @made AND urgent = @urgent AND next_try = @next",
                new
                {
                    d = district.Value,
                    id = row.Id,
                    made = row.Made,
                    urgent = row.Urgent,
                    next = row.NextTry,
                    tries = row.Tries + 1,
                    again = row.Disabled == 1 ? (long?)null : JournalTime.ToMicroseconds(again(row.Tries + 1)),
                });
            if (won == 0 || row.Disabled == 1) continue;
            var channel = Channel(row);
            taken.Add(new NoticeDelivery(new MadeNotice(channel.To, At(row.Made), row.Urgent == 1, Lines(row.Lines)), channel, row.Tries + 1));
        }
        return taken;
    }

    /// <summary>Notes that a delivery arrived.</summary>
    public static Task SentAsync(DbConnection db, DistrictId district, NoticeDelivery delivery, DateTimeOffset now) => db.ExecuteAsync(
        "UPDATE notice_delivery SET sent = @now, next_try = NULL, trouble = NULL WHERE d = @d AND channel = @id AND made = @made AND urgent = @urgent",
        Key(district, delivery, JournalTime.ToMicroseconds(now), null));

    /// <summary>Notes why a delivery did not arrive; with <paramref name="last"/> it is given up.</summary>
    public static Task FailedAsync(DbConnection db, DistrictId district, NoticeDelivery delivery, string trouble, bool last) => db.ExecuteAsync(
        $"""
        UPDATE notice_delivery SET trouble = @trouble{(last ? ", next_try = NULL" : "")}
         WHERE d = @d AND channel = @id AND made = @made AND urgent = @urgent
        """,
        Key(district, delivery, null, trouble));

    private static object Key(DistrictId district, NoticeDelivery delivery, long? now, string? trouble) => new
    {
        d = district.Value,
        id = Key(delivery.Channel.Id),
        made = JournalTime.ToMicroseconds(delivery.Notice.Made),
        urgent = delivery.Notice.Urgent ? 1 : 0,
        now,
        trouble,
    };

    private static byte[] Key(Guid id) => id.ToByteArray(bigEndian: true);

    private static Guid Id(byte[] key) => new(key, bigEndian: true);

    private static DateTimeOffset At(long microseconds) => JournalTime.FromMicroseconds(microseconds, 0);

    private static List<DigestLine> Lines(string json) => BodyJson.Read<List<DigestLine>>(System.Text.Encoding.UTF8.GetBytes(json));

    private static NoticeChannel Channel(ChannelRow row) => new(
        Id(row.Id), new Addressee(new PersonNo((int)row.Person), new UnitNo((int)row.Unit)), (ChannelKind)row.Kind, row.Address, row.Secret, row.Language,
        new PersonNo((int)row.MadeBy), At(row.Created));

    private class ChannelRow
    {
        public byte[] Id { get; set; } = [];
        public long Person { get; set; }
        public long Unit { get; set; }
        public long Kind { get; set; }
        public string Address { get; set; } = "";
        public string? Secret { get; set; }
        public string Language { get; set; } = "";
        public long MadeBy { get; set; }
        public long Created { get; set; }
    }

    private sealed class DeliveryRow : ChannelRow
    {
        public long Made { get; set; }
        public long Urgent { get; set; }
        public int Tries { get; set; }
        public long NextTry { get; set; }
        public string Lines { get; set; } = "";
        public long? Disabled { get; set; }
    }
}
