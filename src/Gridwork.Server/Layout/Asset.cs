using Gridwork.Server.Assets;

namespace Gridwork.Server.Layout;

/// <summary>Addresses of the files under wwwroot. The version in the address changes with the content, so that a browser may keep them for good.</summary>
public static class Asset
{
    /// <summary>The style sheets of every page, in the order in which they build on each other.</summary>
    public static IReadOnlyList<string> Sheets { get; } =
    [
        "lib/tabler/tabler.min.css", "css/tokens.css", "css/base.css", "css/shell.css", "css/figures.css", "css/controls.css", "css/tables.css",
        "css/charts.css", "css/content.css", "css/paper.css", "css/pages.css", "css/imports.css", "css/cases.css", "css/desk.css", "css/drafts.css", "css/grids.css",
        "css/oversight.css", "css/map.css",
    ];

    /// <summary>The address of a file.</summary>
    public static string Url(string path) => AssetFiles.Href(path);
}
