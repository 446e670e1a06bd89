using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gridwork.Engine.Rights;
using Gridwork.Places;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Security;

namespace Gridwork.Server.Map;

/// <summary>/tiles/{layer}/{z}/{x}/{y}.mvt: vector tiles in four layers, as the lists show their reader.</summary>
internal static class TileDoors
{
    /// <summary>The layers: the drawn base map, the cells, cases and records.</summary>
    private static readonly string[] Layers = ["base", "cells", "cases", "records"];

    public static void MapTiles(this IEndpointRouteBuilder app) =>
        app.MapGet("/tiles/{layer}/{z:int}/{x:int}/{y:int}.mvt", TileAsync).Needs(Right.SeeRecords);

    private static async Task<IResult> TileAsync(HttpContext context, Viewer viewer, string layer, int z, int x, int y, CancellationToken cancel)
    {
        var tile = new TileAddress(z, x, y);
        if (!Layers.Contains(layer) || !tile.IsTile) return new Problem(ProblemCode.NotFound).AsResult();
        return layer is "base" or "cells" ? Shapes(context, viewer, layer, tile) : await PointsAsync(context, viewer, layer == "records", tile, cancel);
    }

    /// <summary>Shapes belong to their grid: under its name a browser keeps them for good.</summary>
    private static IResult Shapes(HttpContext context, Viewer viewer, string layer, TileAddress tile)
    {
        if (viewer.Definition.GridOn(viewer.District.Clock.Today) is not { } version) return new Problem(ProblemCode.NotFound).AsResult();
        var shapes = GridShapes.Of(version, viewer.Definition.Units);
        var forGood = context.Request.Query["v"] is [var asked] && asked == shapes.Name;
        context.Response.Headers.CacheControl = forGood ? "private, max-age=31536000, immutable" : "private, no-cache";
        return IsKnown(context, shapes.Name) ?? Tile(layer == "base" ? GridTiles.Base(shapes, tile) : GridTiles.Cells(shapes, tile));
    }

    /// <summary>Points hold as long as nothing enters the journal; lamps of cases turn with the minute.</summary>
    private static async Task<IResult> PointsAsync(HttpContext context, Viewer viewer, bool records, TileAddress tile, CancellationToken cancel)
    {
        var show = context.Request.Query["show"].ToString();
        if (MapWanted.Read(viewer, context.Request.Query, out var bad) is not { } wanted || (show.Length > 0 && wanted.Records != records))
            return new Problem(ProblemCode.BadValue, bad ?? "show").AsResult();
        await using var snapshot = await viewer.OpenSnapshotAsync(cancel);
        var minute = records ? 0 : wanted.Cases.Now.ToUnixTimeSeconds() / 60;
        context.Response.Headers.CacheControl = "private, no-cache";
        var name = string.Create(CultureInfo.InvariantCulture, $"{viewer.Person.Value}|{viewer.Definition.Seq}|{snapshot.Seq}|{minute}");
        return IsKnown(context, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 8)))
            ?? Tile(await PointTiles.WriteAsync(viewer, snapshot, wanted with { Records = records }, tile, cancel));
    }

    /// <summary>Names the answer, and says that the browser has it where it has.</summary>
    private static IResult? IsKnown(HttpContext context, string name)
    {
        var tag = $"\"{name}\"";
        context.Response.Headers.ETag = tag;
        return context.Request.Headers.IfNoneMatch.Contains(tag) ? Results.StatusCode(StatusCodes.Status304NotModified) : null;
    }

    private static IResult Tile(byte[] bytes) => Results.Bytes(bytes, TileWriter.MediaType);
}
