using Gridwork.Engine;
using Gridwork.Server.Districts;
using Gridwork.Stores;
using Spectre.Console.Cli;

namespace Gridwork.Cli;

/// <summary>What every command takes: where the data is.</summary>
internal class DataSettings : CommandSettings
{
    /// <summary>The data folder.</summary>
    [CommandOption("--data <DIR>")]
    [Text("option.data")]
    public string Data { get; init; } = Path.Combine(Environment.CurrentDirectory, "data");

    /// <summary>A PostgreSQL connection string; without one SQLite in the data folder.</summary>
    [CommandOption("--postgres <CONNECTION>")]
    [Text("option.postgres")]
    public string? Postgres { get; init; } = Environment.GetEnvironmentVariable("GRIDWORK_POSTGRES");

    /// <summary>The district's number.</summary>
    [CommandOption("--district <NUMBER>")]
    [Text("option.district")]
    public int District { get; init; } = 1;

    /// <summary>The store that these name.</summary>
    public StoreOptions Store => new() { DataFolder = Path.GetFullPath(Data), Postgres = Postgres };
}

/// <summary>A store that a command opened, and the district that it asked for.</summary>
internal sealed class OpenedDistrict : IAsyncDisposable
{
    private OpenedDistrict(DistrictStore store, ServedDistrict district)
    {
        Store = store;
        District = district;
    }

    /// <summary>The store.</summary>
    public DistrictStore Store { get; }

    /// <summary>The district.</summary>
    public ServedDistrict District { get; }

    /// <summary>Opens what the settings name, migrated. With <paramref name="mustExist"/>, a folder that holds no district is refused.</summary>
    public static async Task<OpenedDistrict> OpenAsync(DataSettings settings, bool mustExist = true)
    {
        if (mustExist && settings.Postgres is null && !File.Exists(Path.Combine(settings.Store.DataFolder, "gridwork.db")))
            throw new RefusedException(CliTexts.Of("refused.no-data", settings.Store.DataFolder));
        var store = await DistrictStore.OpenAsync(settings.Store);
        await store.MigrateAsync();
        var district = new ServedDistrict(new DistrictId(settings.District), null, store, TimeProvider.System);
        await district.OpenAsync();
        return new OpenedDistrict(store, district);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await District.DisposeAsync();
        await Store.DisposeAsync();
    }
}

/// <summary>Something that the user asked for cannot be done: the message is for the user, the exit code 2.</summary>
internal sealed class RefusedException(string message) : Exception(message);
