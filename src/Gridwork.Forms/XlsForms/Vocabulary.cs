using System.Text;

namespace Gridwork.Forms.XlsForms;

/// <summary>
/// The one table of words that a sheet may use, in English as the standard has them and in Chinese: sheet names, headings, types, settings,
/// yes and no. The first word of a line is the one that the rest of the compiler knows; case, <c>_</c>, <c>-</c> and spaces do not matter.
/// </summary>
internal static class Vocabulary
{
    public static readonly Words Sheets = new(
        "survey 调查 问卷 题目",
        "choices 选项",
        "settings 设置",
        "entities 实体 条目",
        "external_choices 外部选项",
        "osm");

    public static readonly Words SurveyHeadings = new(
        "type 类型 题型",
        "name 名称 字段名 变量名",
        "label 标题 题目 题干 标签 caption",
        "hint 提示",
        "guidance_hint 详细提示 指引",
        "required 必填 必答",
        "required_message 必填提示",
        "relevant 显示条件 relevance 出现条件",
        "constraint 约束 校验",
        "constraint_message 约束提示 校验提示",
        "calculation 计算 公式 calculate",
        "choice_filter 选项筛选 选项过滤",
        "default 默认值 默认 缺省值",
        "appearance 外观 样式",
        "readonly 只读 read_only",
        "repeat_count 重复次数 循环次数",
        "parameters 参数",
        "trigger 触发",
        "image 图片 media::image",
        "big-image 大图 media::big-image",
        "audio 音频 media::audio",
        "video 视频 media::video",
        "save_to 存入 保存到",
        "personal 个人信息",
        "was 原名 曾用名",
        "comment 备注 批注 comments note notes");

    public static readonly Words ChoiceHeadings = new(
        "list_name 列表 列表名 选项表 list",
        "name 名称 选项名 代码 value",
        "label 标题 标签 选项文字 caption",
        "image 图片 media::image",
        "big-image 大图 media::big-image",
        "audio 音频 media::audio",
        "video 视频 media::video",
        "comment 备注 批注 comments note notes");

    public static readonly Words SettingNames = new(
        "form_id 表单编号 表单代码 id_string",
        "form_title 表单名称 表单标题 title 标题",
        "version 版本",
        "default_language 默认语言",
        "instance_name 记录名称",
        "style 样式",
        "public_key",
        "submission_url",
        "auto_send",
        "auto_delete",
        "allow_choice_duplicates 允许选项重复",
        "name",
        "namespaces",
        "clean_text_values",
        "client_editable",
        "comment 备注");

    public static readonly Words Types = new(
        "select_one 单选 select1 select_one_from",
        "select_multiple 多选 select_multiple_from select",
        "rank 排序",
        "select_one_from_file 单选文件",
        "select_multiple_from_file 多选文件",
        "text 文本 文字 string 填空",
        "integer 整数 int",
        "decimal 小数 数字",
        "range 滑动条",
        "date 日期",
        "time 时间",
        "datetime 日期时间 dateTime",
        "geopoint 定位 位置 gps location",
        "geotrace 轨迹 画线",
        "geoshape 地块 画面",
        "image 拍照 照片 图片 photo picture",
        "audio 录音",
        "video 录像 视频",
        "file 文件",
        "barcode 扫码",
        "acknowledge 确认",
        "note 说明",
        "calculate 计算 calculation",
        "hidden 隐藏",
        "begin_group 开始组",
        "end_group 结束组",
        "begin_repeat 开始循环",
        "end_repeat 结束循环",
        "start 开始时间",
        "end 结束时间",
        "today 今天",
        "deviceid 设备号 device_id imei",
        "username 用户名",
        "email 邮箱",
        "phonenumber 电话 phone_number",
        "audit 审计",
        "start-geopoint 开始定位",
        "background-audio 背景录音",
        "xml-external",
        "csv-external");

    /// <summary>Yes, no, or neither.</summary>
    public static bool? YesNo(string cell) => cell.Trim().ToLowerInvariant() switch
    {
        "yes" or "y" or "true" or "true()" or "1" or "是" or "必填" or "对" or "√" => true,
        "" or "no" or "n" or "false" or "false()" or "0" or "否" or "不" or "×" => false,
        _ => null,
    };

    /// <summary>One space between words, no others: also of the spaces that look like one (trap X10).</summary>
    public static string Squeeze(string text)
    {
        var result = new StringBuilder(text.Length);
        var gap = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || c is '\u200B' or '\uFEFF' or '\u2060') gap = true;
            else
            {
                if (gap && result.Length > 0) result.Append(' ');
                gap = false;
                result.Append(c);
            }
        }
        return result.ToString();
    }
}

/// <summary>Words with their synonyms; the first of each line is the canonical one.</summary>
internal sealed class Words
{
    private readonly Dictionary<string, string> canonical = new(StringComparer.Ordinal);
    private readonly List<string> spellings = [];

    public Words(params ReadOnlySpan<string> lines)
    {
        foreach (var line in lines)
        {
            var words = line.Split(' ');
            foreach (var word in words)
            {
                canonical.TryAdd(Key(word), words[0]);
                spellings.Add(word);
            }
        }
    }

    /// <summary>All words as an author may write them, for "did you mean".</summary>
    public IReadOnlyList<string> Spellings => spellings;

    /// <summary>The canonical word, or null.</summary>
    public string? Find(string word) => canonical.GetValueOrDefault(Key(word));

    /// <summary>The Chinese word beside the canonical one, or the canonical one.</summary>
    public string Chinese(string word)
    {
        var at = spellings.IndexOf(word);
        return at >= 0 && at + 1 < spellings.Count && spellings[at + 1][0] >= 0x2E80 ? spellings[at + 1] : word;
    }

    private static string Key(string word) => word.Trim().ToLowerInvariant().Replace('-', '_').Replace(' ', '_');
}
