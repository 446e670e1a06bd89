using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gridwork.Engine.Journal;

namespace Gridwork.Stores.Journal;

/// <summary>An entry's files as the text of their column: a JSON array of name, hash, size and media; null where there are none.</summary>
internal static class FileList
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string? Write(IReadOnlyList<FileStamp> files)
    {
        if (files.Count == 0) return null;
        var buffer = new ArrayBufferWriter<byte>(files.Count * 160);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartArray();
            foreach (var file in files)
            {
                json.WriteStartObject();
                json.WriteString("name", file.Name);
                json.WriteString("hash", file.Hash.ToString());
                json.WriteNumber("size", file.Size);
                json.WriteString("media", file.Media);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static IReadOnlyList<FileStamp> Read(string? text)
    {
        if (text is null) return [];
        using var json = JsonDocument.Parse(text);
        var files = new List<FileStamp>(json.RootElement.GetArrayLength());
        foreach (var file in json.RootElement.EnumerateArray())
        {
            files.Add(new FileStamp(
                file.GetProperty("name").GetString()!,
                Hash256.Parse(file.GetProperty("hash").GetString()!),
                file.GetProperty("size").GetInt64(),
                file.GetProperty("media").GetString()!));
        }
        return files;
    }
}
