// Numbered scripts, one transaction each with its row in schema_version (core.md 14). A process that is killed in the middle leaves nothing; two
// that start at once take turns. Numbers: 1 journal and derived, 100 accounts, 200 uploads and imports, 300 papers, 310 who was told, 320 what photos
// tell.
using System.Globalization;
using System.Reflection;

namespace Gridwork.Stores.Migrations;

/// <summary>One script of a store.</summary>
/// <param name="Number">Its number; scripts run in this order, each once.</param>
/// <param name="Name">Its file name without number and extension.</param>
/// <param name="Sql">Its text.</param>
public sealed record Migration(int Number, string Name, string Sql)
{
    internal const string VersionTable =
        "CREATE TABLE IF NOT EXISTS schema_version (number integer NOT NULL PRIMARY KEY, name text NOT NULL, applied text NOT NULL)";

    /// <summary>Whether it makes derived tables: a shadow rebuild runs these alone.</summary>
    public bool IsDerived => Name.StartsWith("derived", StringComparison.Ordinal);

    /// <summary>The scripts of a store (<c>sqlite</c> or <c>postgres</c>), by number.</summary>
    public static IReadOnlyList<Migration> Of(string store)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var folder = $"Migrations/{store}/";
        var found = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(folder, StringComparison.Ordinal)) continue;
            var file = Path.GetFileNameWithoutExtension(resource[folder.Length..]);
            var dash = file.IndexOf('-', StringComparison.Ordinal);
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            found.Add(new Migration(int.Parse(file[..dash], CultureInfo.InvariantCulture), file[(dash + 1)..], reader.ReadToEnd()));
        }
        return [.. found.OrderBy(migration => migration.Number)];
    }
}
