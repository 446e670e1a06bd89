// What a deck's slides share: photos and charts. A photo is read once, whichever slides show it, and stored once, however often the same bytes come.
using System.Globalization;
using System.Security.Cryptography;
using DocumentFormat.OpenXml;
using Gridwork.Documents.Packages;

namespace Gridwork.Documents.Decks;

/// <summary>Where a photo lies in the package.</summary>
/// <param name="Part">Its part.</param>
/// <param name="Width">Of its pixels as stored.</param>
/// <param name="Height">Of its pixels as stored.</param>
/// <param name="QuarterTurns">Clockwise turns after which it stands upright, 0 to 3.</param>
/// <param name="Mirrored">Whether left and right change places first.</param>
internal sealed record StoredPhoto(string Part, int Width, int Height, int QuarterTurns, bool Mirrored);

/// <summary>Photos and charts of one deck. Not thread-safe.</summary>
internal sealed class DeckMedia(PackageWriter package)
{
    private readonly Dictionary<DeckPhoto, StoredPhoto?> photos = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, StoredPhoto> byHash = new(StringComparer.Ordinal);
    private int lastChart;

    /// <summary>Stores photos before the slide that shows them is drawn: they are read and scaled on all processors.</summary>
    public void Store(IReadOnlyList<DeckPhoto> wanted)
    {
        var fresh = wanted.Where(photo => !photos.ContainsKey(photo)).Distinct(ReferenceEqualityComparer.Instance).Cast<DeckPhoto>().ToList();
        foreach (var few in fresh.Chunk(2 * Environment.ProcessorCount))
        {
            var read = few.AsParallel().AsOrdered().Select(photo => (photo, picture: Read(photo))).ToList();
            foreach (var (photo, picture) in read) photos[photo] = picture is { } one ? Keep(one.Hash, one.Photo) : null;
        }
    }

    /// <summary>A photo that was stored; null: its bytes cannot be read as a picture.</summary>
    public StoredPhoto? Find(DeckPhoto photo) => photos.GetValueOrDefault(photo);

    /// <summary>Stores a chart and its workbook under the same number.</summary>
    /// <param name="chart">Makes the chart's element from the id by which it names its workbook.</param>
    /// <param name="workbook">The workbook.</param>
    /// <returns>The chart's part.</returns>
    public string AddChart(Func<string, OpenXmlElement> chart, byte[] workbook)
    {
        string part, book;
        do
        {
            var no = (++lastChart).ToString(CultureInfo.InvariantCulture);
            (part, book) = ($"/ppt/charts/chart{no}.xml", $"/ppt/embeddings/chart{no}.xlsx");
        }
        while (package.Has(part) || package.Has(book));
        package.Add(book, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook, compressed: false);
        var links = new PartLinks();
        var id = links.To("http://schemas.openxmlformats.org/officeDocument/2006/relationships/package", book);
        package.Add(part, "application/vnd.openxmlformats-officedocument.drawingml.chart+xml", chart(id), links);
        return part;
    }

    private StoredPhoto Keep(string hash, PreparedPhoto photo)
    {
        if (byHash.TryGetValue(hash, out var known)) return known;
        var name = string.Create(CultureInfo.InvariantCulture, $"/ppt/media/photo{byHash.Count + 1}.{(photo.IsPng ? "png" : "jpeg")}");
        package.Add(name, photo.IsPng ? "image/png" : "image/jpeg", photo.Bytes, compressed: false);
        return byHash[hash] = new StoredPhoto(name, photo.Width, photo.Height, photo.QuarterTurns, photo.Mirrored);
    }

    private static (string Hash, PreparedPhoto Photo)? Read(DeckPhoto photo)
    {
        using var bytes = new MemoryStream();
        using (var stream = photo.Open()) stream.CopyTo(bytes);
        var whole = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        return PreparedPhoto.Of(whole) is { } prepared ? (Convert.ToHexStringLower(SHA256.HashData(whole.Span)), prepared) : null;
    }
}
