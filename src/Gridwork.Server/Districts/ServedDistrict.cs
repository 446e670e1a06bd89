using System.Globalization;
using Gridwork.Engine;
using Gridwork.Engine.Districts;
using Gridwork.Stores;
using Gridwork.Stores.Blobs;
using Gridwork.Stores.Journal;
using Gridwork.Stores.People;

namespace Gridwork.Server.Districts;

/// <summary>A district that this server serves: its journal, its files, its people and its clock. Safe in parallel.</summary>
public sealed class ServedDistrict : IAsyncDisposable
{
    /// <summary>The secret that holds the seconds which the district's clock is moved by.</summary>
    public const string ClockShiftSecret = "clock-shift-seconds";

    private readonly TimeProvider time;
    private TimeSpan shift;
    private long refreshed;
    private DistrictClock? clock;
    private volatile DistrictDefinition definition = DistrictDefinition.Empty;

    /// <summary>A district over an open store; <see cref="OpenAsync"/> makes it ready.</summary>
    public ServedDistrict(DistrictId id, string? host, DistrictStore store, TimeProvider time)
    {
        Id = id;
        Host = host;
        Store = store;
        Kept = new KeptStore(store);
        this.time = time;
    }

    /// <summary>The district's number.</summary>
    public DistrictId Id { get; }

    /// <summary>The host name under which it is asked for; null: the default.</summary>
    public string? Host { get; }

    /// <summary>The database.</summary>
    public DistrictStore Store { get; }

    /// <summary>The bytes of photos and other files.</summary>
    public BlobStore Blobs => Store.Blobs;

    /// <summary>Why the last file could not be kept; null: it could. For the health check.</summary>
    public string? FilesTrouble { get; set; }

    /// <summary>Accounts, keys and logs.</summary>
    public KeptStore Kept { get; }

    /// <summary>The way into the journal. Throws <see cref="InvalidOperationException"/> before the store is ready.</summary>
    public JournalWriter Journal => journal ?? throw new InvalidOperationException("The store is not ready.");

    private JournalWriter? journal;

    /// <summary>Whether the store is migrated and the journal open.</summary>
    public bool IsReady => journal is not null;

    /// <summary>The definition that this process last saw at the head.</summary>
    public DistrictDefinition Definition => definition;

    /// <summary>The district's name; its number before the set-up.</summary>
    public LocalText Name => definition.Profile?.Name ?? new LocalText(Id.Value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether all its data is invented: then every door carries the mark.</summary>
    public bool IsSynthetic => definition.Profile?.Synthetic ?? false;

    /// <summary>The district's clock, in the zone of its profile (before the set-up: Asia/Shanghai).</summary>
    public DistrictClock Clock
    {
        get
        {
            var zone = definition.Profile?.TimeZone ?? TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
            var known = clock;
            return known is not null && known.Shift == shift && known.Zone == zone ? known : clock = new DistrictClock(time, shift, zone);
        }
    }

    /// <summary>Opens the journal and reads the definition. The store must have been migrated.</summary>
    public async Task OpenAsync(JournalOptions? options = null, CancellationToken cancel = default)
    {
        await Store.CreateDistrictAsync(Id, cancel);
        var stored = await Kept.ReadAsync(db => KeptSql.SecretAsync(db, Id, ClockShiftSecret), cancel);
        if (stored is not null) shift = TimeSpan.FromSeconds(long.Parse(stored, CultureInfo.InvariantCulture));
        definition = await Store.DefinitionAsync(Id, cancel);
        refreshed = time.GetTimestamp();
        journal = Store.OpenJournal(Id, options);
    }

    /// <summary>Fixes the clock's shift; a district that has entries keeps the one it has.</summary>
    public async Task FixClockAsync(TimeSpan by)
    {
        await Kept.WriteAsync(db => KeptSql.SetSecretAsync(db, Id, ClockShiftSecret, ((long)by.TotalSeconds).ToString(CultureInfo.InvariantCulture)));
        shift = by;
    }

    /// <summary>
    /// Carries the definition on when it was last looked after more than a second ago: a right given or taken on another node holds here within
    /// that time. The journal itself always decides under the newest.
    /// </summary>
    public ValueTask RefreshIfOldAsync(CancellationToken cancel = default)
    {
        var now = time.GetTimestamp();
        var last = Interlocked.Read(ref refreshed);
        if (time.GetElapsedTime(last, now) < TimeSpan.FromSeconds(1) || Interlocked.CompareExchange(ref refreshed, now, last) != last) return default;
        return new ValueTask(RefreshAsync(cancel).AsTask());
    }

    /// <summary>Carries the definition on to the head, also over what other nodes published.</summary>
    public async ValueTask<DistrictDefinition> RefreshAsync(CancellationToken cancel = default) =>
        definition = await Store.DefinitionAsync(Id, cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref journal, null) is { } open) await open.DisposeAsync();
    }
}
