using System.Globalization;
using Gridwork.Forms;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Gridwork.Engine.Campaigns;

/// <summary>A mapping of a YAML file that is read member by member: every fault is noted with its line, and a member nobody asked for is one.</summary>
internal sealed class YamlBlock
{
    // How the parser words a key that comes twice. A test holds it: another wording would only cost the better message.
    private const string DuplicateKey = "Duplicate key ";

    private readonly string file;
    private readonly List<Problem> problems;
    private readonly Dictionary<string, (YamlNode Node, int Line)> members = new(StringComparer.Ordinal);
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public YamlBlock(string file, YamlNode node, List<Problem> problems)
    {
        this.file = file;
        this.problems = problems;
        Line = (int)node.Start.Line;
        if (node is not YamlMappingNode mapping)
        {
            Add(CampaignProblems.NotAMapping, Line);
            return;
        }
        foreach (var (key, value) in mapping.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (!members.TryAdd(name, (value, (int)key.Start.Line))) Add(CampaignProblems.MemberTwice, (int)key.Start.Line, name);
        }
    }

    /// <summary>
    /// The mapping that a whole text is; null when it cannot be read. Aliases are refused: a few lines could grow without bound.
    /// </summary>
    public static YamlBlock? Load(string file, string text, List<Problem> problems)
    {
        var stream = new YamlStream();
        var parser = new NoAliases(new Parser(new StringReader(text)));
        try
        {
            stream.Load(parser);
        }
        catch (InvalidOperationException)
        {
            // How the parser gives up on a { or [ that is never closed.
            problems.Add(new Problem(CampaignProblems.Yaml, new SourceLocation(file, Line: (int)(parser.Current?.Start.Line ?? 1)), ["{ ["]));
            return null;
        }
        catch (YamlException fault)
        {
            var line = (int)fault.Start.Line;
            problems.Add(fault.Message.StartsWith(DuplicateKey, StringComparison.Ordinal)
                ? new Problem(CampaignProblems.MemberTwice, new SourceLocation(file, Line: line), [fault.Message[DuplicateKey.Length..]])
                : new Problem(CampaignProblems.Yaml, new SourceLocation(file, Line: line, Position: (int)fault.Start.Column), [fault.Message]));
            return null;
        }
        if (stream.Documents.Count > 0) return new YamlBlock(file, stream.Documents[0].RootNode, problems);
        problems.Add(new Problem(CampaignProblems.NotAMapping, new SourceLocation(file, Line: 1), []));
        return null;
    }

    public int Line { get; }

    public IReadOnlyDictionary<string, int> Lines => members.ToDictionary(member => member.Key, member => member.Value.Line, StringComparer.Ordinal);

    public IEnumerable<string> Names => members.Keys;

    public int LineOf(string name) => members.TryGetValue(name, out var member) ? member.Line : Line;

    public bool Has(string name) => members.ContainsKey(name);

    public void Add(ProblemKind kind, int line, params string[] arguments) =>
        problems.Add(new Problem(kind, new SourceLocation(file, Line: line), arguments));

    public void AddNear(ProblemKind kind, int line, string wrong, IEnumerable<string> right) =>
        problems.Add(new Problem(kind, new SourceLocation(file, Line: line), [wrong, string.Join('、', right)], NearestName.Find(wrong, right)));

    /// <summary>Names that may stand here although nobody reads them in this case.</summary>
    public void Allow(IEnumerable<string> names) => asked.UnionWith(names);

    public string? Text(string name, bool required = false)
    {
        asked.Add(name);
        if (!members.TryGetValue(name, out var member))
        {
            if (required) Add(CampaignProblems.MemberMissing, Line, name);
            return null;
        }
        if (member.Node is YamlScalarNode { Value: { Length: > 0 } text }) return text;
        Add(CampaignProblems.NotAText, member.Line, name);
        return null;
    }

    public LocalText? Local(string name, bool required = false)
    {
        asked.Add(name);
        if (!members.TryGetValue(name, out var member))
        {
            if (required) Add(CampaignProblems.MemberMissing, Line, name);
            return null;
        }
        if (member.Node is YamlScalarNode { Value: { Length: > 0 } text }) return new LocalText(text);
        var block = Block(name)!;
        var zh = block.Text("zh", required: true);
        var en = block.Text("en");
        block.RefuseUnknown();
        return zh is null ? null : new LocalText(zh, en);
    }

    public DateOnly? Date(string name, bool required = false)
    {
        if (Text(name, required) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        Add(CampaignProblems.NotADate, LineOf(name), name, text);
        return null;
    }

    public long? Integer(string name, long least, long most)
    {
        if (Text(name) is not { } text) return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Add(CampaignProblems.NotAnInteger, LineOf(name), name, text,
            least.ToString(CultureInfo.InvariantCulture), most.ToString(CultureInfo.InvariantCulture));
        return null;
    }

    public YamlBlock? Block(string name)
    {
        asked.Add(name);
        return members.TryGetValue(name, out var member) ? new YamlBlock(file, member.Node, problems) : null;
    }

    public IReadOnlyList<(string Text, int Line)> Texts(string name)
    {
        asked.Add(name);
        if (!members.TryGetValue(name, out var member)) return [];
        if (member.Node is YamlSequenceNode sequence && sequence.Children.All(child => child is YamlScalarNode))
            return [.. sequence.Children.Select(child => (((YamlScalarNode)child).Value ?? "", (int)child.Start.Line))];
        Add(CampaignProblems.NotAList, member.Line, name);
        return [];
    }

    public IReadOnlyList<YamlBlock> Blocks(string name)
    {
        asked.Add(name);
        if (!members.TryGetValue(name, out var member)) return [];
        if (member.Node is YamlSequenceNode sequence) return [.. sequence.Children.Select(child => new YamlBlock(file, child, problems))];
        Add(CampaignProblems.NotAList, member.Line, name);
        return [];
    }

    /// <summary>Names every member that nobody asked for: a misspelt one would else be lost without a word.</summary>
    public void RefuseUnknown()
    {
        foreach (var (name, member) in members)
        {
            if (!asked.Contains(name)) AddNear(CampaignProblems.MemberUnknown, member.Line, name, asked);
        }
    }

    private sealed class NoAliases(IParser inner) : IParser
    {
        public YamlDotNet.Core.Events.ParsingEvent? Current => inner.Current;

        public bool MoveNext()
        {
            var moved = inner.MoveNext();
            if (moved && inner.Current is YamlDotNet.Core.Events.AnchorAlias alias)
                throw new YamlException(alias.Start, alias.End, $"*{alias.Value}");
            return moved;
        }
    }
}
