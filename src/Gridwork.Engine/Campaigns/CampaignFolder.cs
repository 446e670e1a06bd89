// A campaign as files: from a folder, from a zip that a clerk drops on the page, or from the package that a definition entry of the journal
// holds. The package is a zip without compression, names in ordinal order and one fixed date, so that the same files give the same bytes.
using System.IO.Compression;
using System.Text;

namespace Gridwork.Engine.Campaigns;

/// <summary>The files of a campaign by their path inside its folder (forward slashes). Immutable.</summary>
/// <param name="name">The folder's name.</param>
/// <param name="files">The files.</param>
public sealed class CampaignFolder(string name, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
{
    /// <summary>The name of the campaign's own file.</summary>
    public const string CampaignFileName = "campaign.yaml";

    /// <summary>Records to replay lie below this folder; they are no part of a definition.</summary>
    public const string SampleFolder = "sample/";

    /// <summary>No file of a definition may be longer: 32 MiB.</summary>
    public const int LargestFile = 32 * 1024 * 1024;

    /// <summary>All files of a definition together may not be longer: 128 MiB.</summary>
    public const int LargestFolder = 128 * 1024 * 1024;

    private const int MostFiles = 2000;
    private static readonly DateTimeOffset PackageDate = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The folder's name.</summary>
    public string Name { get; } = name;

    /// <summary>The files by path.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files { get; } = files;

    /// <summary>A file's bytes; null when there is none.</summary>
    public ReadOnlyMemory<byte>? Find(string path) => Files.TryGetValue(path, out var bytes) ? bytes : (ReadOnlyMemory<byte>?)null;

    /// <summary>A file's text as UTF-8; null when there is none.</summary>
    public string? Text(string path) =>
        Find(path) is { } bytes ? Encoding.UTF8.GetString(bytes.Span).TrimStart('\uFEFF') : null;

    /// <summary>Reads a folder of the disk, without its sample records. Throws <see cref="DirectoryNotFoundException"/> when there is none.</summary>
    public static CampaignFolder FromDirectory(string path)
    {
        var root = Path.GetFullPath(path);
        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            var inside = Path.GetRelativePath(root, file).Replace('\\', '/');
            if (inside.StartsWith(SampleFolder, StringComparison.Ordinal) || inside.StartsWith('.') || Path.GetFileName(inside).StartsWith("~$", StringComparison.Ordinal))
                continue;
            files[inside] = File.ReadAllBytes(file);
        }
        return new CampaignFolder(Path.GetFileName(root.TrimEnd('/')), files);
    }

    /// <summary>
    /// Reads a package or a zip that somebody made of the folder. A single folder around everything is taken off; sample records are left out.
    /// Throws <see cref="InvalidDataException"/> for what is no zip, for names that lead out of it, and for more or larger files than allowed.
    /// </summary>
    /// <param name="zip">The bytes.</param>
    /// <param name="name">The folder's name where the zip has none around its files.</param>
    public static CampaignFolder FromZip(ReadOnlyMemory<byte> zip, string name)
    {
        using var archive = new ZipArchive(new MemoryStream(zip.ToArray(), writable: false), ZipArchiveMode.Read);
        if (archive.Entries.Count > MostFiles) throw new InvalidDataException($"{name}: {archive.Entries.Count} > {MostFiles}");
        var entries = archive.Entries.Where(entry => !entry.FullName.EndsWith('/')).ToList();
        foreach (var entry in entries)
        {
            if (entry.FullName.Split('/').Any(part => part is "" or "." or "..") || entry.FullName.Contains('\\'))
                throw new InvalidDataException(entry.FullName);
        }
        var shell = entries.Count == 0 ? null : entries[0].FullName.Split('/')[0] + "/";
        if (shell is not null && !entries.All(entry => entry.FullName.StartsWith(shell, StringComparison.Ordinal))) shell = null;
        if (shell is not null) name = shell.TrimEnd('/');
        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var left = LargestFolder;
        foreach (var entry in entries)
        {
            var inside = entry.FullName[(shell?.Length ?? 0)..];
            if (inside.StartsWith(SampleFolder, StringComparison.Ordinal)) continue;
            var bytes = Unpack(entry, Math.Min(left, LargestFile));
            left -= bytes.Length;
            files[inside] = bytes;
        }
        return new CampaignFolder(name, files);
    }

    /// <summary>The bytes of a definition entry.</summary>
    /// <param name="compiled">The forms as they were compiled, by path: phones hold these, so a later compiler must not change them.</param>
    public byte[] ToPackage(IReadOnlyDictionary<string, string> compiled)
    {
        var all = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var (path, bytes) in Files) all[path] = bytes;
        foreach (var (path, text) in compiled) all[path] = Encoding.UTF8.GetBytes(text);
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, bytes) in all)
            {
                var entry = archive.CreateEntry(path, CompressionLevel.NoCompression);
                entry.LastWriteTime = PackageDate;
                using var target = entry.Open();
                target.Write(bytes.Span);
            }
        }
        return stream.ToArray();
    }

    private static byte[] Unpack(ZipArchiveEntry entry, int most)
    {
        // The declared length may lie: what counts is what comes out.
        using var source = entry.Open();
        using var target = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = source.Read(buffer)) > 0)
        {
            target.Write(buffer, 0, read);
            if (target.Length > most) throw new InvalidDataException($"{entry.FullName}: > {most}");
        }
        return target.ToArray();
    }
}
