using System.Data.Common;
using System.Globalization;
using Gridwork.Server.Districts;
using Gridwork.Server.Security;
using Gridwork.Stores.People;

namespace Gridwork.Server.Health;

/// <summary>Whether a balancer may send requests here: only once the store is migrated and as long as it can be written.</summary>
public static class HealthDoor
{
    /// <summary>Maps /healthz: 200 <c>{"status":"ready"}</c>, else 503 with the reason.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app) => app.MapGet("/healthz", async (ServedDistricts districts, Opening opening, TimeProvider time, CancellationToken cancel) =>
    {
        foreach (var district in districts.All)
        {
            if (await TroubleOfAsync(district, time, cancel) is { } trouble)
                return Results.Json(new { status = "not-ready", reason = opening.Trouble ?? trouble, synthetic = district.IsSynthetic }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        return Results.Json(new { status = "ready", synthetic = districts.All[0].IsSynthetic });
    }).OpenToStrangers();

    // What went wrong last may be over: each check tries again to write a row and, after trouble with files, a file.
    private static async Task<string?> TroubleOfAsync(ServedDistrict district, TimeProvider time, CancellationToken cancel)
    {
        if (!district.IsReady) return "starting: the store is being migrated";
        try
        {
            var now = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            await district.Kept.WriteAsync(db => KeptSql.SetSecretAsync(db, district.Id, "health-checked", now), cancel);
        }
        catch (Exception lost) when (lost is DbException or IOException)
        {
            return "database: " + lost.Message;
        }
        if (district.FilesTrouble is null) return null;
        try
        {
            if (await district.Blobs.SaveAsync(district.Id, new MemoryStream([0]), 1, cancel) is { } probe)
                await district.Blobs.RemoveAsync(district.Id, probe.Hash, cancel);
            return district.FilesTrouble = null;
        }
        catch (Exception lost) when (lost is IOException or UnauthorizedAccessException)
        {
            return "attachments: " + lost.Message;
        }
    }
}
