using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Gridwork.Forms.Tests.XlsForms;

namespace Gridwork.Forms.Tests.Agreement;

/// <summary>
/// Phone and server agree: the same form and answers give the same relevance, values and violations in @getodk/xforms-engine, which runs
/// in the field form, and here. The phone's side is web/test/agree.mjs.
/// </summary>
public class PhoneAgreementTests
{
    private static readonly Form Every = TestWorkbook.Form(
        """
        type | name | label::中文 (zh) | label::English (en) | required | relevant | constraint | calculation | choice_filter
        select_one kind | kind | 类型 | Kind | yes
        integer | places | 几处 | How many | yes | | . > 0 and . <= 50
        select_one action | action | 怎么办 | Action | yes | | | | selected(kinds, ${kind})
        select_multiple goods | goods | 物品 | Goods | | ${kind} = 'stall' and ${action} != 'deferred' | count-selected(.) <= 2
        text | phone | 电话 | Phone | | | regex(., '^1[0-9]{3}$')
        decimal | weight | 重量 | Weight | ${kind} = 'sign'
        date | due | 期限 | Due | | ${action} = 'deferred' | . >= '2021-05-26'
        begin group | where | 哪里 | Where | | ${places} > 2
        text | note | 说明 | Note | yes
        calculate | upper | | | | | | translate(${note}, 'abc', 'ABC')
        end group
        begin repeat | finding | 发现 | Finding
        integer | amount | 数 | Amount | | | . < 10
        text | why | 为什么 | Why | yes | ${amount} > 3
        calculate | double | | | | | | ${amount} * 2
        calculate | at | | | | | | position(..)
        calculate | label | | | | | | concat(${kind}, '-', ${amount})
        end repeat
        calculate | settled | | | | | | if(${action} = 'deferred', 0, ${places})
        calculate | total | | | | | | sum(${double})
        calculate | most | | | | | | max(${amount})
        calculate | shown | | | | | | jr:choice-name(${kind}, '${kind}')
        calculate | all | | | | | | join(',', ${amount})
        calculate | n | | | | | | count(${finding})
        calculate | second | | | | | | indexed-repeat(${amount}, ${finding}, 2)
        calculate | rate | | | | | | round(${places} div 7, 2)
        calculate | kg | | | | | | coalesce(${weight}, 0) + 0.1
        calculate | late | | | | | | ${due} > '2021-06-01'
        calculate | days | | | | | | decimal-date-time(${due}) - decimal-date-time('2021-05-26')
        calculate | month | | | | | | format-date(${due}, '%Y年%n月%e日')
        calculate | hash | | | | | | digest(${phone}, 'SHA-256', 'hex')
        calculate | tail | | | | | | substr(${phone}, -2)
        calculate | empty | | | | | | ${phone} = ''
        calculate | other | | | | | | ${due} != ''
        """,
        """
        list_name | name | label::中文 (zh) | label::English (en) | kinds
        kind | stall | 摊点 | Stall
        kind | sign | 标牌 | Sign
        action | cleared | 清除 | Cleared | stall
        action | removed | 拆除 | Removed | sign
        action | deferred | 改期 | Deferred | stall sign
        goods | rack | 摊架 | Rack
        goods | table | 桌子 | Table
        goods | cart | 推车 | Cart
        """,
        "form_id | version | default_language\nevery | 1 | 中文 (zh)").Load();

    private sealed record Answers(string Kind, int Places, string Action, string Goods, string Phone, string Weight, string Due, string Note, IReadOnlyList<int> Amounts);

    private static readonly Gen<Answers> Records = Gen.Select(
        Gen.Select(Gen.OneOf("stall", "sign"), Gen.Int[0, 60], Gen.OneOf("cleared", "removed", "deferred", "")),
        Gen.Select(Gen.OneOf("", "rack", "rack table", "rack table cart"), Gen.OneOf("", "1234", "999"), Gen.OneOf("", "1.5", "0.25")),
        Gen.Select(Gen.OneOf("", "2021-05-25", "2021-06-02"), Gen.OneOf("", "abcx"), Gen.Int[0, 12].List[1, 3]),
        // A phone offers no choice that the filter leaves out.
        (a, b, c) => new Answers(a.Item1, a.Item2, (a.Item1, a.Item3) switch { ("sign", "cleared") => "removed", ("stall", "removed") => "cleared", _ => a.Item3 }, b.Item1, b.Item2, b.Item3, c.Item1, c.Item2, c.Item3));

    private static byte[] Submission(Answers answers)
    {
        var values = new List<KeyValuePair<string, string>>
        {
            new("kind", answers.Kind), new("places", $"{answers.Places}"), new("action", answers.Action), new("goods", answers.Goods), new("phone", answers.Phone),
            new("weight", answers.Weight), new("due", answers.Due), new("where/note", answers.Note),
        };
        for (var i = 0; i < answers.Amounts.Count; i++) values.Add(new($"finding[{i + 1}]/amount", $"{answers.Amounts[i]}"));
        return Every.Write(values, new InstanceMeta(new InstanceId("uuid:6b1fa1d8-4b60-4c38-9c0e-3f5a21a3a001")), out _);
    }

    [Fact]
    public void Phone_and_server_see_the_same_in_the_same_answers()
    {
        var script = FindUp("web/test/agree.mjs");
        if (script is null || !Directory.Exists(Path.Combine(Path.GetDirectoryName(script)!, "../node_modules/@getodk/xforms-engine")))
            Assert.Skip("The phone's side needs the packages of web/: run npm ci there.");
        var submissions = new List<byte[]>();
        Records.Sample(answers => { lock (submissions) submissions.Add(Submission(answers)); }, iter: 25, threads: 1);

        var phone = Ask(script, submissions);
        for (var i = 0; i < submissions.Count; i++)
        {
            var reading = Every.Read(submissions[i], out var refusal);
            Assert.Null(refusal);
            Assert.Equal(Phone(phone[i]), Server(reading!));
        }
    }

    private static List<string> Server(FormReading reading)
    {
        var violations = reading.Violations.ToDictionary(v => v.Node.InstancePath, v => v.Kind);
        var lines = new List<string>();
        void Walk(ReadingNode node)
        {
            foreach (var child in node.Children.OrderBy(c => c.Question is null ? 0 : Every.AllQuestions.ToList().IndexOf(c.Question)))
            {
                if (child.Question is { Children.Count: > 0 }) Walk(child);
                else if (child.Question is { Kind: not QuestionKind.Metadata })
                    lines.Add(Line(child.InstancePath, child.IsRelevant, child.Value.Text,
                        violations.TryGetValue(child.InstancePath, out var kind) ? kind.ToString().ToLowerInvariant() : ""));
            }
        }
        Walk(reading.Root);
        return lines;
    }

    private static List<string> Phone(JsonElement answer) =>
    [
        .. answer.GetProperty("nodes").EnumerateArray().Where(n => !n.GetProperty("ref").GetString()!.Contains("meta")).Select(n =>
            Line(n.GetProperty("ref").GetString()!, n.GetProperty("relevant").GetBoolean(), n.GetProperty("value").GetString()!, n.GetProperty("violation").GetString() ?? "")),
    ];

    private static string Line(string path, bool relevant, string value, string violation)
    {
        if (!relevant) value = "";
        if (decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) value = number.ToString("0.############", CultureInfo.InvariantCulture);
        return $"{path} {(relevant ? "" : "- ")}{value} {violation}".TrimEnd();
    }

    private static List<JsonElement> Ask(string script, List<byte[]> submissions)
    {
        using var node = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList = { script, "--lines" },
            WorkingDirectory = Path.GetDirectoryName(Path.GetDirectoryName(script)!)!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        var reading = node.StandardOutput.ReadToEndAsync();
        foreach (var submission in submissions)
            node.StandardInput.WriteLine(JsonSerializer.Serialize(new { form = Every.Xml, instance = Encoding.UTF8.GetString(submission) }));
        node.StandardInput.Close();
        var answers = reading.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        node.WaitForExit();
        Assert.Equal(submissions.Count, answers.Length);
        return [.. answers.Select(a => JsonDocument.Parse(a).RootElement)];
    }

    private static string? FindUp(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, path)))
                return Path.Combine(folder.FullName, path);
        return null;
    }
}
