// A paper of one case from a template that an office wrote in Word: {{names}} are replaced where they stand and keep the look of their first letter.
// Word splits what is typed into runs as it likes (spelling, revisions), so names are sought in a paragraph's whole text, never in a run.
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Gridwork.Documents.Decks;
using Gridwork.Forms;

namespace Gridwork.Documents.Papers;

/// <summary>Papers (整改通知书, 销号单) as Office Open XML (ECMA-376, transitional).</summary>
public static partial class Paper
{
    /// <summary>The media type of what is written.</summary>
    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private const string Demo = "demo";

    /// <summary>Fills a template.</summary>
    /// <param name="template">A .docx or .dotx; must be seekable. Read to its end, left open.</param>
    /// <param name="name">Its name, for what is said about it.</param>
    /// <param name="model">What it is filled with.</param>
    /// <param name="to">Where to; need not be seekable. Written to synchronously and left open.</param>
    /// <returns>What is wrong with the template: each unknown field, with the name that was probably meant. Empty: it was written; else nothing was.</returns>
    public static IReadOnlyList<Problem> Fill(Stream template, string name, PaperModel model, Stream to)
    {
        using var bytes = new MemoryStream();
        template.CopyTo(bytes);
        try
        {
            using (var document = WordprocessingDocument.Open(bytes, isEditable: true))
            {
                if (document.MainDocumentPart is not { Document.Body: { } body } main) return [new Problem(PaperProblems.NotADocument, new SourceLocation(name), [])];
                if (document.DocumentType != WordprocessingDocumentType.Document) document.ChangeDocumentType(WordprocessingDocumentType.Document);
                var filling = new Filling(model, name);
                foreach (var (part, root) in Sheets(main).ToList()) filling.Rows(part, root);
                if (model.DemoMark is not null && !filling.HasDemo) AddHeader(main, body, model.DemoMark);
                if (filling.Problems.Count > 0) return filling.Problems;
            }
        }
        catch (Exception fault) when (fault is OpenXmlPackageException or FileFormatException or InvalidDataException or System.Xml.XmlException)
        {
            return [new Problem(PaperProblems.NotADocument, new SourceLocation(name), [])];
        }
        bytes.Position = 0;
        bytes.CopyTo(to);
        return [];
    }

    private static IEnumerable<(OpenXmlPart Part, OpenXmlElement Root)> Sheets(MainDocumentPart main)
    {
        foreach (var header in main.HeaderParts) yield return (header, header.Header!);
        yield return (main, main.Document!);
        foreach (var footer in main.FooterParts) yield return (footer, footer.Footer!);
    }

    // Every page says that its data is invented, whatever the template forgot: in front of each header, and in one of its own where a section has none.
    private static void AddHeader(MainDocumentPart main, Body body, string mark)
    {
        Paragraph Line() => new(
            new ParagraphProperties(new Justification { Val = JustificationValues.Center }),
            new Run(new RunProperties(new FontSize { Val = "18" }), new Text(mark)));
        foreach (var header in main.HeaderParts) header.Header!.PrependChild(Line());
        var part = main.AddNewPart<HeaderPart>();
        part.Header = new Header(Line());
        if (!body.Descendants<SectionProperties>().Any()) body.AppendChild(new SectionProperties());
        foreach (var section in body.Descendants<SectionProperties>())
        {
            if (!section.Elements<HeaderReference>().Any(reference => reference.Type?.Value == HeaderFooterValues.Default))
                section.PrependChild(new HeaderReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(part) });
        }
        if (!body.Descendants<HeaderReference>().Any(reference => reference.Id == main.GetIdOfPart(part))) main.DeletePart(part);
    }

    [GeneratedRegex(@"\{\{\s*(?<name>[^{}]+?)\s*\}\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();

    /// <summary>One filling of one template.</summary>
    private sealed class Filling(PaperModel model, string file)
    {
        private readonly HashSet<string> told = new(StringComparer.Ordinal);

        // Each paragraph is filled once: a value that looks like a name is a value.
        private readonly HashSet<Paragraph> filled = new(ReferenceEqualityComparer.Instance);
        private uint lastPicture = 1000;

        public List<Problem> Problems { get; } = [];

        public bool HasDemo { get; private set; }

        public void Rows(OpenXmlPart part, OpenXmlElement root)
        {
            // Inner tables first: a repeated row is copied with what is in it.
            foreach (var row in root.Descendants<TableRow>().Reverse().ToList())
            {
                var names = row.Descendants<Paragraph>().SelectMany(Names).ToList();
                if (model.Lists.FirstOrDefault(list => names.Exists(name => name.StartsWith(list.Key + ".", StringComparison.Ordinal))) is not { Key: { } key, Value: { } items })
                    continue;
                // No entry leaves one row to be filled by hand.
                foreach (var item in items.Items.Count > 0 ? items.Items : [[.. items.Columns.Select(_ => "")]])
                {
                    var copy = (TableRow)row.CloneNode(true);
                    row.InsertBeforeSelf(copy);
                    foreach (var paragraph in copy.Descendants<Paragraph>().ToList())
                        Fill(part, paragraph, items.Columns.Select((column, i) => (column, i)).ToDictionary(column => $"{key}.{column.column}", column => item[column.i]));
                }
                row.Remove();
            }
            foreach (var paragraph in root.Descendants<Paragraph>().ToList()) Fill(part, paragraph, null);
        }

        private static List<Text> TextsOf(Paragraph paragraph) =>
            [.. paragraph.Descendants<Text>().Where(text => text.Ancestors<Paragraph>().First() == paragraph)];

        private static IEnumerable<string> Names(Paragraph paragraph) =>
            Placeholder().Matches(string.Concat(TextsOf(paragraph).Select(text => text.Text))).Select(match => match.Groups["name"].Value);

        private void Fill(OpenXmlPart part, Paragraph paragraph, IReadOnlyDictionary<string, string>? row)
        {
            if (!filled.Add(paragraph)) return;
            var texts = TextsOf(paragraph);
            var matches = Placeholder().Matches(string.Concat(texts.Select(text => text.Text)));
            // Last to first, so that what lies before stays where it was.
            foreach (var match in matches.Reverse())
            {
                var name = match.Groups["name"].Value;
                if (model.Photos.TryGetValue(name, out var photo))
                {
                    var at = Put(texts, match, "");
                    Picture(part, at, photo);
                }
                else if (ValueOf(name, row) is { } value)
                {
                    Break(Put(texts, match, TextLine.Clean(value)));
                }
            }
        }

        private string? ValueOf(string name, IReadOnlyDictionary<string, string>? row)
        {
            if (name == Demo)
            {
                HasDemo = true;
                return model.DemoMark ?? "";
            }
            if (row?.TryGetValue(name, out var cell) == true || model.Fields.TryGetValue(name, out cell)) return cell;
            if (!told.Add(name)) return null;
            var listed = model.Lists.SelectMany(list => list.Value.Columns.Select(column => $"{list.Key}.{column}")).ToList();
            Problems.Add(listed.Contains(name)
                ? new Problem(PaperProblems.NotInARow, new SourceLocation(file), [name])
                : new Problem(PaperProblems.UnknownField, new SourceLocation(file), [name], NearestName.Find(name, [.. model.Fields.Keys, .. model.Photos.Keys, .. listed, Demo])));
            return null;
        }

        // Replaces a match that may lie over several runs; the value takes the look of the run in which the match begins.
        private static Text Put(List<Text> texts, Match match, string value)
        {
            var (at, end) = (0, match.Index + match.Length);
            Text? first = null;
            foreach (var text in texts)
            {
                var (from, to) = (Math.Max(match.Index - at, 0), Math.Min(end - at, text.Text.Length));
                at += text.Text.Length;
                if (from >= to) continue;
                text.Text = text.Text[..from] + (first is null ? value : "") + text.Text[to..];
                text.Space = SpaceProcessingModeValues.Preserve;
                first ??= text;
            }
            return first!;
        }

        private static void Break(Text text)
        {
            if (!text.Text.Contains('\n')) return;
            var lines = text.Text.ReplaceLineEndings("\n").Split('\n');
            text.Text = lines[0];
            OpenXmlElement last = text;
            foreach (var line in lines.Skip(1))
            {
                last = last.InsertAfterSelf(new Break());
                last = last.InsertAfterSelf(new Text(line) { Space = SpaceProcessingModeValues.Preserve });
            }
        }

        private void Picture(OpenXmlPart part, Text at, PaperPhoto? photo)
        {
            PreparedPhoto? prepared = null;
            if (photo is not null)
            {
                using var bytes = new MemoryStream();
                using (var stream = photo.Open()) stream.CopyTo(bytes);
                prepared = PreparedPhoto.Of(bytes.ToArray())?.Upright();
            }
            if (prepared is null || part is not MainDocumentPart main)
            {
                at.Text += PaperProblems.Word(photo is null ? "photo.none" : "photo.unreadable", model.Language);
                return;
            }
            var image = main.AddImagePart(prepared.IsPng ? ImagePartType.Png : ImagePartType.Jpeg);
            using (var stream = new MemoryStream(prepared.Bytes.ToArray())) image.FeedData(stream);
            at.InsertAfterSelf(PaperPicture.Make(main.GetIdOfPart(image), ++lastPicture, photo!.Alt, prepared, PaperPicture.WidthAt(at)));
        }
    }
}
