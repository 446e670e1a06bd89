// What was changed by hand in an issue before it is released. It waits beside the journal; the release takes it along, with who, when and why.
using System.Data.Common;
using Dapper;
using Gridwork.Engine;
using Gridwork.Engine.Briefings;
using Gridwork.Engine.Journal;

namespace Gridwork.Stores.Papers;

/// <summary>A change by hand.</summary>
/// <param name="What">What was changed: a figure or free words, and which.</param>
/// <param name="Value">What stands there instead.</param>
/// <param name="Reason">Why; empty for words.</param>
/// <param name="Person">Who changed it.</param>
/// <param name="At">When, by the district's clock.</param>
public sealed record DraftChange(string What, string Value, string Reason, PersonNo Person, DateTimeOffset At)
{
    /// <summary>How a figure is named.</summary>
    public static string OfFigure(FigureKey key) => $"figure {key}";

    /// <summary>How free words are named.</summary>
    public static string OfText(string name) => $"text {name}";
}

/// <summary>Reads and writes changes over an open connection.</summary>
public static class DraftChangeSql
{
    /// <summary>The changes of an issue.</summary>
    public static async Task<IReadOnlyList<DraftChange>> ReadAsync(DbConnection db, DistrictId district, PaperIssue issue) =>
        [.. (await db.QueryAsync<(string What, string Value, string Reason, int Person, long At)>("""
            SELECT what, value, reason, person_no, at FROM draft_change
             WHERE d = @d AND campaign = @campaign AND template = @template AND number = @number ORDER BY what
            """, Values(district, issue)))
            .Select(row => new DraftChange(row.What, row.Value, row.Reason, new PersonNo(row.Person), JournalTime.FromMicroseconds(row.At, 0)))];

    /// <summary>Keeps a change in the place of an earlier one of the same thing.</summary>
    public static Task PutAsync(DbConnection db, DistrictId district, PaperIssue issue, DraftChange change)
    {
        var values = Values(district, issue);
        values.AddDynamicParams(new
        {
            what = change.What,
            value = change.Value,
            reason = change.Reason,
            person = change.Person.Value,
            at = JournalTime.ToMicroseconds(change.At),
        });
        return db.ExecuteAsync("""
            INSERT INTO draft_change (d, campaign, template, number, what, value, reason, person_no, at)
            VALUES (@d, @campaign, @template, @number, @what, @value, @reason, @person, @at)
            ON CONFLICT (d, campaign, template, number, what)
            DO UPDATE SET value = excluded.value, reason = excluded.reason, person_no = excluded.person_no, at = excluded.at
            """, values);
    }

    /// <summary>Takes a change back.</summary>
    public static Task RemoveAsync(DbConnection db, DistrictId district, PaperIssue issue, string what)
    {
        var values = Values(district, issue);
        values.Add("what", what);
        return db.ExecuteAsync(
            "DELETE FROM draft_change WHERE d = @d AND campaign = @campaign AND template = @template AND number = @number AND what = @what", values);
    }

    /// <summary>Forgets the changes of an issue that is released: its entry holds them.</summary>
    public static Task ForgetAsync(DbConnection db, DistrictId district, PaperIssue issue) => db.ExecuteAsync(
        "DELETE FROM draft_change WHERE d = @d AND campaign = @campaign AND template = @template AND number = @number", Values(district, issue));

    private static DynamicParameters Values(DistrictId district, PaperIssue issue) => new(new
    {
        d = district.Value,
        campaign = issue.Campaign,
        template = issue.Template,
        number = issue.Number,
    });
}
