using System.Globalization;
using System.IO.Compression;
using System.Text;
using Gridwork.Documents.Ledgers;

namespace Gridwork.Documents.Tests.Ledgers;

/// <summary>Reading a clerk's file as its author left it.</summary>
public sealed class SourceBookTests
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");

    static SourceBookTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static List<string> Lines(SourceBook book) =>
        [.. book.Sheets[0].Rows.Select(row => $"{row.No}: " + string.Join(" | ", row.Cells.Select(cell => cell.Text)))];

    [Fact]
    public void D05_an_id_number_stays_text_a_formula_gives_its_cached_value_and_a_hidden_one_is_ignored()
    {
        var sheet = new SheetDrawing();
        sheet.Row(1, "村", "身份证号", "日期");
        sheet.Text("A2", "穗庄村").Text("B2", "370402199001011234", style: 1).Formula("C2", "TODAY()", 44_292, style: 1);
        sheet.Text("A8", "小麦川村").Text("A9", "大麦川村").Text("B8", "00371").Text("B9", "x").Merge("A8:A11");

        var book = Drawn.Open("台账.xlsx", sheet.ToXlsx());

        Assert.Equal(["1: 村 | 身份证号 | 日期", "2: 穗庄村 | 370402199001011234 | 2021-04-06", "8: 小麦川村 | 00371", "9:  | x"], Lines(book));
        Assert.Equal((SourceKind.Text, SourceKind.Date, true), (book.Sheets[0].Rows[1][1].Kind, book.Sheets[0].Rows[1][2].Kind, book.Sheets[0].Rows[1][2].IsFormula));
        Assert.Equal(
            [
                "台账.xlsx › Sheet1 表 › 第 2行 C列：这一格是公式，按上次保存的结果 2021-04-06 取。",
                "台账.xlsx › Sheet1 表 › 第 9行 A列：合并单元格底下藏着 大麦川村，已略过。",
            ],
            book.Sheets[0].Notices.Select(notice => notice.Line(Chinese)));
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("gb18030", false)]
    [InlineData("utf-16", true)]
    public void A_text_file_is_read_whatever_program_wrote_it(string encoding, bool mark)
    {
        var writer = Encoding.GetEncoding(encoding);
        byte[] bytes = [.. mark ? writer.GetPreamble() : [], .. writer.GetBytes("村,备注\r\n穗庄村,\"清退，\n已劝离\"\r\n\r\n青石垭村,“乱堆”\r\n")];

        Assert.Equal(["1: 村 | 备注", "2: 穗庄村 | 清退，\n已劝离", "4: 青石垭村 | “乱堆”"], Lines(Drawn.Open("a.csv", bytes)));
    }

    [Theory]
    [InlineData("a;b;c\n1,5;2;3\n4;5;6\n")]
    [InlineData("a\tb\tc\n1,5\t2\t3\n4\t5\t6\n")]
    [InlineData("a,b,c\n\"1,5\",2,3\n4,5,6\n")]
    public void The_separator_is_found(string text) => Assert.Equal(["1: a | b | c", "2: 1,5 | 2 | 3", "3: 4 | 5 | 6"], Lines(Drawn.Csv(text)));

    [Fact]
    public void A_zip_that_swells_is_refused_before_anything_reads_it()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = zip.CreateEntry("xl/sharedStrings.xml").Open();
            var nothing = new byte[1024 * 1024];
            for (var i = 0; i < 300; i++) part.Write(nothing);
        }
        Assert.True(stream.Length < 1024 * 1024);

        Assert.Null(SourceBook.Open("炸弹.xlsx", stream.ToArray(), out var refusal));
        Assert.Equal("ledger.too-large", refusal!.Code);
    }

    [Theory]
    [InlineData("PK\u0003\u0004 no zip", "ledger.not-a-table")]
    [InlineData("\0\u0001\u0002", "ledger.not-a-table")]
    [InlineData("\n\n", "ledger.empty")]
    public void What_is_no_table_is_refused_in_words(string content, string code)
    {
        Assert.Null(SourceBook.Open("a.bin", Encoding.Latin1.GetBytes(content), out var refusal));
        Assert.Equal(code, refusal!.Code);
    }

    [Fact]
    public void Columns_are_lettered_as_the_spreadsheet_program_does() =>
        Assert.Equal(["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"], new[] { 0, 25, 26, 51, 52, 701, 702 }.Select(SourceCell.Letters));
}
