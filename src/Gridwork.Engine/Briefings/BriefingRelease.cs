// A released paper is an entry of the journal: its words, its figures and the position that they were counted at. What was printed can be shown
// again for ever, and beside it what the same figures say today.
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Forms;

namespace Gridwork.Engine.Briefings;

/// <summary>A figure of a released paper.</summary>
/// <param name="Key">Which number.</param>
/// <param name="Title">The indicator's title as it was.</param>
/// <param name="Measure">The word behind it; null: none.</param>
/// <param name="Counted">What was counted, in units of 10^−scale; null: nothing.</param>
/// <param name="Scale">The indicator's decimals.</param>
/// <param name="Before">The printed qualifier before the number.</param>
/// <param name="Number">The printed number.</param>
/// <param name="After">The printed qualifier behind it.</param>
/// <param name="Override">The change by hand; null: none.</param>
public sealed record ReleasedFigure(
    FigureKey Key, LocalText Title, LocalText? Measure, long? Counted, int Scale, string Before, string Number, string After, FigureOverride? Override);

/// <summary>A piece of a released block: words, or the place of a figure in the list of figures, from 0.</summary>
/// <param name="Words">The words; null for a figure.</param>
/// <param name="Figure">The figure's place; null for words.</param>
/// <param name="Strong">Whether it is printed bold.</param>
public sealed record ReleasedRun(string? Words, int? Figure, bool Strong);

/// <summary>A block of a released paper.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Level">Its level.</param>
/// <param name="Number">Its number in a list.</param>
/// <param name="Runs">Its pieces.</param>
public sealed record ReleasedBlock(BriefingBlockKind Kind, int Level, int? Number, IReadOnlyList<ReleasedRun> Runs);

/// <summary>Which issue a paper is: the series by its template, and its number there.</summary>
/// <param name="Campaign">The campaign's number.</param>
/// <param name="Template">The template's path in the campaign's folder: one language of one series.</param>
/// <param name="Number">The number in the series.</param>
public sealed record PaperIssue(int Campaign, string Template, int Number);

/// <summary>The body of a release entry (JSON).</summary>
public sealed record BriefingRelease
{
    /// <summary>The campaign's id.</summary>
    public required string Campaign { get; init; }

    /// <summary>The template's path in the campaign's folder.</summary>
    public required string Template { get; init; }

    /// <summary>The paper's language.</summary>
    public required string Language { get; init; }

    /// <summary>The name of the series.</summary>
    public required string Masthead { get; init; }

    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>The number in the series.</summary>
    public required int Number { get; init; }

    /// <summary>The issuing unit's code.</summary>
    public required string IssuerCode { get; init; }

    /// <summary>The issuing unit's name.</summary>
    public required string Issuer { get; init; }

    /// <summary>The date in the head.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The position that the figures were counted at.</summary>
    public required long Position { get; init; }

    /// <summary>The moment of that position.</summary>
    public required DateTimeOffset Cutoff { get; init; }

    /// <summary>The chain's hash at that position, 64 hexadecimal digits: a journal that was cut off later shows.</summary>
    public required string Head { get; init; }

    /// <summary>核数码, 64 hexadecimal digits.</summary>
    public required string Code { get; init; }

    /// <summary>The words of the sheet.</summary>
    public required string Text { get; init; }

    /// <summary>Its blocks.</summary>
    public required IReadOnlyList<ReleasedBlock> Blocks { get; init; }

    /// <summary>Its figures, in the order of the sheet.</summary>
    public required IReadOnlyList<ReleasedFigure> Figures { get; init; }

    /// <summary>The lines at the foot.</summary>
    public IReadOnlyList<BriefingRecipient> Recipients { get; init; } = [];

    /// <summary>How many were printed.</summary>
    public int? Copies { get; init; }

    /// <summary>Makes the release of a paper.</summary>
    /// <param name="briefing">The paper as it is to be sent.</param>
    /// <param name="campaign">The campaign's id.</param>
    /// <param name="template">The template's path.</param>
    /// <param name="head">The chain's hash at <see cref="Briefing.Position"/>.</param>
    public static BriefingRelease Of(Briefing briefing, string campaign, string template, Hash256 head)
    {
        var figures = briefing.Figures.ToList();
        return new BriefingRelease
        {
            Campaign = campaign,
            Template = template,
            Language = briefing.Language,
            Masthead = briefing.Masthead,
            Title = briefing.Title,
            Number = briefing.Number,
            IssuerCode = briefing.IssuerCode,
            Issuer = briefing.Issuer,
            Day = briefing.Day,
            Position = briefing.Position,
            Cutoff = briefing.Cutoff,
            Head = head.ToString(),
            Code = briefing.Code.Hash.ToString(),
            Text = briefing.CleanText,
            Blocks =
            [
                .. briefing.Blocks.Select(block => new ReleasedBlock(block.Kind, block.Level, block.Number,
                    [.. block.Runs.Select(run => run is BriefingFigure figure
                        ? new ReleasedRun(null, figure.No - 1, run.Strong)
                        : new ReleasedRun(run.Text, null, run.Strong))])),
            ],
            Figures =
            [
                .. figures.Select(figure => new ReleasedFigure(
                    figure.Key, figure.Title, figure.Measure, figure.Counted, figure.Scale,
                    figure.Print.Before, figure.Print.Number, figure.Print.After, figure.Override)),
            ],
            Recipients = briefing.Recipients,
            Copies = briefing.Copies,
        };
    }

    /// <summary>Reads the body of a release entry. Throws <see cref="System.Text.Json.JsonException"/> for what is none.</summary>
    public static BriefingRelease Read(ReadOnlySpan<byte> body) => BodyJson.Read<BriefingRelease>(body);

    /// <summary>The body of the entry.</summary>
    public byte[] ToBody() => BodyJson.Write(this);

    /// <summary>The id of this issue: whoever releases it again, at whichever node, finds that it is out.</summary>
    [JsonIgnore]
    public InstanceId Instance
    {
        get
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"release\n{Campaign}\n{Template}\n{Number}")));
            return new InstanceId("uuid:" + new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString("D"));
        }
    }

    /// <summary>Which issue it is; null: the district has no such campaign.</summary>
    public PaperIssue? IssueIn(DistrictDefinition definition) =>
        definition.FindCampaign(Campaign) is { } campaign ? new PaperIssue(campaign.No, Template, Number) : null;

    /// <summary>The entry that wants to enter.</summary>
    /// <param name="district">The district.</param>
    /// <param name="person">Who releases it.</param>
    /// <param name="unit">The issuing unit.</param>
    /// <param name="received">When, by the district's clock.</param>
    /// <param name="definition">The definition in force.</param>
    public Candidate ToCandidate(DistrictId district, PersonNo person, UnitNo unit, DateTimeOffset received, DistrictDefinition definition)
    {
        var header = new JournalHeader
        {
            District = district,
            Kind = EntryKind.Release,
            Instance = Instance,
            Person = person,
            Received = JournalTime.Truncate(received),
            DefinitionSeq = definition.Seq,
            Day = Day,
            Unit = unit,
        };
        var body = ToBody();
        return new Candidate(
            header, body, Reading.OtherFacts(definition, EntryKind.Release, body), newer => ToCandidate(district, person, unit, received, newer));
    }

    /// <summary>The paper again, as it was printed.</summary>
    public Briefing ToBriefing() => new()
    {
        Masthead = Masthead,
        Title = Title,
        Number = Number,
        IssuerCode = IssuerCode,
        Issuer = Issuer,
        Day = Day,
        Language = Language,
        Position = Position,
        Cutoff = Cutoff,
        Recipients = Recipients,
        Copies = Copies,
        Blocks = [.. Blocks.Select(block => new BriefingBlock(block.Kind, block.Level, block.Number, [.. block.Runs.Select(Run)]))],
    };

    private BriefingRun Run(ReleasedRun run)
    {
        if (run.Figure is not { } no) return new BriefingWords(run.Words ?? "", run.Strong);
        var figure = Figures[no];
        return new BriefingFigure(
            no + 1, figure.Key, figure.Title, figure.Measure, figure.Counted, figure.Scale,
            new FigurePrint(figure.Before, figure.Number, figure.After), figure.Override, run.Strong);
    }
}

/// <summary>A figure of a released paper beside what the tallies say now.</summary>
/// <param name="Figure">The figure as released.</param>
/// <param name="Today">What is counted now, in units of 10^−scale; null: nothing, or the indicator is gone.</param>
public sealed record FigureSince(BriefingFigure Figure, long? Today)
{
    /// <summary>Whether records changed it since.</summary>
    public bool HasChanged => Today != Figure.Counted;

    /// <summary>发布时 51，今日 50; empty where nothing changed.</summary>
    public string Text(CultureInfo culture) =>
        HasChanged ? BriefingTexts.Format("then-now", culture, Figure.Exact, FigurePrint.Exact(Today, Figure.Scale)) : "";
}

/// <summary>A released paper as it is read later.</summary>
/// <param name="Seq">The release entry's position.</param>
/// <param name="At">When it was released.</param>
/// <param name="Person">Who released it.</param>
/// <param name="Release">The body.</param>
public sealed record Released(long Seq, DateTimeOffset At, PersonNo Person, BriefingRelease Release)
{
    /// <summary>The paper as it was printed.</summary>
    public Briefing Briefing => Release.ToBriefing();

    /// <summary>Reads a release entry and its body.</summary>
    public static Released Of(JournalEntry entry, ReadOnlySpan<byte> body) =>
        new(entry.Seq, entry.Header.Received, entry.Header.Person, BriefingRelease.Read(body));

    /// <summary>Whether words and figures still give the code that was printed.</summary>
    public bool CodeHolds => Briefing.Code.Hash.ToString() == Release.Code;

    /// <summary>Each figure beside what is counted now.</summary>
    /// <param name="today">Answers a figure; null: the campaign has no such indicator any more.</param>
    public IReadOnlyList<FigureSince> Since(Func<FigureKey, FigureCount?> today) =>
        [.. Briefing.Figures.Select(figure => new FigureSince(figure, today(figure.Key)?.Value))];
}
