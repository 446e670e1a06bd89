using Gridwork.Engine.Rights;
using Gridwork.Server.Briefings;
using Gridwork.Server.Campaigns;
using Gridwork.Server.Cases;
using Gridwork.Server.Checks;
using Gridwork.Server.Duties;
using Gridwork.Server.Leaders;
using Gridwork.Server.Evaluation;
using Gridwork.Server.Grids;
using Gridwork.Server.Keys;
using Gridwork.Server.Map;
using Gridwork.Server.Notices;
using Gridwork.Server.OpenRosa;
using Gridwork.Server.Oversight;
using Gridwork.Server.Overview;
using Gridwork.Server.Papers;
using Gridwork.Server.People;
using Gridwork.Server.Records;
using Gridwork.Server.Reviews;
using Gridwork.Server.Tallies;

namespace Gridwork.Server.Layout;

/// <summary>The pages: what they need of the container, and their addresses.</summary>
public static class PageDoors
{
    /// <summary>Registers what the pages ask for.</summary>
    public static void AddPages(this IServiceCollection services)
    {
        services.AddScoped(provider => FrameOf(
            provider.GetRequiredService<Viewer>(), provider.GetRequiredService<IHttpContextAccessor>().HttpContext));
        services.AddScoped<PersonNames>();
    }

    /// <summary>Maps all pages.</summary>
    /// <param name="app">Where.</param>
    /// <param name="limits">How much a step with a photo may bring.</param>
    public static void MapPages(this IEndpointRouteBuilder app, IntakeLimits limits)
    {
        app.MapOverview();
        app.MapCampaignPages();
        app.MapTallyPages();
        app.MapRecordPages();
        app.MapDesk(limits);
        app.MapCasePages(limits);
        app.MapPapers();
        app.MapOversight(limits);
        app.MapMap();
        app.MapDuties();
        app.MapLeaders();
        app.MapEvaluation();
        app.MapRechecks();
        app.MapBriefingPages();
        app.MapCheckPages();
        app.MapReviews();
        app.MapKeys();
        app.MapGridPages();
        app.MapNotices();
    }

    private static PageFrame FrameOf(Viewer viewer, HttpContext? context) => new()
    {
        District = viewer.District.Name,
        Synthetic = viewer.District.IsSynthetic,
        Now = viewer.District.Clock.Now,
        ClockShifted = viewer.District.Clock.Shift != TimeSpan.Zero,
        Path = context is null ? "/" : context.Request.Path + context.Request.QueryString,
        Reader = viewer.Account?.Name,
        HasNotices = viewer.MaySomewhere(Right.SeeRecords),
        Doors = [.. Door.All.Where(door => viewer.MaySomewhere(door.Needs))],
    };
}
