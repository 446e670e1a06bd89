// A native chart: a chart part whose values PowerPoint shows at once, and beside it the workbook that "edit data" opens. Both are made from the
// same numbers; PackageCheck holds them against each other. Looks: direct labels instead of axes, bars from 0, red only for late (look/LOOK.md).
using System.Globalization;
using DocumentFormat.OpenXml;
using A = DocumentFormat.OpenXml.Drawing;
using C = DocumentFormat.OpenXml.Drawing.Charts;
using P = DocumentFormat.OpenXml.Presentation;

namespace Gridwork.Documents.Decks;

/// <summary>Charts (ECMA-376 part 1, section 21.2).</summary>
internal static class SlideChart
{
    private const double LabelSize = 18;
    private const double TitleSize = 20;
    private const double NarrowestLabelled = 0.04;
    private const uint CategoryAxis = 111_111_111;
    private const uint ValueAxis = 222_222_222;

    /// <summary>Draws a chart on a slide and stores its two parts.</summary>
    public static void Draw(SlideCanvas canvas, Area at, DeckChart chart)
    {
        var frame = canvas.Frame;
        var id = canvas.Links.To(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart",
            canvas.Media.AddChart(workbook => Space(canvas, chart, workbook), ChartWorkbook.Write(chart)));
        canvas.Put(new P.GraphicFrame(
            new P.NonVisualGraphicFrameProperties(
                canvas.Identity(chart.Title ?? "chart", Alt(chart)), new P.NonVisualGraphicFrameDrawingProperties(), new P.ApplicationNonVisualDrawingProperties()),
            new P.Transform(
                new A.Offset { X = frame.ToEmu(at.X), Y = frame.ToEmu(at.Y) }, new A.Extents { Cx = frame.ToEmu(at.Width), Cy = frame.ToEmu(at.Height) }),
            new A.Graphic(new A.GraphicData(new C.ChartReference { Id = id }) { Uri = "http://schemas.openxmlformats.org/drawingml/2006/chart" })));
    }

    // What the chart shows, in words, for who cannot see it.
    private static string Alt(DeckChart chart) => string.Join("; ", chart.Series.Select(series =>
        series.Name + ": " + string.Join(", ", chart.Categories.Select((category, i) => $"{category} {Number(series.Values.ElementAtOrDefault(i)) ?? "—"}"))));

    private static C.ChartSpace Space(SlideCanvas canvas, DeckChart chart, string workbook)
    {
        var (frame, language) = (canvas.Frame, canvas.Texts.Language);
        var plot = new C.PlotArea(new C.Layout());
        plot.AppendChild<OpenXmlElement>(chart.Kind == DeckChartKind.Line ? Lines(frame, language, chart) : Bars(frame, language, chart));
        foreach (var axis in Axes(frame, language, chart)) plot.AppendChild(axis);
        plot.AppendChild(new C.ShapeProperties(new A.NoFill(), new A.Outline(new A.NoFill())));
        var drawn = new C.Chart();
        if (chart.Title is { } title) drawn.AppendChild(Title(frame, language, title));
        // Absent, the flag means "not deleted" to the standard and "no title" to PowerPoint for one series: it is always written.
        drawn.AppendChild(new C.AutoTitleDeleted { Val = chart.Title is null });
        drawn.AppendChild(plot);
        if (chart.Series.Count > 1)
        {
            drawn.AppendChild(new C.Legend(
                new C.LegendPosition { Val = C.LegendPositionValues.Bottom }, new C.Overlay { Val = false }, Words(frame, language, LabelSize, Ink.Quiet)));
        }
        drawn.AppendChild(new C.PlotVisibleOnly { Val = true });
        drawn.AppendChild(new C.DisplayBlanksAs { Val = C.DisplayBlanksAsValues.Gap });
        var space = new C.ChartSpace(
            new C.Date1904 { Val = false },
            new C.EditingLanguage { Val = language },
            new C.RoundedCorners { Val = false },
            drawn,
            new C.ShapeProperties(new A.NoFill(), new A.Outline(new A.NoFill())),
            Words(frame, language, LabelSize, Ink.Text),
            new C.ExternalData(new C.AutoUpdate { Val = false }) { Id = workbook });
        space.AddNamespaceDeclaration("c", "http://schemas.openxmlformats.org/drawingml/2006/chart");
        space.AddNamespaceDeclaration("a", "http://schemas.openxmlformats.org/drawingml/2006/main");
        space.AddNamespaceDeclaration("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
        return space;
    }

    private static C.Title Title(DeckFrame frame, string language, string title)
    {
        var paragraph = TextLine.Of(title, TitleSize, Ink.Quiet).ToParagraph(frame, language);
        return new C.Title(
            new C.ChartText(new C.RichText(new A.BodyProperties(), new A.ListStyle(), paragraph)), new C.Overlay { Val = false });
    }

    private static C.BarChart Bars(DeckFrame frame, string language, DeckChart chart)
    {
        var stacked = chart.Kind == DeckChartKind.StackedBar;
        var bars = new C.BarChart(
            new C.BarDirection { Val = chart.Kind == DeckChartKind.Column ? C.BarDirectionValues.Column : C.BarDirectionValues.Bar },
            new C.BarGrouping { Val = stacked ? C.BarGroupingValues.Stacked : C.BarGroupingValues.Clustered },
            new C.VaryColors { Val = false });
        for (var i = 0; i < chart.Series.Count; i++)
        {
            bars.AppendChild(new C.BarChartSeries(
                new C.Index { Val = (uint)i },
                new C.Order { Val = (uint)i },
                Name(chart, i),
                new C.ChartShapeProperties(Ink.Of(chart.Series[i].Tone).Fill(), new A.Outline(new A.NoFill())),
                new C.InvertIfNegative { Val = false },
                Labels(frame, language, stacked ? C.DataLabelPositionValues.Center : C.DataLabelPositionValues.OutsideEnd, chart.Series[i].Tone, stacked ? LeastLabelled(chart) : null),
                Categories(chart),
                Values(chart, i)));
        }
        bars.AppendChild(new C.GapWidth { Val = chart.Series.Count == 1 || stacked ? (ushort)60 : (ushort)80 });
        if (stacked) bars.AppendChild(new C.Overlap { Val = 100 });
        bars.AppendChild(new C.AxisId { Val = CategoryAxis });
        bars.AppendChild(new C.AxisId { Val = ValueAxis });
        return bars;
    }

    private static C.LineChart Lines(DeckFrame frame, string language, DeckChart chart)
    {
        var lines = new C.LineChart(new C.Grouping { Val = C.GroupingValues.Standard }, new C.VaryColors { Val = false });
        for (var i = 0; i < chart.Series.Count; i++)
        {
            var ink = Ink.Of(chart.Series[i].Tone);
            lines.AppendChild(new C.LineChartSeries(
                new C.Index { Val = (uint)i },
                new C.Order { Val = (uint)i },
                Name(chart, i),
                new C.ChartShapeProperties(new A.Outline(ink.Fill(), new A.Round()) { Width = (int)frame.ToEmu(3) }),
                new C.Marker(
                    new C.Symbol { Val = C.MarkerStyleValues.Circle }, new C.Size { Val = 6 },
                    new C.ChartShapeProperties(ink.Fill(), new A.Outline(Ink.Paper.Fill()))),
                Labels(frame, language, C.DataLabelPositionValues.Top, chart.Series[i].Tone, insideFrom: null),
                Categories(chart),
                Values(chart, i),
                new C.Smooth { Val = false }));
        }
        lines.AppendChild(new C.ShowMarker { Val = true });
        lines.AppendChild(new C.AxisId { Val = CategoryAxis });
        lines.AppendChild(new C.AxisId { Val = ValueAxis });
        return lines;
    }

    private static IEnumerable<OpenXmlElement> Axes(DeckFrame frame, string language, DeckChart chart)
    {
        var lying = chart.Kind is DeckChartKind.Bar or DeckChartKind.StackedBar;
        yield return new C.CategoryAxis(
            new C.AxisId { Val = CategoryAxis },
            // Bars are drawn from the bottom up; turned round, the first category stands on top as in the table beside it.
            new C.Scaling(new C.Orientation { Val = lying ? C.OrientationValues.MaxMin : C.OrientationValues.MinMax }),
            new C.Delete { Val = false },
            new C.AxisPosition { Val = lying ? C.AxisPositionValues.Left : C.AxisPositionValues.Bottom },
            new C.NumberingFormat { FormatCode = "General", SourceLinked = false },
            new C.MajorTickMark { Val = C.TickMarkValues.None },
            new C.MinorTickMark { Val = C.TickMarkValues.None },
            new C.TickLabelPosition { Val = C.TickLabelPositionValues.Low },
            new C.ChartShapeProperties(new A.Outline(Ink.Line.Fill()) { Width = (int)frame.ToEmu(1) }),
            Words(frame, language, LabelSize, Ink.Text),
            new C.CrossingAxis { Val = ValueAxis },
            new C.Crosses { Val = C.CrossesValues.AutoZero },
            new C.AutoLabeled { Val = true },
            new C.LabelAlignment { Val = C.LabelAlignmentValues.Center },
            new C.LabelOffset { Val = 100 },
            new C.NoMultiLevelLabels { Val = true });
        yield return new C.ValueAxis(
            new C.AxisId { Val = ValueAxis },
            new C.Scaling(new C.Orientation { Val = C.OrientationValues.MinMax }, new C.MinAxisValue { Val = 0 }),
            new C.Delete { Val = true },
            new C.AxisPosition { Val = lying ? C.AxisPositionValues.Bottom : C.AxisPositionValues.Left },
            new C.NumberingFormat { FormatCode = "General", SourceLinked = false },
            new C.MajorTickMark { Val = C.TickMarkValues.None },
            new C.MinorTickMark { Val = C.TickMarkValues.None },
            new C.TickLabelPosition { Val = C.TickLabelPositionValues.NextTo },
            new C.CrossingAxis { Val = CategoryAxis },
            new C.Crosses { Val = C.CrossesValues.AutoZero },
            new C.CrossBetween { Val = C.CrossBetweenValues.Between });
    }

    private static C.DataLabels Labels(DeckFrame frame, string language, C.DataLabelPositionValues position, DeckTone tone, double? insideFrom) => new(
        new C.NumberingFormat
        {
            FormatCode = insideFrom is { } least ? string.Create(CultureInfo.InvariantCulture, $"[<{least:0.###}]\"\";General") : "General",
            SourceLinked = false,
        },
        new C.ChartShapeProperties(new A.NoFill(), new A.Outline(new A.NoFill())),
        Words(frame, language, LabelSize, insideFrom is not null && tone == DeckTone.Subject ? Ink.White : Ink.Text, bold: tone == DeckTone.Late),
        new C.DataLabelPosition { Val = position },
        new C.ShowLegendKey { Val = false },
        new C.ShowValue { Val = true },
        new C.ShowCategoryName { Val = false },
        new C.ShowSeriesName { Val = false },
        new C.ShowPercent { Val = false },
        new C.ShowBubbleSize { Val = false });

    // In a stack a part narrower than a number has no room for one; its row in the table beside the chart has.
    private static double LeastLabelled(DeckChart chart) => Math.Max(
        double.Epsilon,
        Enumerable.Range(0, chart.Categories.Count).Select(i => chart.Series.Sum(series => series.Values.ElementAtOrDefault(i) ?? 0)).DefaultIfEmpty().Max()
            * NarrowestLabelled);

    private static C.TextProperties Words(DeckFrame frame, string language, double size, Ink ink, bool bold = false) => new(
        new A.BodyProperties(), new A.ListStyle(),
        new A.Paragraph(
            new A.ParagraphProperties(new A.DefaultRunProperties(ink.Fill(), new A.LatinFont { Typeface = "+mn-lt" }, new A.EastAsianFont { Typeface = "+mn-ea" })
            {
                FontSize = frame.ToPoints(size),
                Bold = bold,
            }),
            new A.EndParagraphRunProperties { Language = language }));

    private static C.SeriesText Name(DeckChart chart, int series) => new(new C.StringReference(
        new C.Formula($"{ChartWorkbook.Sheet}!${ChartWorkbook.Column(series + 1)}$1"),
        new C.StringCache(new C.PointCount { Val = 1 }, new C.StringPoint(new C.NumericValue(TextLine.Clean(chart.Series[series].Name))) { Index = 0 })));

    private static C.CategoryAxisData Categories(DeckChart chart)
    {
        var cache = new C.StringCache(new C.PointCount { Val = (uint)chart.Categories.Count });
        for (var i = 0; i < chart.Categories.Count; i++)
            cache.AppendChild(new C.StringPoint(new C.NumericValue(TextLine.Clean(chart.Categories[i]))) { Index = (uint)i });
        return new C.CategoryAxisData(new C.StringReference(new C.Formula($"{ChartWorkbook.Sheet}!$A$2:$A${LastRow(chart)}"), cache));
    }

    private static C.Values Values(DeckChart chart, int series)
    {
        var cache = new C.NumberingCache(new C.FormatCode("General"), new C.PointCount { Val = (uint)chart.Categories.Count });
        for (var i = 0; i < chart.Categories.Count; i++)
        {
            if (Number(chart.Series[series].Values.ElementAtOrDefault(i)) is { } number)
                cache.AppendChild(new C.NumericPoint(new C.NumericValue(number)) { Index = (uint)i });
        }
        var column = ChartWorkbook.Column(series + 1);
        return new C.Values(new C.NumberReference(new C.Formula($"{ChartWorkbook.Sheet}!${column}$2:${column}${LastRow(chart)}"), cache));
    }

    // A chart without a category still has a range, or PowerPoint will not open its data.
    private static string LastRow(DeckChart chart) => (Math.Max(1, chart.Categories.Count) + 1).ToString(CultureInfo.InvariantCulture);

    internal static string? Number(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : null;
}
