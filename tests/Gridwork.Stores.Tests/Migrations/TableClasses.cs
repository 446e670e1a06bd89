using Gridwork.Stores.Rebuild;

namespace Gridwork.Stores.Tests.Migrations;

/// <summary>Every table is of one class, and every key begins with the district (core.md 1, 15).</summary>
public sealed class TableClasses(PostgresServer server)
{
    private static readonly string[] OfTheJournal = ["head", "journal", "body", "blob"];

    /// <summary>Tables that know no district, each with its reason.</summary>
    private static readonly Dictionary<string, string> WithoutDistrict = new()
    {
        ["schema_version"] = "the tables are those of all districts",
        ["district"] = "it lists them",
        ["data_protection_key"] = "keys of the installation's cookies",
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_table_is_journal_derived_or_kept(bool postgres)
    {
        await using var test = await TestStore.MakeAsync(postgres ? server : null);
        var derived = DerivedTable.All.Select(table => table.Name).ToHashSet();
        // What is kept is neither chained nor rebuilt: secrets, keys, logs, uploads. Naming one here says that a rebuild must not touch it.
        var kept = Kept(postgres);
        kept.ExceptWith(WithoutDistrict.Keys);
        foreach (var table in await TablesAsync(test, postgres))
        {
            var classes = new[] { OfTheJournal.Contains(table), derived.Contains(table), kept.Contains(table), WithoutDistrict.ContainsKey(table) };
            Assert.True(classes.Count(yes => yes) == 1, table);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_key_begins_with_the_district(bool postgres)
    {
        await using var test = await TestStore.MakeAsync(postgres ? server : null);
        var keys = await test.ColumnAsync<string>(postgres
            ? """
              SELECT c.relname || '.' || a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] WHERE n.nspname = 'public'
              """
            : """
              SELECT t.name || '.' || i.name FROM sqlite_master t JOIN pragma_index_list(t.name) x JOIN pragma_index_info(x.name) i
              WHERE t.type = 'table' AND i.seqno = 0
              """);
        Assert.NotEmpty(keys);
        Assert.All(keys.Where(key => !WithoutDistrict.ContainsKey(key.Split('.')[0])), key => Assert.EndsWith(".d", key));
    }

    private static HashSet<string> Kept(bool postgres) => [.. Gridwork.Stores.Migrations.Migration.Of(postgres ? "postgres" : "sqlite")
        .Where(migration => migration.Number >= 100)
        .SelectMany(migration => System.Text.RegularExpressions.Regex.Matches(migration.Sql, @"CREATE TABLE (\w+)").Select(match => match.Groups[1].Value))];

    private static Task<List<string>> TablesAsync(TestStore test, bool postgres) => test.ColumnAsync<string>(postgres
        ? "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'"
        : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
}
