// A submission as it comes in: multipart/form-data with the record's XML and its files (OpenRosa Form Submission API 1.0). Files go straight to the
// blob store as they arrive, so that a large photo is never held in memory; what is left over when the request fails is nobody's, and the
// blob store forgets it.
using System.Globalization;
using System.Text;
using Gridwork.Engine.Journal;
using Gridwork.Server.Districts;
using Gridwork.Server.Problems;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Gridwork.Server.OpenRosa;

/// <summary>What a submission's request held.</summary>
/// <param name="Xml">The record's bytes as sent.</param>
/// <param name="Files">Its files, safe in the blob store, ordered by name (ordinal).</param>
/// <param name="IsIncomplete">Whether the phone says that more files will follow.</param>
public sealed record SubmissionParts(ReadOnlyMemory<byte> Xml, IReadOnlyList<FileStamp> Files, bool IsIncomplete)
{
    private const string RecordPart = "xml_submission_file";
    private const string IncompletePart = "*isIncomplete*";
    private const int LongestName = 200;

    /// <summary>Reads a request. Throws <see cref="IOException"/> when the files cannot be written.</summary>
    public static async Task<(SubmissionParts? Parts, Problem? Problem)> ReadAsync(
        HttpRequest request, ServedDistrict district, IntakeLimits limits, CancellationToken cancel)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
            return (null, new Problem(ProblemCode.NotMultipart));
        if (request.ContentLength > limits.RequestBytes) return (null, new Problem(ProblemCode.TooLarge, limits.RequestBytes));
        ReadOnlyMemory<byte>? xml = null;
        var incomplete = false;
        var files = new Dictionary<string, FileStamp>(StringComparer.Ordinal);
        try
        {
            var reader = new MultipartReader(boundary, request.Body) { HeadersCountLimit = 16, BodyLengthLimit = limits.RequestBytes };
            while (await reader.ReadNextSectionAsync(cancel) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) continue;
                var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
                if (name == IncompletePart)
                {
                    incomplete = Encoding.UTF8.GetString((await BytesAsync(section.Body, 16, cancel)).Span).Trim() == "yes";
                }
                else if (name == RecordPart && xml is null)
                {
                    xml = await BytesAsync(section.Body, limits.RecordBytes, cancel);
                    if (xml.Value.Length > limits.RecordBytes) return (null, new Problem(ProblemCode.TooLarge, limits.RecordBytes));
                }
                else
                {
                    if (files.Count >= limits.Files) return (null, new Problem(ProblemCode.TooManyFiles, limits.Files));
                    var given = disposition.FileNameStar.HasValue ? disposition.FileNameStar.Value : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
                    if (await StoreAsync(district, Plain(string.IsNullOrEmpty(given) ? name : given), section.Body, limits, cancel) is not { } file)
                        return (null, new Problem(ProblemCode.TooLarge, limits.RequestBytes));
                    Add(files, file);
                }
            }
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, new Problem(ProblemCode.TooLarge, limits.RequestBytes));
        }
        catch (Exception broken) when (broken is InvalidDataException or BadHttpRequestException || (broken is IOException and not FilesLostException))
        {
            return (null, new Problem(ProblemCode.BrokenMultipart));
        }
        if (xml is not { } bytes) return (null, new Problem(ProblemCode.NoSubmissionPart));
        return (new SubmissionParts(bytes, [.. files.Values.OrderBy(file => file.Name, StringComparer.Ordinal)], incomplete), null);
    }

    /// <summary>A name without folders and control characters, at most 200 characters: nothing that a file system or a header could trip over.</summary>
    internal static string Plain(string given)
    {
        var last = given[(given.LastIndexOfAny(['/', '\\']) + 1)..].Normalize(NormalizationForm.FormC);
        var plain = new string([.. last.Where(c => !char.IsControl(c) && c is not (':' or '"' or '<' or '>' or '|' or '?' or '*'))]).Trim();
        if (plain.Trim('.').Length == 0) plain = "file";
        if (plain.Length <= LongestName) return plain;
        var extension = Path.GetExtension(plain);
        return extension.Length is 0 or > 10 ? plain[..LongestName] : plain[..(LongestName - extension.Length)] + extension;
    }

    /// <summary>Two files of one name: the same bytes are one; others get a number, since a phone that is refused could never send them at all.</summary>
    private static void Add(Dictionary<string, FileStamp> files, FileStamp file)
    {
        var name = file.Name;
        for (var n = 2; files.TryGetValue(name, out var there); n++)
        {
            if (there.Hash == file.Hash) return;
            name = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(file.Name)} ({n}){Path.GetExtension(file.Name)}");
        }
        files.Add(name, file with { Name = name });
    }

    /// <summary>Keeps a file by its bytes; null: it is larger than allowed. Throws <see cref="FilesLostException"/> when it cannot be written.</summary>
    internal static async Task<FileStamp?> StoreAsync(ServedDistrict district, string name, Stream body, IntakeLimits limits, CancellationToken cancel)
    {
        // The head of the file says what it is; what the sender calls it decides nothing.
        var head = new byte[MediaTypes.HeadLength];
        var length = await body.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        var sent = new Prefixed(head.AsMemory(0, length), body);
        try
        {
            var blob = await district.Blobs.SaveAsync(district.Id, sent, limits.RequestBytes, cancel);
            district.FilesTrouble = null;
            return blob is null ? null : new FileStamp(name, blob.Hash, blob.Size, MediaTypes.Of(head.AsSpan(0, length)));
        }
        catch (Exception lost) when ((lost is IOException or UnauthorizedAccessException) && !sent.IsBroken)
        {
            district.FilesTrouble = lost.Message;
            throw new FilesLostException(lost);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> BytesAsync(Stream body, int limit, CancellationToken cancel)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[Math.Min(limit + 1, 16 * 1024)];
        int read;
        while (buffer.Length <= limit && (read = await body.ReadAsync(chunk, cancel)) > 0) buffer.Write(chunk, 0, read);
        return buffer.ToArray();
    }

    /// <summary>A stream whose first bytes have been read already.</summary>
    private sealed class Prefixed(ReadOnlyMemory<byte> head, Stream rest) : Stream
    {
        private ReadOnlyMemory<byte> left = head;

        /// <summary>Whether it was the sender's side that broke, not the disk's.</summary>
        public bool IsBroken { get; private set; }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (left.IsEmpty) return rest.Read(buffer, offset, count);
            return Take(buffer.AsSpan(offset, count));
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!left.IsEmpty) return Take(buffer.Span);
            try
            {
                return await rest.ReadAsync(buffer, cancellationToken);
            }
            catch
            {
                IsBroken = true;
                throw;
            }
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int Take(Span<byte> to)
        {
            var count = Math.Min(to.Length, left.Length);
            left.Span[..count].CopyTo(to);
            left = left[count..];
            return count;
        }
    }
}

/// <summary>The disk of the attachments is full or gone.</summary>
internal sealed class FilesLostException(Exception lost) : IOException(lost.Message, lost);
