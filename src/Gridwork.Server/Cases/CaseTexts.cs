using System.Globalization;
using System.Resources;
using Gridwork.Engine.Cases;
using Gridwork.Schedules;

namespace Gridwork.Server.Cases;

/// <summary>What steps, stages, refusals and spans of time are called, for the desk and for a case's page.</summary>
internal static class CaseTexts
{
    private static readonly ResourceManager Texts = new("Gridwork.Server.Cases.CaseTexts", typeof(CaseTexts).Assembly);

    /// <summary>What happened, in a log: 交办.</summary>
    public static string Of(CaseStep step) => Text($"Step.{step}");

    /// <summary>That a step was taken back, in a log.</summary>
    public static string TakenBack(CaseStep step) => Text("TakenBack").Replace("{0}", Of(step), StringComparison.Ordinal);

    /// <summary>What a button does: 提交整改.</summary>
    public static string Button(CaseStep step) => Text($"Do.{step}");

    /// <summary>Where a case stands: what is to be done next.</summary>
    public static string Of(CaseStage stage, bool suspended = false) => Text(suspended ? "Stage.Suspended" : $"Stage.{stage}");

    /// <summary>How far up a late case has gone.</summary>
    public static string Of(Rung rung) => Text($"Rung.{rung}");

    /// <summary>Why a step was not taken.</summary>
    public static string Of(StepRefusal refusal) => Text($"Refusal.{refusal}");

    /// <summary>Why a step was not taken that somebody took before.</summary>
    public static string DoneBefore(string who, string at) => string.Format(
        CultureInfo.InvariantCulture, Text($"Refusal.{StepRefusal.Stage}Before"), who, at);

    /// <summary>How it ended.</summary>
    public static string Of(CaseOutcome outcome) => Text($"Outcome.{outcome}");

    /// <summary>A limit: 3个工作日.</summary>
    public static string Of(Limit limit) => string.Format(
        CultureInfo.InvariantCulture, Text($"Limit.{limit.Unit}"),
        limit.Unit is LimitUnit.WorkingDays or LimitUnit.Days ? limit.Days : decimal.Round(limit.Minutes / 60m, 2));

    /// <summary>A span: 1日4小时, 1小时50分. The two largest parts; what is left of a minute is left out.</summary>
    /// <param name="span">The span; its sign is not written.</param>
    /// <param name="day">How long a day is: of working time, a working day's hours.</param>
    public static string Span(TimeSpan span, TimeSpan day)
    {
        var minutes = (long)span.Duration().TotalMinutes;
        var perDay = Math.Max(1, (long)day.TotalMinutes);
        var parts = new[] { ("Days", minutes / perDay), ("Hours", minutes % perDay / 60), ("Minutes", minutes % perDay % 60) };
        var from = Array.FindIndex(parts, part => part.Item2 > 0);
        if (from < 0) from = 2;
        return string.Join(
            Text("Join"),
            parts.Skip(from).Take(2).Where((part, i) => i == 0 || part.Item2 > 0)
                .Select(part => string.Format(CultureInfo.InvariantCulture, Text(part.Item1), part.Item2)));
    }

    /// <summary>What is left until something is due, or by what it is late: 剩 1小时50分, 超 7小时.</summary>
    public static string Left(TimeSpan left, TimeSpan day) =>
        string.Format(CultureInfo.InvariantCulture, Text(left < TimeSpan.Zero ? "Late" : "Left"), Span(left, day));

    /// <summary>A distance: 40米, 1.3公里.</summary>
    public static string Distance(double metres) => metres < 1000
        ? Fill("Metres", Math.Round(metres))
        : Fill("Kilometres", Math.Round(metres / 1000, metres < 10_000 ? 1 : 0));

    /// <summary>What speaks against a photo, in a sentence; of an earlier one nothing, for that is told with its link.</summary>
    /// <param name="doubt">The doubt.</param>
    /// <param name="taken">When the photo was taken, in words.</param>
    public static string? Of(PhotoDoubt doubt, string? taken) => doubt switch
    {
        PhotoDoubt.Early early => Fill("Doubt.Early", taken ?? "", Of(early.Step), Layout.Written.DayAndTime(early.At)),
        PhotoDoubt.Far far => Fill(far.ByRecord ? "Doubt.FarByRecord" : "Doubt.Far", Distance(far.Metres)),
        PhotoDoubt.ClockJumps clock => Fill($"Doubt.{clock.Against}", Span(clock.By, TimeSpan.FromDays(1))),
        _ => null,
    };

    /// <summary>Of a case without a deadline: its clock has not begun, or it has no limit.</summary>
    public static string Standing(bool runs) => Text(runs ? "NoLimit" : "NotBegun");

    private static string Fill(string key, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.InvariantCulture, Text(key), values);

    private static string Text(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture)!;
}
