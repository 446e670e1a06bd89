namespace Gridwork.DemoDistrict;

/// <summary>Where things lie in this repository.</summary>
internal sealed class Repository
{
    private Repository(string root) => Root = root;

    public string Root { get; }

    /// <summary>The repository that holds the working directory.</summary>
    public static Repository Find()
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Gridwork.slnx"))) return new Repository(folder.FullName);
        }
        throw new DirectoryNotFoundException("Run this inside the repository: dotnet run --project district/generator");
    }

    public string District(string name) => Path.Combine(Root, "district", name);

    public string Authored(string name) => Path.Combine(Root, "district", "generator", name);

    public string Campaign(string campaign, string name) => Path.Combine(Root, "campaigns", campaign, name);

    /// <summary>Writes a file that the generator owns.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }
}
