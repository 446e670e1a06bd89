// Records to replay for a demo and for tests: one CSV a form in the campaign's sample folder, one row a delivery (one POST of a phone), in the
// order in which they reached the server. A second row of the same instance is a second delivery: a duplicate, or a photo that came late.
using System.Globalization;
using System.Text;
using ExcelDataReader;
using Gridwork.Forms;

namespace Gridwork.Engine.Campaigns;

/// <summary>One delivery of a sample.</summary>
/// <param name="Form">The key of the form in campaign.yaml.</param>
/// <param name="Received">When it reached the server.</param>
/// <param name="Person">The sign-in name of the sender.</param>
/// <param name="Meta">Identity, what it corrects, when it was filled.</param>
/// <param name="Files">The names of the files that come with this delivery.</param>
/// <param name="Answers">The answers by path below the root; empty ones are left out.</param>
/// <param name="Place">File and row, for messages.</param>
public sealed record SampleDelivery(
    string Form, DateTimeOffset Received, string Person, InstanceMeta Meta, IReadOnlyList<string> Files,
    IReadOnlyList<KeyValuePair<string, string>> Answers, string Place)
{
    /// <summary>
    /// The deliveries of a campaign folder's sample, in order of receipt. Throws <see cref="InvalidDataException"/> naming file, row and column
    /// for what cannot be read.
    /// </summary>
    /// <param name="folder">The campaign's folder on disk.</param>
    /// <param name="file">What its campaign.yaml says.</param>
    public static IReadOnlyList<SampleDelivery> Read(string folder, CampaignFile file)
    {
        var deliveries = new List<SampleDelivery>();
        foreach (var form in file.Forms)
        {
            var path = Path.Combine(folder, CampaignFolder.SampleFolder, form.Key + ".csv");
            if (File.Exists(path)) deliveries.AddRange(ReadTable(path, form.Key));
        }
        return [.. deliveries.OrderBy(delivery => delivery.Received)];
    }

    private static IEnumerable<SampleDelivery> ReadTable(string path, string form)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var stream = File.OpenRead(path);
        using var reader = ExcelReaderFactory.CreateCsvReader(stream, new ExcelReaderConfiguration { FallbackEncoding = Encoding.UTF8 });
        var headings = new List<string>();
        for (var row = 1; reader.Read(); row++)
        {
            var cells = Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i)?.ToString() ?? "").ToList();
            if (row == 1) headings = cells;
            else yield return Delivery(form, headings, cells, $"{Path.GetFileName(path)}:{row}");
        }
    }

    private static SampleDelivery Delivery(string form, List<string> headings, List<string> cells, string place)
    {
        string Cell(string heading) => headings.IndexOf(heading) is var i and >= 0 && i < cells.Count ? cells[i] : "";
        DateTimeOffset? Time(string heading) =>
            Cell(heading) is not { Length: > 0 } text ? null
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
            : throw new InvalidDataException($"{place} {heading}: {text}");
        var answers = new List<KeyValuePair<string, string>>();
        for (var i = 0; i < Math.Min(headings.Count, cells.Count); i++)
        {
            if (!headings[i].StartsWith('_') && cells[i].Length > 0) answers.Add(new(headings[i], cells[i]));
        }
        var corrects = Cell("_corrects");
        return new SampleDelivery(
            form,
            Time("_received") ?? throw new InvalidDataException($"{place} _received"),
            Cell("_person"),
            new InstanceMeta(
                new InstanceId(Cell("_instance")), corrects.Length > 0 ? new InstanceId(corrects) : null, Time("_start"), Time("_end"),
                answers.Find(answer => answer.Key == "deviceid").Value, answers.Find(answer => answer.Key == "username").Value),
            Cell("_files").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            answers,
            place);
    }
}
