// Sixty problems as a clerk of the grid centre keeps them in a spreadsheet: titles over the table, cells merged over a day and over a part of the
// standard, a value left behind under a merged cell, dates written four ways, positions written four ways, half names, an empty row, a sum, a signature.
using System.Globalization;
using Gridwork.Documents.Tests.Ledgers;
using Gridwork.Places;

namespace Gridwork.Server.Tests.Imports;

internal static class ProblemLedger
{
    public const string Border = "两街道交界处建筑垃圾一堆", OnALine = "市场门口摆摊占道", Nobodys = "路边废弃灯箱，找不到权属";

    /// <summary>On the edge that 禾仁 005 and 禾范 001 share, and no third cell.</summary>
    public static readonly GeoPoint OnTheBorder = new(117.310741, 34.843029);

    // Category as the clerk writes it; who has to act by the duty list, where “village” is the cell's unit and “street” the subdistrict above it.
    private static readonly (string Part, (string Written, string Code, string Host)[] Kinds)[] Parts =
    [
        ("组织管理", [("公示未更新", "notice-stale", "village"), ("资料缺漏", "ledger-gap", "street")]),
        ("市容环境卫生", [("乱堆", "dumping", "street"), ("井盖", "manhole", "jianshe"), ("暴露垃圾", "exposed-waste", "village"), ("占道经营", "vending", "zhifa"), ("公厕", "toilet", "street")]),
        ("环境保护", [("裸土", "bare-soil", "jianshe"), ("噪声扰民", "noise", "zhifa")]),
        ("病媒生物防制", [("蚊虫孳生", "mosquito", "village"), ("毒饵站", "bait-station", "street")]),
    ];

    /// <summary>A row of the sheet, as it should come out.</summary>
    public sealed record Row(string What, string Category, string Cell, string Host);

    /// <summary>The workbook, and what it says.</summary>
    /// <param name="grid">The grid whose cells the places lie in.</param>
    /// <param name="streetOf">The subdistrict above a village or community.</param>
    public static (byte[] Xlsx, IReadOnlyList<Row> Rows) Draw(Grid grid, Func<string, string> streetOf)
    {
        var sheet = new SheetDrawing();
        var rows = new List<Row>();
        sheet.Text("A1", "国家卫生城市复审问题台账（2021年5月）").Merge("A1:J1");
        sheet.Text("A2", "填报单位：网格化服务管理中心").Merge("A2:F2");
        sheet.Row(3, "序号", "日期", "方面", "什么问题", "专线", "位置", "地点", "情况", "怎么发现的", "巡查结果");
        var at = 4;
        var part = 0;
        while (rows.Count < 57)
        {
            var (title, kinds) = Parts[part++ % Parts.Length];
            var first = at;
            // A part of the standard is written once, over its rows; so is the day.
            for (var n = 0; n < 5 && rows.Count < 57; n++)
            {
                var (written, code, host) = kinds[n % kinds.Length];
                var cell = grid.Cells[rows.Count * 2];
                var what = $"第{rows.Count + 1}处，{written}";
                sheet.Row(at, rows.Count + 1, null, null, written, null, Position(cell, rows.Count), $"{cell.Code}网格", what, "网格巡查");
                rows.Add(new Row(what, code, cell.Code.Value, host switch { "village" => cell.UnitCode, "street" => streetOf(cell.UnitCode), _ => host }));
                at++;
            }
            sheet.Text($"C{first}", title).Merge($"C{first}:C{at - 1}");
            Day(sheet, first, part);
            if (at - first > 1) sheet.Merge($"B{first}:B{at - 1}");
            // What lies under a merged cell was typed before it was merged.
            if (part == 2) sheet.Text($"C{first + 1}", "环境保护");
            if (part == 4) at++;
        }
        foreach (var (what, written, code, line, point, host) in new[]
        {
            (Border, "乱堆乱放", "dumping", null, Written(OnTheBorder), "heren"),
            (OnALine, "占道经营", "vending", "集贸", Position(grid.Cells[100], 0), "shichang"),
            (Nobodys, "无主", "unclaimed", (string?)null, Position(grid.Cells[60], 1), ""),
        })
        {
            sheet.Row(at, rows.Count + 1, "5.21", "市容环境卫生", written, line, point, "", what, "网格巡查");
            var cell = what == Border ? "禾仁 005" : grid.Cells[what == OnALine ? 100 : 60].Code.Value;
            rows.Add(new Row(what, code, cell, host));
            at++;
        }
        sheet.Text("J4", "发现问题").Merge($"J4:J{at - 1}");
        sheet.Row(at, "合计", "60件");
        sheet.Row(at + 1, "填表人：网格化服务管理中心经办人 02");
        return (sheet.ToXlsx(), rows);
    }

    /// <summary>A day as four clerks write it.</summary>
    private static void Day(SheetDrawing sheet, int row, int part)
    {
        var day = new DateOnly(2021, 5, 6).AddDays(part);
        switch (part % 4)
        {
            case 0: sheet.Text($"B{row}", $"{day.Month}.{day.Day}"); break;
            case 1: sheet.Number($"B{row}", day.ToDateTime(default).ToOADate(), style: 1); break;
            case 2: sheet.Text($"B{row}", $"{day.Month}月{day.Day}日"); break;
            default: sheet.Text($"B{row}", day.ToString("yyyy/M/d", CultureInfo.InvariantCulture)); break;
        }
    }

    private static string Position(Cell cell, int n)
    {
        var middle = cell.Shape.InteriorPoint;
        return Written(new GeoPoint(Math.Round(middle.X, 6), Math.Round(middle.Y, 6)), n);
    }

    /// <summary>A position as it is found in sheets: both orders, with and without words.</summary>
    private static string Written(GeoPoint point, int n = 0) => (n % 4) switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"{point.Latitude}, {point.Longitude}"),
        1 => string.Create(CultureInfo.InvariantCulture, $"{point.Longitude}，{point.Latitude}"),
        2 => string.Create(CultureInfo.InvariantCulture, $"北纬{point.Latitude} 东经{point.Longitude}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{point.Latitude} {point.Longitude}"),
    };
}
