using System.Globalization;

namespace Gridwork.Forms.XPath;

/// <summary>
/// The functions of XPath 1.0 (§4) and of the ODK XForms specification, by name: how many arguments each takes and how it is built.
/// Where the specification is silent, they answer as @getodk/xforms-engine does, so that phone and server agree.
/// </summary>
internal static class Functions
{
    private sealed record Signature(int Least, int Most, Func<string, Expr[], Expr> Build);

    private static readonly Dictionary<string, Signature> Table = Declare();

    public static IEnumerable<string> Names => Table.Keys;

    public static bool Exists(string name) => Table.ContainsKey(name);

    /// <exception cref="XPathFaultException">No such function, or not that many arguments.</exception>
    public static Expr Build(string name, int position, Expr[] arguments)
    {
        if (!Table.TryGetValue(name, out var signature))
            throw new XPathFaultException(FormProblems.UnknownFunction, position, [name], NearestName.Find(name, Table.Keys));
        if (arguments.Length >= signature.Least && arguments.Length <= signature.Most) return signature.Build(name, arguments);
        var wanted = signature.Least == signature.Most ? Number(signature.Least)
            : signature.Most == int.MaxValue ? "≥" + Number(signature.Least)
            : $"{Number(signature.Least)}–{Number(signature.Most)}";
        throw new XPathFaultException(FormProblems.WrongArguments, position, [name, wanted, Number(arguments.Length)]);
    }

    private static string Number(int n) => n.ToString(CultureInfo.InvariantCulture);

    private static Dictionary<string, Signature> Declare()
    {
        var table = new Dictionary<string, Signature>(StringComparer.Ordinal);
        const int Many = int.MaxValue;
        void Numbers(string name, int least, int most, NumberFunction body, Volatility v = Volatility.None) =>
            table.Add(name, new Signature(least, most, (n, a) => new NumberCall(n, a, v, body)));
        void Texts(string name, int least, int most, TextFunction body, Volatility v = Volatility.None) =>
            table.Add(name, new Signature(least, most, (n, a) => new TextCall(n, a, v, body)));
        void Truths(string name, int least, int most, TruthFunction body) =>
            table.Add(name, new Signature(least, most, (n, a) => new TruthCall(n, a, Volatility.None, body)));
        void NodeSets(string name, int least, int most, NodesFunction body, Volatility v = Volatility.None) =>
            table.Add(name, new Signature(least, most, (n, a) => new NodesCall(n, a, v, body)));

        // XPath 1.0 §4.1: node-sets
        Numbers("last", 0, 0, (e, in f, a) => f.Size);
        Numbers("position", 0, 1, NodeFunctions.Position);
        Numbers("count", 1, 1, NodeFunctions.Count);
        Texts("name", 0, 1, NodeFunctions.Name);
        Texts("local-name", 0, 1, NodeFunctions.Name);
        Texts("namespace-uri", 0, 1, (e, in f, a) => "");
        NodeSets("current", 0, 0, (e, in f, a) => new NodeSet(e.Current.Tree, [e.Current.Node], 1));
        NodeSets("instance", 1, 1, NodeFunctions.Instance);
        NodeSets("indexed-repeat", 3, Many, NodeFunctions.IndexedRepeat);
        NodeSets("randomize", 1, 2, (e, in f, a) => a[0].Nodes(e, f), Volatility.Client);
        Numbers("count-non-empty", 1, 1, NodeFunctions.CountNonEmpty);

        // §4.2 and the specification: strings
        Texts("string", 0, 1, (e, in f, a) => a.Length == 0 ? f.Tree.Text(f.Node) : a[0].Text(e, f));
        Texts("concat", 0, Many, TextFunctions.Concat);
        Texts("join", 1, Many, TextFunctions.Join);
        Texts("substring", 2, 3, TextFunctions.Substring);
        Texts("substr", 2, 3, TextFunctions.Substr);
        Texts("substring-before", 2, 2, TextFunctions.Before);
        Texts("substring-after", 2, 2, TextFunctions.After);
        Texts("normalize-space", 0, 1, TextFunctions.NormalizeSpace);
        Texts("translate", 3, 3, TextFunctions.Translate);
        Texts("coalesce", 2, 2, (e, in f, a) => a[0].Text(e, f) is { Length: > 0 } first ? first : a[1].Text(e, f));
        Texts("digest", 2, 3, TextFunctions.Digest);
        Texts("base64-decode", 1, 1, TextFunctions.Base64Decode);
        Texts("uuid", 0, 1, TextFunctions.OfClient, Volatility.Client);
        Texts("pulldata", 4, 4, TextFunctions.OfClient, Volatility.Client);
        Texts("property", 1, 1, TextFunctions.OfClient, Volatility.Client);
        Texts("version", 0, 0, (e, in f, a) => e.Form?.Version ?? "");
        Truths("starts-with", 2, 2, (e, in f, a) => a[0].Text(e, f).StartsWith(a[1].Text(e, f), StringComparison.Ordinal));
        Truths("ends-with", 2, 2, (e, in f, a) => a[0].Text(e, f).EndsWith(a[1].Text(e, f), StringComparison.Ordinal));
        Truths("contains", 2, 2, (e, in f, a) => a[0].Text(e, f).Contains(a[1].Text(e, f), StringComparison.Ordinal));
        Numbers("string-length", 0, 1, (e, in f, a) => TextFunctions.Length(a.Length == 0 ? f.Tree.Text(f.Node) : a[0].Text(e, f)));
        table.Add("regex", new Signature(2, 2, RegexCall.Build));

        // §4.3: booleans
        table.Add("if", new Signature(3, 3, (_, a) => new Choose(a)));
        Truths("boolean", 1, 1, (e, in f, a) => a[0].Truth(e, f));
        Truths("not", 1, 1, (e, in f, a) => !a[0].Truth(e, f));
        Truths("true", 0, 0, (e, in f, a) => true);
        Truths("false", 0, 0, (e, in f, a) => false);
        Truths("boolean-from-string", 1, 1, (e, in f, a) => a[0].Text(e, f) is "1" or "true");
        Truths("checklist", 2, Many, CheckFunctions.Checklist);
        Truths("weighted-checklist", 2, Many, CheckFunctions.WeightedChecklist);

        // §4.4 and the specification: numbers
        Numbers("number", 0, 1, (e, in f, a) => a.Length == 0 ? NumberText.Read(f.Tree.Text(f.Node)) : a[0].Number(e, f));
        Numbers("sum", 1, 1, NumberFunctions.Sum);
        Numbers("min", 1, Many, NumberFunctions.Min);
        Numbers("max", 1, Many, NumberFunctions.Max);
        Numbers("round", 1, 2, NumberFunctions.Round);
        Numbers("int", 1, 1, (e, in f, a) => Math.Truncate(a[0].Number(e, f)));
        Numbers("floor", 1, 1, (e, in f, a) => Math.Floor(a[0].Number(e, f)));
        Numbers("ceiling", 1, 1, (e, in f, a) => Math.Ceiling(a[0].Number(e, f)));
        Numbers("abs", 1, 1, (e, in f, a) => Math.Abs(a[0].Number(e, f)));
        Numbers("pow", 2, 2, (e, in f, a) => Math.Pow(a[0].Number(e, f), a[1].Number(e, f)));
        Numbers("log", 1, 1, (e, in f, a) => Math.Log(a[0].Number(e, f)));
        Numbers("log10", 1, 1, (e, in f, a) => Math.Log10(a[0].Number(e, f)));
        Numbers("exp", 1, 1, (e, in f, a) => Math.Exp(a[0].Number(e, f)));
        Numbers("exp10", 1, 1, (e, in f, a) => Math.Pow(10, a[0].Number(e, f)));
        Numbers("sqrt", 1, 1, (e, in f, a) => Math.Sqrt(a[0].Number(e, f)));
        Numbers("sin", 1, 1, (e, in f, a) => Math.Sin(a[0].Number(e, f)));
        Numbers("cos", 1, 1, (e, in f, a) => Math.Cos(a[0].Number(e, f)));
        Numbers("tan", 1, 1, (e, in f, a) => Math.Tan(a[0].Number(e, f)));
        Numbers("asin", 1, 1, (e, in f, a) => Math.Asin(a[0].Number(e, f)));
        Numbers("acos", 1, 1, (e, in f, a) => Math.Acos(a[0].Number(e, f)));
        Numbers("atan", 1, 1, (e, in f, a) => Math.Atan(a[0].Number(e, f)));
        Numbers("atan2", 2, 2, (e, in f, a) => Math.Atan2(a[0].Number(e, f), a[1].Number(e, f)));
        Numbers("pi", 0, 0, (e, in f, a) => Math.PI);
        Numbers("random", 0, 0, NumberFunctions.OfClient, Volatility.Client);

        // Selects
        Truths("selected", 2, 2, SelectFunctions.Selected);
        Texts("selected-at", 2, 2, SelectFunctions.SelectedAt);
        Numbers("count-selected", 1, 1, (e, in f, a) => SelectFunctions.CountSelected(a[0].Text(e, f)));
        table.Add("jr:choice-name", new Signature(2, 2, ChoiceNameCall.Build));
        Texts("jr:itext", 1, 1, (e, in f, a) => e.Form?.Itext(a[0].Text(e, f), e.Language) ?? "");

        // Dates
        Texts("today", 0, 0, DateFunctions.Today, Volatility.Clock);
        Texts("now", 0, 0, DateFunctions.Now, Volatility.Clock);
        Texts("date", 1, 1, DateFunctions.Date);
        Texts("date-time", 1, 1, DateFunctions.DateTime);
        Texts("format-date", 2, 2, DateFunctions.Format);
        Texts("format-date-time", 2, 2, DateFunctions.Format);
        Numbers("decimal-date-time", 1, 1, (e, in f, a) => DateFunctions.Decimal(a[0].Eval(e, f)));
        Numbers("decimal-time", 1, 1, DateFunctions.DecimalTime);
        Texts("once", 1, 1, (e, in f, a) => f.Tree.Text(f.Node) is { Length: > 0 } own ? own : a[0].Text(e, f), Volatility.Client);

        // Places
        Numbers("area", 1, 1, GeoFunctions.Area);
        Numbers("distance", 1, Many, GeoFunctions.Distance);
        Truths("geofence", 2, 2, GeoFunctions.Geofence);
        return table;
    }
}
