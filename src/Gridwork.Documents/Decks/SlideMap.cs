// The map of a cell as shapes: each layer is one freeform, clipped to the map's frame, so it stays sharp on a wall and can be changed in PowerPoint.
// Colours: look/LOOK.md, Map.
using System.Globalization;
using DocumentFormat.OpenXml;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.OverlayNG;
using A = DocumentFormat.OpenXml.Drawing;
using P = DocumentFormat.OpenXml.Presentation;

namespace Gridwork.Documents.Decks;

/// <summary>Maps of cells.</summary>
internal static class SlideMap
{
    private const double MarkSize = 15;
    private static readonly Ink Land = new("F6F7F5");
    private static readonly Ink WaterBlue = new("C9DDE8");
    private static readonly Ink Casing = new("C3CDD6");
    private static readonly Ink CellLine = new("A9B6C1");
    private static readonly Ink BorderLine = new("17212B");
    private static readonly Ink Name = new("5A6774");
    private static readonly Ink Selected = new("1D567B");

    /// <summary>Draws a cell with what lies around it.</summary>
    public static void Draw(SlideCanvas canvas, Area at, DeckPlace place)
    {
        var ground = canvas.Ground ?? new DeckGround();
        var view = View.Around(place.Outline, at);
        canvas.Box(at, Land, Ink.Line, name: canvas.Texts.Format("map.alt", place.Label));
        Layer(canvas, view, "water", ground.Water, WaterBlue, 9, fill: WaterBlue);
        Layer(canvas, view, "roads", ground.Roads, Casing, 9);
        Layer(canvas, view, "roads", ground.Roads, Ink.White, 6);
        Layer(canvas, view, "cells", ground.Cells, CellLine, 1);
        Layer(canvas, view, "borders", ground.Borders, BorderLine, 2);
        Layer(canvas, view, place.Label, [place.Outline], Selected, 3, fill: Selected, percent: 13);
        // The cell's own name keeps its place; a name that would run into it is left out.
        var middle = view.At(place.Outline.InteriorPoint.Coordinate);
        var own = new Area(middle.X - 70, middle.Y + 4, 140, 26);
        foreach (var (point, name) in ground.Names)
        {
            var (x, y) = view.At(new Coordinate(point.Longitude, point.Latitude));
            var wide = TextWidth.Of(name, 13) / 2;
            var label = new Area(x - wide - 4, y - 9, (wide * 2) + 8, 18);
            if (label.X < at.X || label.Right > at.Right || label.Y < at.Y || label.Bottom > at.Bottom || Overlap(label, own)) continue;
            canvas.Text(label, [TextLine.Of(name, 13, Name, centred: true)], name: name, wraps: false);
        }
        if (place.Marks.Count == 0) Pin(canvas, middle);
        // Red is drawn last, on top.
        foreach (var mark in place.Marks.OrderByDescending(mark => mark.Lamp)) Mark(canvas, at, view.At(new Coordinate(mark.At.Longitude, mark.At.Latitude)), mark.Lamp);
        canvas.Text(own, [TextLine.Of(place.Label, 17, Ink.Text, bold: true, centred: true)], name: place.Label, wraps: false);
    }

    private static bool Overlap(Area one, Area other) => one.X < other.Right && other.X < one.Right && one.Y < other.Bottom && other.Y < one.Bottom;

    private static void Layer(SlideCanvas canvas, View view, string name, IReadOnlyList<Geometry> shapes, Ink line, double width, Ink? fill = null, int percent = 100)
    {
        var (areas, strokes) = (Path(canvas.Frame, view), Path(canvas.Frame, view));
        strokes.Fill = A.PathFillModeValues.None;
        foreach (var shape in shapes)
        {
            if (!view.Box.Intersects(shape.EnvelopeInternal)) continue;
            // What is only outlined is cut as lines: a polygon cut by the frame would be closed along it.
            var drawn = fill is null && shape is IPolygonal ? shape.Boundary : shape;
            if (!view.Box.Contains(shape.EnvelopeInternal)) drawn = Cut(drawn, view.Inside(width / 2));
            foreach (var part in Lines(drawn)) Trace(canvas.Frame, drawn is IPolygonal ? areas : strokes, view, part);
        }
        var paths = new A.PathList();
        if (areas.HasChildren) paths.AppendChild(areas);
        if (strokes.HasChildren) paths.AppendChild(strokes);
        if (!paths.HasChildren) return;
        var properties = new P.ShapeProperties(
            canvas.Place(view.Frame),
            new A.CustomGeometry(
                new A.AdjustValueList(), new A.ShapeGuideList(), new A.AdjustHandleList(), new A.ConnectionSiteList(),
                new A.Rectangle { Left = "0", Top = "0", Right = "r", Bottom = "b" }, paths));
        properties.AppendChild<OpenXmlElement>(fill is { } inside ? inside.Fill(percent) : new A.NoFill());
        var outline = canvas.Outline(line, width);
        outline.AppendChild(new A.Round());
        properties.AppendChild(outline);
        canvas.Put(new P.Shape(
            new P.NonVisualShapeProperties(canvas.Identity(name), new P.NonVisualShapeDrawingProperties(), new P.ApplicationNonVisualDrawingProperties()), properties));
    }

    private static A.Path Path(DeckFrame frame, View view) => new() { Width = frame.ToEmu(view.Frame.Width), Height = frame.ToEmu(view.Frame.Height) };

    private static Geometry Cut(Geometry shape, Geometry inside) =>
        OverlayNGRobust.Overlay(shape.IsValid ? shape : GeometryFixer.Fix(shape), inside, NetTopologySuite.Operation.Overlay.SpatialFunction.Intersection);

    private static IEnumerable<LineString> Lines(Geometry shape) => LinearComponentExtracter.GetLines(shape).OfType<LineString>();

    private static void Trace(DeckFrame frame, A.Path path, View view, LineString line)
    {
        var last = (X: long.MinValue, Y: long.MinValue);
        for (var i = 0; i < line.NumPoints; i++)
        {
            if (i > 0 && i == line.NumPoints - 1 && line.IsClosed)
            {
                path.AppendChild(new A.CloseShapePath());
                break;
            }
            var (x, y) = view.At(line.GetCoordinateN(i));
            var point = (X: frame.ToEmu(x - view.Frame.X), Y: frame.ToEmu(y - view.Frame.Y));
            if (point == last) continue;
            last = point;
            var drawn = new A.Point { X = point.X.ToString(CultureInfo.InvariantCulture), Y = point.Y.ToString(CultureInfo.InvariantCulture) };
            path.AppendChild(i == 0 ? new A.MoveTo(drawn) : (OpenXmlElement)new A.LineTo(drawn));
        }
    }

    private static void Mark(SlideCanvas canvas, Area at, (double X, double Y) point, DeckLamp lamp)
    {
        var box = new Area(point.X - (MarkSize / 2), point.Y - (MarkSize / 2), MarkSize, MarkSize);
        if (box.X < at.X || box.Right > at.Right || box.Y < at.Y || box.Bottom > at.Bottom) return;
        var shape = lamp switch
        {
            DeckLamp.Late => A.ShapeTypeValues.Rectangle,
            DeckLamp.DueSoon => A.ShapeTypeValues.Triangle,
            _ => A.ShapeTypeValues.Ellipse,
        };
        // Hollow lamps have their colour on the line, solid ones a white halo.
        var hollow = lamp is not (DeckLamp.Late or DeckLamp.DueSoon);
        canvas.Box(box, hollow ? Ink.White : lamp == DeckLamp.DueSoon ? new Ink("EFB02E") : Ink.Of(lamp), hollow ? Ink.Of(lamp) : Ink.White, canvas.Texts.Lamp(lamp), shape, hollow ? 3 : 1.5);
    }

    private static void Pin(SlideCanvas canvas, (double X, double Y) tip)
    {
        var at = new Area(tip.X - 9, tip.Y - 24, 18, 24);
        var path = new A.Path(
            new A.MoveTo(Point(0, 12)), Curve((-4.5, 7), (-4.5, 0), (0, 0)), Curve((4.5, 0), (4.5, 7), (0, 12)), new A.CloseShapePath())
        {
            Width = 900,
            Height = 1200,
        };
        var properties = new P.ShapeProperties(
            canvas.Place(at),
            new A.CustomGeometry(
                new A.AdjustValueList(), new A.ShapeGuideList(), new A.AdjustHandleList(), new A.ConnectionSiteList(),
                new A.Rectangle { Left = "0", Top = "0", Right = "r", Bottom = "b" }, new A.PathList(path)),
            Ink.Text.Fill(), canvas.Outline(Ink.White, 1.5));
        canvas.Put(new P.Shape(
            new P.NonVisualShapeProperties(canvas.Identity("pin"), new P.NonVisualShapeDrawingProperties(), new P.ApplicationNonVisualDrawingProperties()), properties));

        static A.Point Point(double x, double y) => new()
        {
            X = Math.Round((x + 4.5) * 100).ToString(CultureInfo.InvariantCulture),
            Y = Math.Round(y * 100).ToString(CultureInfo.InvariantCulture),
        };

        static A.CubicBezierCurveTo Curve(params ReadOnlySpan<(double X, double Y)> points)
        {
            var curve = new A.CubicBezierCurveTo();
            foreach (var (x, y) in points) curve.AppendChild(Point(x, y));
            return curve;
        }
    }

    /// <summary>What of the earth is in the frame. Over a few kilometres degrees are straight; a degree of longitude is shorter by the latitude's cosine.</summary>
    private sealed record View(Area Frame, Envelope Box)
    {
        // The cell takes about a third of the map, so that what lies around it is known again.
        private const double Surroundings = 3.2;

        /// <summary>The frame less a margin, so that no stroke stands over its edge.</summary>
        public Geometry Inside(double margin)
        {
            var box = Box.Copy();
            box.ExpandBy(-margin * Box.Width / Frame.Width, -margin * Box.Height / Frame.Height);
            return GeometryFactory.Default.ToGeometry(box);
        }

        public static View Around(Geometry outline, Area frame)
        {
            var box = outline.EnvelopeInternal;
            var shrink = Math.Max(0.01, Math.Cos(box.Centre.Y * Math.PI / 180));
            var width = Math.Max(box.Width * shrink, 1e-6) * Surroundings;
            var height = Math.Max(box.Height, 1e-6) * Surroundings;
            if (width / height < frame.Width / frame.Height) width = height * frame.Width / frame.Height;
            else height = width * frame.Height / frame.Width;
            var middle = box.Centre;
            return new View(
                frame, new Envelope(middle.X - (width / shrink / 2), middle.X + (width / shrink / 2), middle.Y - (height / 2), middle.Y + (height / 2)));
        }

        public (double X, double Y) At(Coordinate point) => (
            Frame.X + ((point.X - Box.MinX) / Box.Width * Frame.Width), Frame.Y + ((Box.MaxY - point.Y) / Box.Height * Frame.Height));
    }
}
