using CsCheck;
using Gridwork.Forms.Tests.XlsForms;
using Gridwork.Forms.XlsForms;

namespace Gridwork.Forms.Tests;

/// <summary>Whatever comes in: an answer or a refusal, never an exception and never a stack that runs out.</summary>
public class HostileInputTests
{
    private static readonly Form Small = TestWorkbook.Form("type | name | label | relevant\ntext | a | A\nbegin repeat | r | R\ninteger | n | N | ${a} = 'x'\nend repeat").Load();

    [Fact]
    public void Any_expression_compiles_or_is_explained() =>
        Gen.OneOf("${a}", "${", "}", "/data/a", "..", "(", ")", "[", "]", "'", "\"", ",", " and ", "or", "-", "*", "//", "::", "@", "count", "selected(", "1", ".5", "$", "=", "！", "a:b", "|")
            .Array[0, 12].Sample(parts =>
            {
                var code = Small.Compile(string.Concat(parts), "/data/r", out var problems);
                Assert.True(code is not null || problems.Count > 0);
                foreach (var problem in problems) Assert.NotEmpty(problem.ToString());
            }, iter: 6_000);

    [Fact]
    public void Any_bytes_are_a_record_or_refused()
    {
        var good = FormSamples.Record("<a>x</a><r><n>1</n></r>");
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, 3], Gen.Int[0, good.Length]).Sample((at, value, kind, length) =>
        {
            var bytes = kind switch { 0 => good[..length], 1 => [.. good, value], 2 => [value, .. good], _ => (byte[])good.Clone() };
            if (at < bytes.Length) bytes[at] = value;
            var reading = Small.Read(bytes, out var refusal);
            Assert.True(reading is not null ^ refusal is not null);
            _ = reading?.Violations;
            _ = SubmissionHead.Read(bytes, out _);
        }, iter: 5_000);
    }

    [Fact]
    public void Any_bytes_are_a_workbook_or_refused()
    {
        var good = TestWorkbook.Form("type | name | label\ntext | a | A").Save().ToArray();
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, good.Length]).Sample((at, value, length) =>
        {
            var bytes = (byte[])good.Clone();
            bytes[at] = value;
            if (value % 4 == 0) bytes = bytes[..length];
            var result = XlsForm.Compile("t.xlsx", new MemoryStream(bytes));
            Assert.True(result.Xml is not null || result.Problems.Any(p => p.IsError));
        }, iter: 3_000);
    }

    [Fact]
    public void An_expression_too_deep_or_too_long_is_refused()
    {
        foreach (var text in (string[])[new string('(', 5000), string.Join("+", Enumerable.Repeat("1", 9000)), new string('-', 9000) + "1",
            string.Concat(Enumerable.Repeat("a[", 4000)), string.Concat(Enumerable.Repeat("not(", 4000)), new string('1', 30_000)])
        {
            Assert.Null(Small.Compile(text, null, out var problems));
            Assert.Equal("form.expression-too-long", Assert.Single(problems).Code);
        }
    }

    [Fact]
    public void Groups_nested_too_deeply_are_refused()
    {
        var rows = string.Concat(Enumerable.Range(0, 2000).Select(i => $"\nbegin group | g{i} | G"));
        Assert.Contains("xlsform.group-too-deep", TestWorkbook.Form("type | name | label" + rows).Compile().Problems.Select(p => p.Code));
        var deep = string.Concat(Enumerable.Repeat("<x>", 5000)) + string.Concat(Enumerable.Repeat("</x>", 5000));
        Assert.Throws<FormatException>(() => Form.Load(FormSamples.Wrap(deep, "", "")));
    }

    [Fact]
    public void A_record_of_many_repeats_is_read_in_time()
    {
        var form = TestWorkbook.Form("type | name | label | calculation\nbegin repeat | r | R\ninteger | n | N\ncalculate | c | | sum(${n})\nend repeat").Load();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var reading = form.Read(string.Concat(Enumerable.Repeat("<r><n>1</n></r>", 2000)));
        Assert.Equal(2000, reading.Nodes("/data/r").Count());
        Assert.True(watch.ElapsedMilliseconds < 20_000);
    }
}
