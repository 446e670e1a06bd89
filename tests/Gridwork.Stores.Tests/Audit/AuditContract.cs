using System.Text;
using Gridwork.Engine.Journal;
using Gridwork.Forms;
using Gridwork.Stores.Audit;
using Gridwork.Stores.Blobs;
using Gridwork.Stores.Erasure;
using Gridwork.Stores.Journal;
using Gridwork.Stores.Rebuild;

namespace Gridwork.Stores.Tests.Audit;

public sealed class AuditOnSqlite : AuditContract
{
    protected override PostgresServer? Server => null;
}

public sealed class AuditOnPostgres(PostgresServer server) : AuditContract
{
    protected override PostgresServer? Server => server;
}

/// <summary>What both stores promise about finding what was changed by hand, and about taking away what the law wants gone.</summary>
public abstract class AuditContract
{
    protected abstract PostgresServer? Server { get; }

    [Fact]
    public async Task Any_column_changed_by_hand_is_found_and_the_record_named()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using (var journal = test.OpenJournal()) await FillAsync(test, journal);
        Assert.Empty((await Auditing.VerifyAsync(test.Store, TestStore.District)).Faults);

        // Every column of the journal at a record with a photo, each put back before the next.
        var seq = 5;
        foreach (var (column, value) in new[]
        {
            ("kind", "2"), ("instance_id", "'other'"), ("deprecates", "'other'"), ("person_no", "9"), ("form_ver", "9"), ("captured", "captured + 1"),
            ("captured_offset", "0"), ("received", "received + 1"), ("received_offset", "0"), ("definition_seq", "1"), ("grid_seq", "1"),
            ("day", "day + 1"), ("unit", "3"), ("cell", "1"), ("marks", "64"), ("files", "'[]'"), ("files", "files || ' '"), ("files", "'{'"),
            ("body_hash", "chain"), ("chain", "body_hash"),
        })
        {
            await TamperAsync(test, "journal", $"UPDATE journal SET {column} = {value} WHERE seq = {seq}", async () =>
            {
                var fault = (await Auditing.VerifyAsync(test.Store, TestStore.District)).Faults[0];
                Assert.Equal((AuditFaultKind.HeaderChanged, seq), (fault.Kind, fault.Seq));
                if (column != "instance_id") Assert.Equal(new InstanceId("r1"), fault.Instance);
            });
        }
        foreach (var (column, value) in new[] { ("salt", "body_hash"), ("bytes", "body_hash"), ("state", "2") })
        {
            var change = value == "body_hash" ? "(SELECT body_hash FROM journal j WHERE j.d = body.d AND j.seq = body.seq)" : value;
            await TamperAsync(test, "body", $"UPDATE body SET {column} = {change} WHERE seq = {seq}", async () =>
            {
                var fault = Assert.Single((await Auditing.VerifyAsync(test.Store, TestStore.District)).Faults);
                Assert.Equal((AuditFaultKind.BodyChanged, seq, new InstanceId("r1")), (fault.Kind, fault.Seq, fault.Instance));
            });
        }
        await TamperAsync(test, "blob", "UPDATE blob SET size = size + 1", async () =>
            Assert.Equal(AuditFaultKind.FileRowChanged, (await Auditing.VerifyAsync(test.Store, TestStore.District)).Faults[0].Kind));
        await TamperAsync(test, "head", "UPDATE head SET seq = seq + 1", async () =>
            Assert.Equal(AuditFaultKind.HeadDiffers, Assert.Single((await Auditing.VerifyAsync(test.Store, TestStore.District)).Faults).Kind));
        Assert.Empty((await Auditing.VerifyAsync(test.Store, TestStore.District)).Faults);
    }

    [Fact]
    public async Task Bytes_of_a_photo_changed_or_gone_are_found()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using (var journal = test.OpenJournal()) await FillAsync(test, journal);
        var photo = Directory.EnumerateFiles(Path.Combine(test.Options.DataFolder, "blobs", "1"), "*", SearchOption.AllDirectories).Single();
        await File.AppendAllTextAsync(photo, "x");
        var report = await Auditing.VerifyAsync(test.Store, TestStore.District);
        Assert.Equal(
            new AuditFault(AuditFaultKind.FileChanged, 5, new InstanceId("r1"), "front.jpg"),
            Assert.Single(report.Faults, fault => fault.Seq == 5));
        File.Delete(photo);
        report = await Auditing.VerifyAsync(test.Store, TestStore.District);
        Assert.Contains(new AuditFault(AuditFaultKind.FileMissing, 5, new InstanceId("r1"), "front.jpg"), report.Faults);
    }

    [Theory]
    [InlineData("record", "UPDATE record SET unit = 9 WHERE root_seq = 5", 5L)]
    [InlineData("entry", "UPDATE entry SET value = 7 WHERE ind = 1 AND root_seq = 5", 5L)]
    [InlineData("instance", "DELETE FROM instance WHERE seq = 5", 5L)]
    [InlineData("attachment", "UPDATE attachment SET expected = 0 WHERE instance_seq = 5", 5L)]
    [InlineData("claim", "UPDATE claim SET holds = 0 WHERE ind = 3 AND root_seq = 6", 6L)]
    [InlineData("waiting", "DELETE FROM waiting", 7L)]
    [InlineData("revision", "UPDATE revision SET state = 2 WHERE seq = 5", 5L)]
    [InlineData("turn", "UPDATE turn SET day = day + 1 WHERE pos = 5", 5L)]
    [InlineData("record_count", "UPDATE record_count SET n = n + 1", null)]
    [InlineData("roll", "UPDATE roll SET sum = sum + 1", null)]
    [InlineData("roll_place", "UPDATE roll_place SET n = n + 1", null)]
    [InlineData("roll_day", "DELETE FROM roll_day", null)]
    [InlineData("indicator", "UPDATE indicator SET published_seq = 1 WHERE ind = 2", null)]
    [InlineData("definition_entry", "DELETE FROM definition_entry WHERE seq = 2", null)]
    public async Task A_derived_row_changed_by_hand_is_found_by_making_it_again(string table, string change, long? record)
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using (var journal = test.OpenJournal(new JournalOptions { RollupEvery = 1 })) await FillAsync(test, journal);
        Assert.Empty((await Auditing.VerifyAsync(test.Store, TestStore.District)).Faults);
        await ExecuteAsync(test, change);
        var report = await Auditing.VerifyAsync(test.Store, TestStore.District);
        var fault = Assert.Single(report.Faults, fault => fault.Difference!.Table == table);
        Assert.Equal((AuditFaultKind.DerivedDiffers, record), (fault.Kind, fault.Seq));
        await Rebuilding.RunAsync(test.Store, TestStore.District);
        Assert.Empty((await Auditing.VerifyAsync(test.Store, TestStore.District)).Faults);
    }

    [Fact]
    public async Task An_erasure_takes_the_answer_away_and_the_audit_stays_green()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using var journal = test.OpenJournal();
        var district = await FillAsync(test, journal);
        var figures = await district.FiguresAsync();
        var done = Assert.IsType<ErasureOutcome.Done>(await Erasing.EraseAsync(test.Store, journal, new ErasureRequest(
            TestStore.District, new InstanceId("r1"), ["phone"], [], "本人要求", TestDistrict.Clerk, TestDistrict.At(21))));

        Assert.Equal(BodyState.Redacted, done.State);
        var body = (await test.Store.EntryAsync(TestStore.District, 5))!.Body;
        Assert.Equal(Encoding.UTF8.GetString(TestDistrict.Xml(First)).Replace("<phone>13800000000</phone>", "<phone />"), Encoding.UTF8.GetString(body));
        Assert.Equal(figures, await district.FiguresAsync());
        var report = await Auditing.VerifyAsync(test.Store, TestStore.District);
        Assert.Empty(report.Faults);
        Assert.Equal([new LawfullyErased(5, new InstanceId("r1"), null, done.Entry)], report.Erased);
        Assert.Equal(done.Entry, report.Entries);
        // The phone sends it again: it was received, and is not stored.
        Assert.IsType<Outcome.Already>(await district.SendAsync(First with { Phone = "13800000000" }, null, Front));
        Assert.DoesNotContain("13800000000", await EverythingAsync(test));

        // The remains are guarded too.
        await TamperAsync(test, "body", "UPDATE body SET bytes = salt WHERE seq = 5", async () =>
            Assert.Equal(AuditFaultKind.BodyChanged, Assert.Single((await Auditing.VerifyAsync(test.Store, TestStore.District)).Faults).Kind));
    }

    [Fact]
    public async Task An_erasure_of_what_counts_leaves_the_facts_as_residue()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using var journal = test.OpenJournal();
        var district = await FillAsync(test, journal);
        var figures = await district.FiguresAsync();
        var done = Assert.IsType<ErasureOutcome.Done>(await Erasing.EraseAsync(test.Store, journal, new ErasureRequest(
            TestStore.District, new InstanceId("r2"), ["/data/who", "phone"], [], "本人要求", TestDistrict.Clerk, TestDistrict.At(21))));
        Assert.Equal(BodyState.Residue, done.State);
        Assert.Empty((await Auditing.VerifyAsync(test.Store, TestStore.District)).Faults);
        await Rebuilding.RunAsync(test.Store, TestStore.District);
        Assert.Equal(figures, await district.FiguresAsync());
    }

    [Fact]
    public async Task A_photo_goes_when_no_other_record_has_it()
    {
        await using var test = await TestStore.MakeAsync(Server);
        await using var journal = test.OpenJournal();
        var district = await FillAsync(test, journal);
        await district.AcceptAsync(new Visit("r9", Photo: "same.jpg"), null, Front with { Name = "same.jpg" });
        ErasureRequest Request(string record, string file) => new(
            TestStore.District, new InstanceId(record), [], [file], "拍到了人", TestDistrict.Clerk, TestDistrict.At(21));
        // Erased in one record it is still the other's.
        Assert.Equal(0, Assert.IsType<ErasureOutcome.Done>(await Erasing.EraseAsync(test.Store, journal, Request("r9", "same.jpg"))).FilesRemoved);
        Assert.NotNull(await test.Store.Blobs.OpenAsync(TestStore.District, Front.Hash));
        Assert.IsType<ErasureOutcome.NoFile>(await Erasing.EraseAsync(test.Store, journal, Request("r1", "unknown.jpg")));
        Assert.IsType<ErasureOutcome.NoRecord>(await Erasing.EraseAsync(test.Store, journal, Request("r77", "front.jpg")));
        Assert.IsType<ErasureOutcome.NoField>(await Erasing.EraseAsync(
            test.Store, journal, Request("r1", "front.jpg") with { Fields = ["income"] }));
    }

    private static readonly Visit First = new("r1", "east", 3, "a", Photo: "front.jpg", Phone: "13800000000");
    private static readonly FileStamp Front = new("front.jpg", Hash256.Of("a photo"u8), 7, "image/jpeg");

    /// <summary>Records 5 to 8: one with its photo, its correction, one that waits, one kept aside.</summary>
    private static async Task<TestDistrict> FillAsync(TestStore test, JournalWriter journal)
    {
        var district = await new TestDistrict(test.Store, TestStore.District, journal).SetUpAsync();
        Assert.Equal(new StoredBlob(Front.Hash, 7), await test.Store.Blobs.SaveAsync(TestStore.District, new MemoryStream("a photo"u8.ToArray()), 1000));
        await district.AcceptAsync(First, null, Front);
        await district.AcceptAsync(new Visit("r2", "east", 2, "b"));
        await district.AcceptAsync(new Visit("r3", "west", 2, "b", Corrects: "unknown"));
        Assert.IsType<Outcome.KeptAside>(await district.SendAsync(new Visit("r2", "west", 9)));
        return district;
    }

    /// <summary>Changes a table of the journal class behind the triggers' back, checks, and puts everything back.</summary>
    private static async Task TamperAsync(TestStore test, string table, string change, Func<Task> check)
    {
        await test.Store.WriteAsync<int>(async (connection, transaction) =>
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = $"CREATE TABLE kept_{table} AS SELECT * FROM {table}";
            await command.ExecuteNonQueryAsync();
            return 0;
        });
        var triggers = await DisarmAsync(test, table);
        await ExecuteAsync(test, change);
        await check();
        await ExecuteAsync(test, $"DELETE FROM {table}");
        await ExecuteAsync(test, $"INSERT INTO {table} SELECT * FROM kept_{table}");
        await ExecuteAsync(test, $"DROP TABLE kept_{table}");
        foreach (var trigger in triggers) await ExecuteAsync(test, trigger);
    }

    private static async Task<List<string>> DisarmAsync(TestStore test, string table)
    {
        if (test.Options.Postgres is not null)
        {
            await ExecuteAsync(test, $"ALTER TABLE {table} DISABLE TRIGGER USER");
            return [$"ALTER TABLE {table} ENABLE TRIGGER USER"];
        }
        var triggers = await test.ColumnAsync<string>($"SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'");
        foreach (var name in await test.ColumnAsync<string>($"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'"))
            await ExecuteAsync(test, $"DROP TRIGGER {name}");
        return triggers;
    }

    private static Task<int> ExecuteAsync(TestStore test, string sql) => test.Store.WriteAsync<int>(async (connection, transaction) =>
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync();
    });

    /// <summary>On SQLite every byte of the database's files; on PostgreSQL every body.</summary>
    private static async Task<string> EverythingAsync(TestStore test)
    {
        var text = new StringBuilder();
        if (test.Options.Postgres is not null)
        {
            foreach (var body in await test.ColumnAsync<byte[]>("SELECT bytes FROM body")) text.Append(Encoding.Latin1.GetString(body));
            return text.ToString();
        }
        foreach (var file in Directory.EnumerateFiles(test.Options.DataFolder, "gridwork.db*").Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            text.Append(await reader.ReadToEndAsync());
        }
        return text.ToString();
    }
}
