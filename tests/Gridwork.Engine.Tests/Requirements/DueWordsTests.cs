using System.Globalization;
using CsCheck;
using Gridwork.Engine.Requirements;
using Gridwork.Schedules;

namespace Gridwork.Engine.Tests.Requirements;

public sealed class DueWordsTests
{
    // A Thursday. The Saturday after the Friday of the Dragon Boat's week is no working day; the calendar here knows no holidays.
    private static readonly DateTimeOffset Now = new(2021, 5, 27, 9, 40, 0, TimeSpan.FromHours(8));

    [Theory]
    // What stands beside the fields in look/LOOK.md.
    [InlineData("村口东侧建筑垃圾今天中午前清完，下午拍照反馈", "5-27 12:00", "今天中午前")]
    [InlineData("三天内完成摸底", "5-30 17:30", "三天内")]
    [InlineData("5月30日前报送责任人名单", "5-30 17:30", "5月30日前")]
    [InlineData("下周一报方案", "5-31 17:30", "下周一")]
    // Days.
    [InlineData("今天下班前清运", "5-27 17:30", "今天下班前")]
    [InlineData("今日完成", "5-27 17:30", "今日")]
    [InlineData("明天上午拿出方案", "5-28 12:00", "明天上午")]
    [InlineData("明早上班前到位", "5-28 08:30", "明早上班前")]
    [InlineData("今晚八点半前清场", "5-27 20:30", "今晚八点半前")]
    [InlineData("后天前完成", "5-29 17:30", "后天前")]
    [InlineData("大后天完成", "5-30 17:30", "大后天")]
    [InlineData("立即整改", "5-27 17:30", "立即")]
    [InlineData("当天内清走", "5-27 17:30", "当天内")]
    // Times alone: what is over today is tomorrow's.
    [InlineData("中午前清完", "5-27 12:00", "中午前")]
    [InlineData("下午3点前反馈", "5-27 15:00", "下午3点前")]
    [InlineData("下午三点一刻前反馈", "5-27 15:15", "下午三点一刻前")]
    [InlineData("9:30前上报", "5-28 09:30", "9:30前")]
    [InlineData("１６：００前上报", "5-27 16:00", "１６：００前")]
    [InlineData("3点前上报", "5-27 15:00", "3点前")]
    // Weeks.
    [InlineData("周五前完成", "5-28 17:30", "周五前")]
    [InlineData("星期三前完成", "6-2 17:30", "星期三前")]
    [InlineData("本周日前完成", "5-30 17:30", "本周日前")]
    [InlineData("本周内办结", "5-28 17:30", "本周内")]
    [InlineData("下周完成", "6-4 17:30", "下周")]
    [InlineData("下下周二汇报", "6-8 17:30", "下下周二")]
    [InlineData("周末前清零", "5-30 17:30", "周末前")]
    // Dates.
    [InlineData("6月1日中午12点前", "6-1 12:00", "6月1日中午12点前")]
    [InlineData("六月十五日前全部整改", "6-15 17:30", "六月十五日前")]
    [InlineData("30号前报", "5-30 17:30", "30号前")]
    [InlineData("5日前报", "6-5 17:30", "5日前")]
    [InlineData("2021年7月1日前", "7-1 17:30", "2021年7月1日前")]
    [InlineData("2021-06-03前", "6-3 17:30", "2021-06-03前")]
    [InlineData("6.5前完成", "6-5 17:30", "6.5前")]
    [InlineData("月底前完成", "5-31 17:30", "月底前")]
    [InlineData("6月底前完成", "6-30 17:30", "6月底前")]
    [InlineData("6月上旬完成", "6-10 17:30", "6月上旬")]
    [InlineData("下月5日前报表", "6-5 17:30", "下月5日前")]
    [InlineData("下月底前", "6-30 17:30", "下月底前")]
    [InlineData("年底前", "12-31 17:30", "年底前")]
    // Spans.
    [InlineData("两小时内到场", "5-27 11:40", "两小时内")]
    [InlineData("24小时内反馈", "5-28 09:40", "24小时内")]
    [InlineData("半小时内到场", "5-27 10:10", "半小时内")]
    [InlineData("3个工作日内书面答复", "6-1 17:30", "3个工作日内")]
    [InlineData("一周之内清完", "6-3 17:30", "一周之内")]
    [InlineData("十五日内办结", "6-11 17:30", "十五日内")]
    [InlineData("半个月内", "6-11 17:30", "半个月内")]
    [InlineData("一个月内", "6-27 17:30", "一个月内")]
    [InlineData("会后三天内报送", "5-30 17:30", "三天内")]
    // What says that it is a deadline goes before what does not.
    [InlineData("明天巡查发现的，周五前整改完", "5-28 17:30", "周五前")]
    public void A_deadline_is_recognised_in_Chinese(string text, string at, string words) => Recognised(text, at, words);

    [Theory]
    [InlineData("Clear it by noon today", "5-27 12:00", "by noon today")]
    [InlineData("today at 3 pm", "5-27 15:00", "today at 3 pm")]
    [InlineData("By 5 p.m. tomorrow, please", "5-28 17:00", "By 5 p.m. tomorrow")]
    [InlineData("tomorrow morning", "5-28 12:00", "tomorrow morning")]
    [InlineData("clear the yard tonight", "5-27 20:00", "tonight")]
    [InlineData("within three working days", "6-1 17:30", "within three working days")]
    [InlineData("in two hours", "5-27 11:40", "in two hours")]
    [InlineData("within a week", "6-3 17:30", "within a week")]
    [InlineData("report by 30 May", "5-30 17:30", "by 30 May")]
    [InlineData("report by May 30th", "5-30 17:30", "by May 30th")]
    [InlineData("report by June 3, 2021 at 10:00", "6-3 10:00", "by June 3, 2021 at 10:00")]
    [InlineData("no later than Friday", "5-28 17:30", "no later than Friday")]
    [InlineData("on Monday", "5-31 17:30", "Monday")]
    [InlineData("next Tuesday", "6-1 17:30", "next Tuesday")]
    [InlineData("by the end of the week", "5-28 17:30", "by the end of the week")]
    [InlineData("by the end of next month", "6-30 17:30", "by the end of next month")]
    [InlineData("by 17:00", "5-27 17:00", "by 17:00")]
    [InlineData("at once", "5-27 17:30", "at once")]
    public void A_deadline_is_recognised_in_English(string text, string at, string words) => Recognised(text, at, words);

    [Theory]
    [InlineData("")]
    [InlineData("超期问题每日通报到单位")]
    [InlineData("主干道井盖普查，缺失的当日围挡")]
    [InlineData("早市收市后一小时内清场冲洗")]
    [InlineData("提三点要求")]
    [InlineData("每周五例会通报")]
    [InlineData("一周五次巡查")]
    [InlineData("市内6号楼前")]
    [InlineData("上周三的问题抓紧办")]
    [InlineData("昨天下午3点发现的")]
    [InlineData("5月20日检查发现的")]
    [InlineData("13月40日前")]
    [InlineData("25:70前")]
    [InlineData("0天内")]
    [InlineData("禾范 017网格三个月内部资料")]
    [InlineData("they may 2 times report")]
    [InlineData("in the meeting")]
    public void What_is_no_deadline_to_come_is_left_alone(string text) => Assert.Null(DueWords.Find(text, Now, WorkingCalendar.Default));

    [Theory]
    [InlineData("今天完成", "5-27 23:59")]
    [InlineData("上午10点前反馈", "5-28 10:00")]
    [InlineData("立即整改", "5-27 23:59")]
    public void What_is_said_after_hours_is_not_over_when_it_is_said(string text, string at) =>
        Assert.Equal(Time(at), DueWords.Find(text, Now.AddHours(9), WorkingCalendar.Default)!.At);

    [Fact]
    public void A_date_that_is_over_is_next_years_where_that_is_near()
    {
        var december = new DateTimeOffset(2021, 12, 20, 9, 0, 0, TimeSpan.FromHours(8));
        Assert.Equal(new DateOnly(2022, 1, 5), DateOnly.FromDateTime(DueWords.Find("1月5日前", december, WorkingCalendar.Default)!.At.DateTime));
        Assert.Null(DueWords.Find("11月5日前", december, WorkingCalendar.Default));
    }

    [Fact]
    public void So_many_days_are_so_many_days_in_digits_and_in_words() => Gen.Int[1, 99].Sample(days =>
    {
        foreach (var number in new[] { days.ToString(CultureInfo.InvariantCulture), InWords(days) })
        {
            var found = DueWords.Find($"务必在{number}天内办结", Now, WorkingCalendar.Default);
            Assert.Equal(Now.Date.AddDays(days).AddHours(17.5), found!.At.DateTime);
            Assert.Equal($"{number}天内", found.Words);
        }
    });

    [Fact]
    public void Whatever_is_typed_gives_words_of_the_text_and_a_moment_to_come()
    {
        string[] parts =
        [
            "今天", "明", "后天", "下下", "周", "一", "五", "十", "三十", "5月", "30日", "号", "前", "内", "之", "半", "个", "工作日", "小时", "点", "中午", "下午", "：", "９", "99",
            "2021", "-", "/", ".", "年", "底", "末", "上旬", "within", " ", "by", "may", "31", "st", "end of", "month", "pm", "12", "noon", "the", "天",
        ];
        Gen.Select(Gen.Int[0, parts.Length - 1].Array[0, 12], Gen.Int[-1_000_000, 1_000_000])
            .Sample((words, minutes) =>
            {
                var text = string.Concat(words.Select(word => parts[word]));
                var now = Now.AddMinutes(minutes);
                if (DueWords.Find(text, now, WorkingCalendar.Default) is not { } found) return;
                Assert.True(found.At > now);
                Assert.Contains(found.Words, text, StringComparison.Ordinal);
                Assert.NotEmpty(found.Words);
            }, iter: 20_000);
    }

    private static void Recognised(string text, string at, string words)
    {
        var found = DueWords.Find(text, Now, WorkingCalendar.Default);
        Assert.NotNull(found);
        Assert.Equal((Time(at), words), (found.At, found.Words));
    }

    private static DateTimeOffset Time(string at) =>
        new(DateTime.ParseExact("2021-" + at, "yyyy-M-d HH:mm", CultureInfo.InvariantCulture), TimeSpan.FromHours(8));

    private static string InWords(int number)
    {
        const string ones = "零一二三四五六七八九";
        var (ten, one) = (number / 10, number % 10);
        return (ten > 1 ? ones[ten].ToString() : "") + (ten > 0 ? "十" : "") + (one > 0 ? ones[one].ToString() : "");
    }
}
