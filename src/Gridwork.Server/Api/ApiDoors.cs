// The API for programs: what the pages show, as JSON. Each answer says whether the district is synthetic; each list pages by a `next` link; each figure
// links to its entries. /openapi.json describes it.
using System.Globalization;
using System.Text.Json.Nodes;
using Gridwork.Server.Cases;
using Gridwork.Server.Decks;
using Gridwork.Server.Districts;
using Gridwork.Server.People;
using Gridwork.Server.Problems;
using Gridwork.Server.Security;
using Microsoft.OpenApi;

namespace Gridwork.Server.Api;

/// <summary>Maps the API.</summary>
public static class ApiDoors
{
    /// <summary>Registers what describes it.</summary>
    public static void AddApi(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.ShouldInclude = door => door.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, context, _) =>
        {
            var district = context.ApplicationServices.GetRequiredService<IHttpContextAccessor>().HttpContext!
                .RequestServices.GetRequiredService<RequestDistrict>().District;
            document.Info = new OpenApiInfo
            {
                Title = "Gridwork",
                Version = "v1",
                Description = $"{ApiTexts.Get("Description")} {(district.IsSynthetic ? ApiTexts.Get("Mark") : "")}".TrimEnd(),
            };
            document.AddExtension("x-synthetic", new JsonNodeExtension(JsonValue.Create(district.IsSynthetic)));
            return Task.CompletedTask;
        });
    });

    /// <summary>Maps /api and /openapi.json.</summary>
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api");
        api.MapCampaigns();
        api.MapTallies();
        api.MapRecords();
        api.MapCases();
        api.MapDecks();
        api.MapJournal();
        app.MapOpenApi("/openapi.json").OpenToStrangers();
    }

    /// <summary>The mark of a synthetic district; null: the district is real.</summary>
    internal static string? MarkOf(Viewer viewer) => viewer.District.IsSynthetic ? ApiTexts.Get("Mark") : null;

    /// <summary>The address of the same door with other values; those that are null are left out.</summary>
    internal static string Link(string path, params (string Name, object? Value)[] values) =>
        path + QueryString.Create(values.Where(value => value.Value is not null)
            .Select(value => KeyValuePair.Create(value.Name, (string?)Convert.ToString(value.Value, CultureInfo.InvariantCulture))));

    internal static IResult Refuse(ProblemCode code, params object[] data) => new Problem(code, data).AsResult();
}
