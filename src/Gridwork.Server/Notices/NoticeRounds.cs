using System.Data.Common;
using Gridwork.Engine;
using Gridwork.Engine.Cases;
using Gridwork.Engine.Notices;
using Gridwork.Server.Districts;
using Gridwork.Stores;
using Gridwork.Stores.Cases;
using Gridwork.Stores.Notices;
using Gridwork.Stores.Records;

namespace Gridwork.Server.Notices;

/// <summary>
/// Tells people of what went up since they were told last: at the digest's times of all of it, in between of emergencies. Several nodes on one
/// database tell it once; a node that dies in the middle leaves it to the next. What is told on paper or by chat only repeats what the pages say:
/// nothing waits for it.
/// </summary>
public sealed partial class NoticeRounds(ServedDistricts districts, ServerOptions options, RobotSending robots, TimeProvider time, ILogger<NoticeRounds> log)
    : BackgroundService
{
    private const int PageSize = 1000;
    private const int DeliveriesAtOnce = 20;
    private const int MostTries = 7;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>The times after which a delivery that failed is tried again.</summary>
    private static readonly TimeSpan[] Again =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(8)];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                foreach (var district in districts.All.Where(district => district.IsReady))
                {
                    try
                    {
                        await district.RefreshIfOldAsync(stoppingToken);
                        await MakeAsync(district, stoppingToken);
                        await DeliverAsync(district, stoppingToken);
                    }
                    catch (Exception lost) when (lost is DbException or IOException && !stoppingToken.IsCancellationRequested)
                    {
                        LogTrouble(log, lost);
                    }
                }
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
        catch (Exception stopped) when (stoppingToken.IsCancellationRequested && stopped is OperationCanceledException or ObjectDisposedException or DbException)
        {
            // The server stops, perhaps with the store closed already: what was not told is told after the next start.
        }
    }

    /// <summary>Makes the digests whose time has come; how many.</summary>
    public async Task<int> MakeAsync(ServedDistrict district, CancellationToken cancel = default)
    {
        var definition = district.Definition;
        if (definition.Profile is not { } profile) return 0;
        var now = district.Clock.Now;
        var slot = (profile.Notices ?? NoticeTimes.Usual).LastBefore(now, definition.Calendars.Whole);
        var last = await district.Kept.ReadAsync(db => NoticeSql.LastRoundAsync(db, district.Id), cancel);
        var round = slot is not null && (last is null || last < slot) ? slot : null;
        // An emergency is told apart: it must be seen among the rest, and may be told when nobody is to be disturbed.
        return await TellAsync(district, urgent: true, null, now, cancel) + (round is null ? 0 : await TellAsync(district, urgent: false, round, now, cancel));
    }

    /// <summary>Sends what waits; how many arrived.</summary>
    public async Task<int> DeliverAsync(ServedDistrict district, CancellationToken cancel = default)
    {
        if (district.Definition.Profile is not { } profile) return 0;
        var sent = 0;
        while (true)
        {
            var now = time.GetUtcNow();
            var quiet = (profile.Notices ?? NoticeTimes.Usual).IsQuiet(TimeOnly.FromDateTime(district.Clock.Now.DateTime));
            var taken = await district.Kept.WriteAsync(
                db => NoticeSql.TakeAsync(db, district.Id, now, tries => now + Again[Math.Min(tries, Again.Length) - 1], quiet, DeliveriesAtOnce), cancel);
            if (taken.Count == 0) return sent;
            foreach (var delivery in taken)
            {
                var trouble = await SendAsync(district, delivery, cancel);
                if (trouble is null) sent++;
                await district.Kept.WriteAsync(
                    db => trouble is null
                        ? NoticeSql.SentAsync(db, district.Id, delivery, time.GetUtcNow())
                        : NoticeSql.FailedAsync(db, district.Id, delivery, trouble, delivery.Tries >= MostTries),
                    cancel);
            }
        }
    }

    /// <summary>The address under which people open the server.</summary>
    public Uri Home => options.Notices.Public ?? new Uri(options.Urls.Split(';')[0]);

    /// <summary>Sends a word through a channel to see whether it arrives; null: it was taken, else why not.</summary>
    public Task<string?> TryAsync(ServedDistrict district, NoticeChannel channel, CancellationToken cancel = default) =>
        SendAsync(channel, NoticeWords.Trial(district.Name, district.IsSynthetic, channel.Language, Home), $"trial.{Guid.NewGuid():N}", cancel);

    private async Task<string?> SendAsync(ServedDistrict district, NoticeDelivery delivery, CancellationToken cancel)
    {
        await using var snapshot = await Snapshot.OpenAsync(district.Store, district.Id, cancel);
        var items = await CaseList.OfAsync(snapshot, [.. delivery.Notice.Lines.Select(line => line.Root)], cancel);
        // What was settled since it was told need not be said any more.
        if (NoticeWords.Of(delivery.Notice, items, district.Definition, district.Clock.Now, delivery.Channel.Language, Home) is not { } words) return null;
        return await SendAsync(
            delivery.Channel, words, $"{delivery.Channel.Id:N}.{delivery.Notice.Made.UtcTicks}{(delivery.Notice.Urgent ? "u" : "")}", cancel);
    }

    private async Task<string?> SendAsync(NoticeChannel channel, NoticeWords words, string id, CancellationToken cancel) => channel.Kind switch
    {
        ChannelKind.Mail when options.Notices.Mail is { } mail => await MailSending.SendAsync(mail, channel.Address, id, words, cancel),
        ChannelKind.Mail => "GRIDWORK_SMTP",
        _ => await robots.SendAsync(channel, words, time.GetUtcNow(), cancel),
    };

    private async Task<int> TellAsync(ServedDistrict district, bool urgent, DateTimeOffset? round, DateTimeOffset now, CancellationToken cancel)
    {
        var late = await FreshAsync(district, urgent, now, cancel);
        if (late.Count == 0 && round is null) return 0;
        var channels = await district.Kept.ReadAsync(db => NoticeSql.ChannelsAsync(db, district.Id), cancel);
        var groups = channels.Select(channel => channel.To.Unit).Where(unit => unit != UnitNo.None).ToHashSet();
        return await district.Kept.WriteAsync(
            async db =>
            {
                if (round is { } slot && !await NoticeSql.TakeRoundAsync(db, district.Id, slot)) return 0;
                var told = await NoticeSql.ToldAsync(db, district.Id, late.ToDictionary(one => one.Root, one => one.Due));
                var won = new List<LateCase>();
                foreach (var one in late)
                    if (await NoticeSql.TellAsync(db, district.Id, one.Root, one.Rung, one.Due)) won.Add(one);
                var digests = Digest.Of(won, told, groups, district.Definition);
                foreach (var digest in digests)
                    await NoticeSql.AddAsync(db, district.Id, new MadeNotice(digest.To, now, urgent, digest.Lines), time.GetUtcNow());
                return digests.Count;
            },
            cancel);
    }

    /// <summary>The late cases that stand higher than they were told, emergencies or the others.</summary>
    private static async Task<List<LateCase>> FreshAsync(ServedDistrict district, bool urgent, DateTimeOffset now, CancellationToken cancel)
    {
        var definition = district.Definition;
        await using var snapshot = await Snapshot.OpenAsync(district.Store, district.Id, cancel);
        var rungs = new Dictionary<long, (CaseItem Item, Rung Rung)>();
        foreach (var campaign in definition.Campaigns.Values.Where(campaign => campaign.Cases is not null))
        {
            var sight = new Sight(campaign.No, [.. definition.Units.All.Select(unit => unit.No)], All: true);
            var emergencies = campaign.Cases!.Categories.Where(category => category.RoundTheClock).Select(category => category.Code).ToList();
            // In between the digests only the few that cannot wait are looked at.
            IEnumerable<CaseQuery> queries = urgent
                ? emergencies.Select(code => new CaseQuery { Sights = [sight], Now = now, Filter = CaseFilter.Late, Category = code, Limit = PageSize })
                : new[] { CaseKind.Problem, CaseKind.Requirement }.Select(kind => new CaseQuery { Sights = [sight], Now = now, Filter = CaseFilter.Late, Kind = kind, Limit = PageSize });
            foreach (var query in queries)
            {
                for (var page = await CaseList.ReadAsync(snapshot, query, cancel); ; page = await CaseList.ReadAsync(snapshot, query with { After = page.Next }, cancel))
                {
                    foreach (var item in page.Cases.Where(item => urgent || !emergencies.Contains(item.Category ?? "")))
                        rungs[item.Root] = (item, campaign.Cases.Escalation.At(item.Due, now, definition.CalendarOf(item.Unit), urgent));
                    if (page.Next is null) break;
                }
            }
        }
        var told = await district.Kept.ReadAsync(
            db => NoticeSql.ToldAsync(db, district.Id, rungs.ToDictionary(one => one.Key, one => one.Value.Item.Due!.Value)), cancel);
        var fresh = rungs.Where(one => one.Value.Rung > told.GetValueOrDefault(one.Key)).Select(one => one.Key).ToList();
        // Who dispatched it stands in its log.
        return
        [
            .. (await OneCase.ReadAsync(snapshot, fresh, definition.CalendarOf, cancel: cancel)).Select(detail => new LateCase(
                detail.Item.Root, detail.Item.Campaign, detail.Item.Due!.Value, rungs[detail.Item.Root].Rung, detail.State.Unit, detail.State.Holder, detail.State.Centre)),
        ];
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Notices could not be made or sent.")]
    private static partial void LogTrouble(ILogger log, Exception lost);
}
