// What the reader was told, and where else he wants to be told. Everything is a form; a robot's address is entered once and never shown again.
using System.Globalization;
using Gridwork.Engine;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Notices;
using Gridwork.Engine.Rights;
using Gridwork.Server.Cases;
using Gridwork.Server.Layout;
using Gridwork.Server.People;
using Gridwork.Server.Security;
using Gridwork.Stores.Cases;
using Gridwork.Stores.Notices;
using Microsoft.AspNetCore.Http.HttpResults;
using MimeKit;

namespace Gridwork.Server.Notices;

/// <summary>/notices, and what is sent there.</summary>
internal static class NoticePages
{
    private const int PageSize = 20;
    private const int LongestAddress = 500;

    /// <summary>Registers what makes and sends notices.</summary>
    public static void AddNotices(this IServiceCollection services)
    {
        services.AddSingleton(provider => new RobotSending(RobotSending.NewClient(), provider.GetRequiredService<ServerOptions>().Notices));
        services.AddSingleton<NoticeRounds>();
        services.AddHostedService(provider => provider.GetRequiredService<NoticeRounds>());
    }

    public static void MapNotices(this IEndpointRouteBuilder app)
    {
        app.MapGet("/notices", (Viewer viewer, ServerOptions options, string? before, string? said, CancellationToken cancel) =>
            PageAsync(viewer, options, before, (said, null, null), cancel)).Needs(Right.SeeRecords);
        app.MapPost("/notices/mailbox", MailboxAsync).Needs(Right.SeeRecords);
        app.MapPost("/notices/robots", RobotAsync).Needs(Right.Administer);
        app.MapPost("/notices/{id:guid}/remove", RemoveAsync).Needs(Right.SeeRecords);
        app.MapPost("/notices/{id:guid}/try", TryAsync).Needs(Right.SeeRecords);
    }

    private static async Task<IResult> PageAsync(
        Viewer viewer, ServerOptions options, string? before, (string? Said, string? Answer, string? Trouble) what, CancellationToken cancel)
    {
        if (before is not null && !long.TryParse(before, out _)) before = null;
        DateTimeOffset? older = before is null ? null : new DateTimeOffset(long.Parse(before, CultureInfo.InvariantCulture), TimeSpan.Zero);
        var (district, definition) = (viewer.District, viewer.Definition);
        var (notices, channels, last) = await district.Kept.ReadAsync(
            async db => (
                await NoticeSql.OfAsync(db, district.Id, Addressee.Of(viewer.Person), older, PageSize + 1), await NoticeSql.ChannelsAsync(db, district.Id),
                await NoticeSql.LastDeliveriesAsync(db, district.Id)),
            cancel);
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        var shown = notices.Take(PageSize).ToList();
        var items = (await CaseList.OfAsync(snapshot, [.. shown.SelectMany(notice => notice.Lines).Select(line => line.Root).Distinct()], cancel))
            .Where(item => definition.Campaigns.ContainsKey(item.Campaign)
                && new[] { item.Unit, item.Host, item.Holder }.Any(unit => viewer.May(Right.SeeRecords, unit, item.Campaign)))
            .ToDictionary(item => item.Root);
        var times = definition.Profile?.Notices ?? NoticeTimes.Usual;
        var administered = viewer.UnitsWith(Right.Administer, null);
        return new RazorComponentResult<NoticeView>(new
        {
            Model = new NoticeModel
            {
                Next = times.NextAfter(district.Clock.Now, definition.Calendars.Whole),
                Quiet = (times.QuietFrom, times.QuietUntil),
                Digests = [.. shown.Select(notice => new NoticeLines(
                    viewer.Local(notice.Made), notice.Urgent,
                    [.. notice.Lines.Where(line => items.ContainsKey(line.Root)).GroupBy(line => line.Rung)
                        .Select(rung => (rung.Key, (IReadOnlyList<NoticeLine>)[.. rung.Select(line => Line(viewer, items[line.Root]))]))]))],
                Older = notices.Count > PageSize ? string.Create(CultureInfo.InvariantCulture, $"/notices?before={shown[^1].Made.UtcTicks}") : null,
                HasMail = options.Notices.Mail is not null,
                Mailbox = channels.Where(channel => channel.To == Addressee.Of(viewer.Person)).Select(channel => Way(viewer, channel, last)).FirstOrDefault(),
                Robots = [.. channels.Where(channel => administered.Contains(channel.To.Unit)).Select(channel => Way(viewer, channel, last))],
                Units = [.. definition.Units.All.Where(unit => administered.Contains(unit.No)).Select(unit => (unit.Code, unit.Name, unit.Kind switch
                {
                    UnitKind.District => 0,
                    UnitKind.Village => 2,
                    _ => 1,
                }))],
                Said = what.Said is "kept" or "removed" or "tried" ? what.Said : null,
                Answer = what.Answer,
                Trouble = what.Trouble,
            },
        })
        { StatusCode = what.Trouble is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest };
    }

    private static NoticeLine Line(Viewer viewer, CaseItem item)
    {
        var definition = viewer.Definition;
        var lamp = CaseLamp.Of(viewer, item, viewer.District.Clock.Now);
        return new NoticeLine(
            item.Root, definition.CodeOf(item.Cell) ?? definition.Units.Find(item.Unit)?.Name.ToString(), definition.Campaigns[item.Campaign].Cases?.Category(item.Category)?.Title,
            item.What, definition.Units.Find(item.Holder == UnitNo.None ? item.Host : item.Holder)?.Name, new LampWord(lamp.Kind, lamp.Word));
    }

    private static NoticeWay Way(Viewer viewer, NoticeChannel channel, IReadOnlyList<LastDelivery> deliveries)
    {
        var last = deliveries.FirstOrDefault(delivery => delivery.Channel == channel.Id);
        return new NoticeWay(
            channel.Id, channel.Kind, viewer.Definition.Units.Find(channel.To.Unit)?.Name,
            channel.Kind == ChannelKind.Mail ? channel.Address : new Uri(channel.Address).Authority, channel.Language, last, last?.Sent is { } sent ? viewer.Local(sent) : null);
    }

    private static async Task<IResult> MailboxAsync(HttpContext context, Viewer viewer, ServerOptions options, TimeProvider time)
    {
        var sent = await context.Request.ReadFormAsync(context.RequestAborted);
        var address = sent["address"].ToString().Trim();
        if (address.Length is 0 or > LongestAddress || !MailboxAddress.TryParse(address, out var mailbox) || mailbox.Domain.Length == 0)
            return await PageAsync(viewer, options, null, (null, null, "NoMailbox"), context.RequestAborted);
        await KeepAsync(viewer, new NoticeChannel(
            Guid.NewGuid(), Addressee.Of(viewer.Person), ChannelKind.Mail, mailbox.Address, null, Language(sent), viewer.Person, time.GetUtcNow()));
        return SeeOther(context, "/notices?said=kept");
    }

    private static async Task<IResult> RobotAsync(HttpContext context, Viewer viewer, ServerOptions options, RobotSending robots, TimeProvider time)
    {
        var sent = await context.Request.ReadFormAsync(context.RequestAborted);
        if (viewer.Definition.Units.Find(sent["unit"].ToString()) is not { } unit || !viewer.May(Right.Administer, unit.No, null)) return Results.NotFound();
        var address = sent["address"].ToString().Trim();
        if (address.Length > LongestAddress || !robots.MayCall(address)) return await PageAsync(viewer, options, null, (null, null, "NoRobot"), context.RequestAborted);
        var kind = sent["kind"] == "dingtalk" ? ChannelKind.DingTalk : ChannelKind.WeCom;
        var secret = kind == ChannelKind.DingTalk ? sent["secret"].ToString().Trim() : "";
        await KeepAsync(viewer, new NoticeChannel(
            Guid.NewGuid(), Addressee.GroupOf(unit.No), kind, address, secret.Length == 0 ? null : secret, Language(sent), viewer.Person, time.GetUtcNow()));
        return SeeOther(context, "/notices?said=kept");
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, Viewer viewer, Guid id)
    {
        if (await FindAsync(viewer, id) is null) return Results.NotFound();
        await viewer.District.Kept.WriteAsync(db => NoticeSql.RemoveChannelAsync(db, viewer.District.Id, id), CancellationToken.None);
        return SeeOther(context, "/notices?said=removed");
    }

    private static async Task<IResult> TryAsync(HttpContext context, Viewer viewer, ServerOptions options, NoticeRounds rounds, Guid id)
    {
        if (await FindAsync(viewer, id) is not { } channel) return Results.NotFound();
        var trouble = await rounds.TryAsync(viewer.District, channel, context.RequestAborted);
        return await PageAsync(viewer, options, null, trouble is null ? ("tried", null, null) : (null, trouble, "NotTaken"), context.RequestAborted);
    }

    /// <summary>A channel of the reader, or of a unit that the reader administers; null: no such.</summary>
    private static async Task<NoticeChannel?> FindAsync(Viewer viewer, Guid id)
    {
        var channel = (await viewer.District.Kept.ReadAsync(db => NoticeSql.ChannelsAsync(db, viewer.District.Id))).FirstOrDefault(channel => channel.Id == id);
        if (channel is null) return null;
        var own = channel.Kind == ChannelKind.Mail ? channel.To == Addressee.Of(viewer.Person) : viewer.May(Right.Administer, channel.To.Unit, null);
        return own ? channel : null;
    }

    private static Task KeepAsync(Viewer viewer, NoticeChannel channel) =>
        viewer.District.Kept.WriteAsync(db => NoticeSql.AddChannelAsync(db, viewer.District.Id, channel), CancellationToken.None);

    private static string Language(IFormCollection sent) => sent["language"] == "en" ? "en" : "zh";

    private static IResult SeeOther(HttpContext context, string where)
    {
        context.Response.Headers.Location = where;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
