// Styles, islands and pictures of the pages: the files of wwwroot, which the build copies beside the program, so that they are served alike from a
// build, from a published folder and in tests. An address with the right ?v= may be kept by the browser for good; any other is asked for again.
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Gridwork.Server.Assets;

/// <summary>The files of wwwroot.</summary>
public static class AssetFiles
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
    private static readonly ConcurrentDictionary<string, string> Versions = new(StringComparer.Ordinal);

    /// <summary>The address of a file, with its version: <c>AssetFiles.Href("css/tokens.css")</c>. A file that is not there keeps its plain address.</summary>
    /// <param name="path">Its path under wwwroot, with slashes.</param>
    public static string Href(string path) => VersionOf(path) is { Length: > 0 } version ? $"/{path}?v={version}" : "/" + path;

    /// <summary>Serves them, before anything asks who is there. Without the folder (a program without pages) there is nothing to serve.</summary>
    internal static IApplicationBuilder UseAssetFiles(this IApplicationBuilder app)
    {
        if (!Directory.Exists(Root)) return app;
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".geojson"] = "application/geo+json";
        types.Mappings[".wasm"] = "application/wasm";
        return app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(Root),
            ContentTypeProvider = types,
            OnPrepareResponse = served =>
            {
                var path = served.Context.Request.Path.Value![1..];
                var forGood = path.StartsWith("island/chunks/", StringComparison.Ordinal)
                    || (served.Context.Request.Query["v"] is [{ Length: > 0 } asked] && asked == VersionOf(path));
                served.Context.Response.Headers.CacheControl = forGood ? "public, max-age=31536000, immutable" : "public, no-cache";
            },
        });
    }

    private static string VersionOf(string path) => Versions.GetOrAdd(path, static relative =>
    {
        var file = new FileInfo(Path.Combine(Root, relative));
        if (!file.Exists) return "";
        using var stream = file.OpenRead();
        return Convert.ToHexStringLower(SHA256.HashData(stream).AsSpan(0, 6));
    });
}
