namespace Gridwork.Engine.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Gridwork.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
