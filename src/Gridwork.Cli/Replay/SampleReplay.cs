// Sends a campaign's sample deliveries through the same reading and the same journal as a phone's, at the times that the sample gives. Deliveries keep
// their order; as many as fit are under way at once, so that they are committed in groups.
using Gridwork.Engine;
using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Journal;
using Gridwork.Server.Districts;
using Gridwork.Server.OpenRosa;
using Gridwork.Stores.People;

namespace Gridwork.Cli.Replay;

/// <summary>What a replay did.</summary>
/// <param name="Sent">Deliveries sent.</param>
/// <param name="Accepted">Those that were new: records, corrections, late files.</param>
/// <param name="Already">Those that had been received before.</param>
/// <param name="KeptAside">Those kept aside: other content under a known id.</param>
internal sealed record ReplayCount(int Sent, int Accepted, int Already, int KeptAside);

/// <summary>Replays samples.</summary>
/// <param name="district">The district, its campaigns published.</param>
internal sealed class SampleReplay(ServedDistrict district)
{
    private const int UnderWay = 256;
    private const long LargestFile = 20 * 1024 * 1024;
    private readonly Dictionary<string, FileStamp> stamps = new(StringComparer.Ordinal);

    /// <summary>Replays the samples of campaign folders, merged by the time of receipt.</summary>
    /// <param name="folders">The folders on disk; their campaigns are published.</param>
    /// <param name="progress">Told how many of how many are in.</param>
    public async Task<ReplayCount> RunAsync(IReadOnlyList<string> folders, Action<int, int> progress)
    {
        var people = (await district.Kept.ReadAsync(db => AccountSql.AllAsync(db, district.Id))).ToDictionary(account => account.NameKey, StringComparer.Ordinal);
        var deliveries = folders.SelectMany(Deliveries).OrderBy(line => line.Delivery.Received).ToList();
        var count = new ReplayCount(0, 0, 0, 0);
        var waiting = new Queue<Task<Outcome>>();
        foreach (var (folder, campaign, delivery) in deliveries)
        {
            if (!people.TryGetValue(delivery.Person.ToUpperInvariant(), out var sender))
                throw new InvalidDataException($"{folder} {delivery.Place}: {delivery.Person}");
            waiting.Enqueue(SendAsync(await ReadAsync(folder, campaign, delivery, sender.Person)));
            if (waiting.Count < UnderWay) continue;
            count = Add(count, await waiting.Dequeue());
            if (count.Sent % 500 == 0) progress(count.Sent, deliveries.Count);
        }
        while (waiting.TryDequeue(out var answer)) count = Add(count, await answer);
        progress(count.Sent, deliveries.Count);
        return count;
    }

    private IEnumerable<(string Folder, Campaign Campaign, SampleDelivery Delivery)> Deliveries(string folder)
    {
        var campaign = district.Definition.FindCampaign(Path.GetFileName(Path.GetFullPath(folder).TrimEnd('/')))
            ?? throw new InvalidDataException(folder);
        return SampleDelivery.Read(folder, campaign.File).Select(delivery => (folder, campaign, delivery));
    }

    private async Task<Candidate> ReadAsync(string folder, Campaign campaign, SampleDelivery delivery, PersonNo sender)
    {
        var form = campaign.Forms.First(form => form.Key == delivery.Form).Current;
        var xml = form.Form.Write(delivery.Answers, delivery.Meta, out var problems);
        if (problems.Count > 0) throw new InvalidDataException($"{folder} {delivery.Place}: {problems[0]}");
        var files = new List<FileStamp>();
        foreach (var name in delivery.Files) files.Add(await StampAsync(folder, name));
        var submission = new Submission(district.Id, form, xml, files, sender, delivery.Received);
        return Reading.Record(district.Definition, submission, out var refusal)
            ?? throw new InvalidDataException($"{folder} {delivery.Place}: {refusal}");
    }

    private async Task<FileStamp> StampAsync(string folder, string name)
    {
        var path = Path.Combine(folder, CampaignFolder.SampleFolder, "photos", name);
        if (stamps.TryGetValue(path, out var known)) return known;
        await using var file = File.OpenRead(path);
        var head = new byte[MediaTypes.HeadLength];
        var read = await file.ReadAsync(head);
        file.Position = 0;
        var stored = await district.Blobs.SaveAsync(district.Id, file, LargestFile) ?? throw new InvalidDataException(path);
        return stamps[path] = new FileStamp(name, stored.Hash, stored.Size, MediaTypes.Of(head.AsSpan(0, read)));
    }

    private async Task<Outcome> SendAsync(Candidate candidate)
    {
        while (true)
        {
            var outcome = await district.Journal.AppendAsync(candidate);
            if (outcome is not Outcome.Busy busy) return outcome;
            await Task.Delay(busy.RetryAfter);
        }
    }

    private static ReplayCount Add(ReplayCount count, Outcome outcome) => outcome switch
    {
        Outcome.Accepted => count with { Sent = count.Sent + 1, Accepted = count.Accepted + 1 },
        Outcome.KeptAside => count with { Sent = count.Sent + 1, KeptAside = count.KeptAside + 1 },
        _ => count with { Sent = count.Sent + 1, Already = count.Already + 1 },
    };
}
