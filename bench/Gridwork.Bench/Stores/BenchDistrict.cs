using Gridwork.Cli.Setup;
using Gridwork.Engine;
using Gridwork.Engine.Districts;
using Gridwork.Server.Districts;
using Gridwork.Stores;
using Gridwork.Stores.Journal;
using Gridwork.Stores.People;
using Microsoft.AspNetCore.Identity;
using StoreOptions = Gridwork.Stores.StoreOptions;

namespace Gridwork.Bench.Stores;

/// <summary>The demo district in a new store, its road-environment campaign published: what the intake is measured on.</summary>
internal sealed class BenchDistrict : IAsyncDisposable
{
    /// <summary>The district's number.</summary>
    public static readonly DistrictId Id = new(1);

    /// <summary>The campaign whose forms are filled.</summary>
    public const string CampaignId = "road-environment";

    private static readonly DateTimeOffset Start = new(2021, 5, 1, 9, 0, 0, TimeSpan.FromHours(8));

    private BenchDistrict(StoreOptions options, DistrictStore store, ServedDistrict district, IReadOnlyList<(PersonLine Person, string Password)> people)
    {
        Options = options;
        Store = store;
        Served = district;
        People = people;
    }

    public StoreOptions Options { get; }

    public DistrictStore Store { get; }

    public ServedDistrict Served { get; }

    /// <summary>The people of the district with their passwords.</summary>
    public IReadOnlyList<(PersonLine Person, string Password)> People { get; }

    /// <summary>Sets a district up.</summary>
    public static async Task<BenchDistrict> NewAsync(BenchPlace place, JournalOptions? journal = null)
    {
        var options = await place.NewStoreAsync();
        var store = await DistrictStore.OpenAsync(options);
        await store.MigrateAsync();
        var district = new ServedDistrict(Id, null, store, TimeProvider.System);
        await district.OpenAsync(journal);
        var home = Home();
        var folder = DistrictFolder.Read(Path.Combine(home, "district"));
        // A phone's password is checked once in ten minutes; how long one check takes is no matter of the intake.
        var hasher = new PasswordHasher<Account>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));
        var setup = new DistrictSetup(district, hasher);
        await setup.PublishPlacesAsync(folder, Start);
        var people = await setup.AddPeopleAsync(folder.People, Start);
        var made = new BenchDistrict(options, store, district, people);
        await made.PublishAsync(CampaignId);
        return made;
    }

    /// <summary>Publishes one of the repository's campaigns.</summary>
    public async Task PublishAsync(string campaign)
    {
        var setup = new DistrictSetup(Served, new PasswordHasher<Account>());
        var (report, _) = await setup.PublishCampaignAsync(Path.Combine(Home(), "campaigns", campaign), Start);
        if (!report.IsSound) throw new InvalidDataException(string.Join('\n', report.Problems));
    }

    /// <summary>The newest position of the journal.</summary>
    public async Task<long> SeqAsync() => (await Store.HeadAsync(Id))!.Seq;

    public async ValueTask DisposeAsync()
    {
        await Served.DisposeAsync();
        await Store.DisposeAsync();
    }

    private static string Home()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "district", "district.yaml"))) return at.FullName;
        }
        throw new DirectoryNotFoundException("Neither this folder nor one above it holds district/district.yaml.");
    }
}
