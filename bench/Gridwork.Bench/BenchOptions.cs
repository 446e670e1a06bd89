using System.Globalization;
using Gridwork.Bench.Stores;

namespace Gridwork.Bench;

/// <summary>What to measure, where and for how long.</summary>
internal sealed record BenchOptions
{
    public const string Usage =
        """
        dotnet run -c Release --project bench/Gridwork.Bench -- PART… [--store sqlite|postgres] [--seconds N] [--groups N,N,…] [--entries N,N,…] [--points N,N,…] [--folder DIR] [--keep]
          PART       intake   OpenRosa submissions in process, in groups of 8, 32 and 100, beside the bare database
                     photos   the same, each with a photo of 200 KB
                     http     the same through a server in a process of its own, with 1, 8 and 32 connections
                     tallies  reading figures, with 10 thousand, 1 million and 10 million entries in the ledger
                     tiles    a map's tiles among 10 thousand and 1 million records and cases
                     prints   copies of one photo among 10 thousand and 1 million
                     cases    desk, late list, board, map and evaluation among 10 thousand and 1 million cases
                     routing  who answers for a case, by the duty list
                     rebuild  derived state from the journal
                     read     reading a record's bytes, nothing else
                     deck     a PPT of 100 cells with 300 photos
                     all      all of these
          --store    only this store (both)
          --seconds  how long each figure is measured (3)
          --groups   other groups for intake and photos (8,32,100)
          --entries  other ledgers for tallies
          --points   other numbers for tiles, cases and prints
          --folder   where the databases lie while it runs: put it on the disk that is meant (the system's temporary folder)
          --keep     leave the databases behind
        PostgreSQL is started from Debian's postgresql-15 in the folder.
        """;

    private static readonly string[] Known = ["intake", "photos", "http", "tallies", "rebuild", "read", "deck", "tiles", "prints", "cases", "routing"];

    public required IReadOnlySet<string> Parts { get; init; }

    public required IReadOnlyList<StoreKind> Stores { get; init; }

    public required TimeSpan Time { get; init; }

    public required IReadOnlyList<int> Groups { get; init; }

    public required IReadOnlyList<long> Entries { get; init; }

    /// <summary>Among how many records and cases tiles and pages are asked for, and among how many photos one.</summary>
    public required IReadOnlyList<long> Points { get; init; }

    public required string Folder { get; init; }

    public required bool Keep { get; init; }

    /// <summary>Whether a part is wanted that writes to a database.</summary>
    public bool NeedsStore => Parts.Any(part => part != "deck");

    public bool Has(string part) => Parts.Contains(part);

    public static BenchOptions? Parse(string[] args)
    {
        var parts = new HashSet<string>(StringComparer.Ordinal);
        var stores = Enum.GetValues<StoreKind>();
        var seconds = 3.0;
        IReadOnlyList<int> groups = [8, 32, 100];
        IReadOnlyList<long> entries = [10_000, 1_000_000, 10_000_000];
        IReadOnlyList<long> points = [10_000, 1_000_000];
        var folder = Path.Combine(Path.GetTempPath(), "gridwork-bench-" + Guid.NewGuid().ToString("N")[..8]);
        var keep = false;
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "all": parts.UnionWith(Known); break;
                case var part when Known.Contains(part): parts.Add(part); break;
                case "--store" when Enum.TryParse<StoreKind>(value, ignoreCase: true, out var store): stores = [store]; i++; break;
                case "--seconds" when double.TryParse(value, CultureInfo.InvariantCulture, out seconds) && seconds > 0: i++; break;
                case "--groups" when value.Length > 0:
                    groups = [.. value.Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
                    i++;
                    break;
                case "--entries" when value.Length > 0:
                    entries = [.. value.Split(',').Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
                    i++;
                    break;
                case "--points" when value.Length > 0:
                    points = [.. value.Split(',').Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
                    i++;
                    break;
                case "--folder" when value.Length > 0: folder = Path.Combine(Path.GetFullPath(value), "gridwork-bench"); i++; break;
                case "--keep": keep = true; break;
                default: return null;
            }
        }
        return parts.Count == 0
            ? null
            : new BenchOptions
            {
                Parts = parts,
                Stores = stores,
                Time = TimeSpan.FromSeconds(seconds),
                Groups = groups,
                Entries = entries,
                Points = points,
                Folder = folder,
                Keep = keep,
            };
    }
}
