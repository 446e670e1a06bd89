using Gridwork.Engine.Campaigns;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Journal;
using Gridwork.Engine.Rights;
using Gridwork.Engine.Tests.Campaigns;

namespace Gridwork.Engine.Tests.Districts;

/// <summary>The definition as a fold over its entries.</summary>
public sealed class DistrictDefinitionTests
{
    [Fact]
    public void Parts_of_a_split_and_declared_figures_are_folds_of_their_own()
    {
        var campaign = Visits.District.FindCampaign("visits")!;
        Assert.Equal(
            ["places 1.1", "places.stall 2.1", "places.sign 3.1", "places.declared 4.1", "waste 5.1", "people 6.1", "everyone 7.1", "finds 8.1"],
            campaign.Indicators.Select(Named));
        var places = campaign.Find("places")!;
        Assert.Equal(["places", "waste", "people", "everyone", "finds"], campaign.Wholes.Select(whole => whole.Rule.Name));
        Assert.Equal(["places.stall", "places.sign"], campaign.PartsOf(places).Select(part => part.Rule.Name));
        Assert.Equal("places.declared", campaign.DeclaredOf(places)!.Rule.Name);
        Assert.Equal("${kind} = 'stall'", campaign.Find("places.stall")!.Rule.Where);
        Assert.NotEqual(places.FormNo, campaign.DeclaredOf(places)!.FormNo);
    }

    [Fact]
    public void Numbers_stay_when_the_same_is_published_again()
    {
        var again = Visits.District.Publish(Visits.Folder(Visits.Yaml.Replace("title: 处", "title: 地点", StringComparison.Ordinal)));
        var campaign = again.FindCampaign("visits")!;
        Assert.Equal((1, 6L), (campaign.No, campaign.PublishedSeq));
        Assert.Equal(Visits.District.FindCampaign("visits")!.Indicators.Select(Named), campaign.Indicators.Select(Named));
        Assert.Equal("地点", campaign.Find("places")!.Rule.Title.Zh);
        Assert.Equal([1, 2], campaign.Forms.Select(form => form.Current.No));
        Assert.All(again.Indicators.Values, indicator => Assert.Null(indicator.RetiredSeq));
    }

    [Fact]
    public void A_changed_counting_rule_begins_a_new_version_and_ends_the_old_one()
    {
        var folder = Visits.Folder(Visits.Yaml.Replace("where: ${kind} = 'stall'", "where: ${kind} = 'sign'", StringComparison.Ordinal));
        var (definition, change) = Visits.District.With(6, EntryKind.Definition, CampaignCheck.Run(folder, Visits.District).Package());
        Assert.Equal([(new IndicatorVersionId(5, 2), 1)], change.Published);
        Assert.Equal([new IndicatorVersionId(5, 1)], change.Retired);
        Assert.Equal(6, definition[new IndicatorVersionId(5, 1)].RetiredSeq);
        Assert.Equal((6L, (long?)null), (definition[new IndicatorVersionId(5, 2)].PublishedSeq, definition[new IndicatorVersionId(5, 2)].RetiredSeq));
        var counting = definition.IndicatorsOf(1);
        Assert.Contains(new IndicatorVersionId(5, 2), counting);
        Assert.DoesNotContain(new IndicatorVersionId(5, 1), counting);
    }

    [Fact]
    public void An_indicator_that_was_left_out_and_comes_back_is_a_new_version()
    {
        var without = Visits.Yaml[..Visits.Yaml.IndexOf("  finds:", StringComparison.Ordinal)]
            + Visits.Yaml[Visits.Yaml.IndexOf("briefings:", StringComparison.Ordinal)..];
        var gone = Visits.District.Publish(Visits.Folder(without));
        Assert.Null(gone.FindCampaign("visits")!.Find("finds"));
        Assert.Equal(6, gone[new IndicatorVersionId(8, 1)].RetiredSeq);
        var back = gone.Publish(Visits.Folder());
        Assert.Equal("finds 8.2", Named(back.FindCampaign("visits")!.Find("finds")!));
    }

    [Fact]
    public void A_new_form_version_keeps_the_form_and_leaves_the_old_version_readable()
    {
        var next = Visits.District.Publish(Visits.Folder(survey: Visits.Survey + "\ntext | note | 备注", settings: "form_id | version\nvisit | 2"));
        Assert.Equal((3, 1), (next.FindForm("visit")!.No, next.FindForm("visit")!.FormNo));
        Assert.Equal(1, next.FindForm("visit", "1")!.No);
        Assert.Equal(3, next.FindForm("visit", "2")!.No);
    }

    [Fact]
    public void Units_and_cells_keep_their_numbers_across_new_trees_and_grids()
    {
        var body = BodyJson.Read<UnitsBody>(Visits.Units);
        var turned = body with { Units = [body.Units[0], body.Units[1], new UnitLine("north", new LocalText("北禾村"), UnitKind.Village, "hefan"), body.Units[3]] };
        var next = Visits.District.Enter(EntryKind.Units, BodyJson.Write(turned)).Enter(EntryKind.Grid, Visits.Grid("2021-06-01", "003"));
        Assert.Equal(Visits.West, next.Units.Find("west")!.No);
        Assert.Equal(new UnitNo(5), next.Units.Find("north")!.No);
        Assert.Null(next.Units.Find("east"));
        Assert.Equal([1, 2, 3], new[] { "001", "002", "003" }.Select(code => next.FindCell(code).Value));
        Assert.Equal("002", next.CodeOf(new CellNo(2)));
        Assert.Equal(CellNo.None, next.FindCell("009"));
    }

    [Fact]
    public void The_grid_of_a_day_is_the_latest_that_holds_then()
    {
        var definition = Visits.Places
            .Enter(EntryKind.Grid, Visits.Grid("2021-06-01"))
            .Enter(EntryKind.Grid, Visits.Grid("2021-03-01"))
            .Enter(EntryKind.Grid, Visits.Grid("2021-06-01"));
        Assert.Null(definition.GridOn(new DateOnly(2020, 12, 31)));
        Assert.Equal(2, definition.GridOn(new DateOnly(2021, 1, 1))!.Seq);
        Assert.Equal(6, definition.GridOn(new DateOnly(2021, 5, 31))!.Seq);
        Assert.Equal(7, definition.GridOn(new DateOnly(2021, 6, 1))!.Seq);
    }

    [Fact]
    public void A_grant_is_given_and_taken_by_person_role_unit_and_campaign()
    {
        var one = new PersonNo(9);
        var given = Visits.District.Give(one, Role.Clerk, "east").Give(one, Role.Clerk, "west", "visits");
        Assert.Equal(["Clerk 3 ", "Clerk 4 1"], given.Grants.Of(one).Select(grant => $"{grant.Role} {grant.Unit.Value} {grant.Campaign}"));
        Assert.Equal(Visits.East, given.Grants.HomeOf(one));
        // Another role, another campaign: nothing of that kind was given, nothing is taken.
        Assert.Equal(2, given.Give(one, Role.Officer, "east", revoke: true).Give(one, Role.Clerk, "west", revoke: true).Grants.Of(one).Count());
        var left = given.Give(one, Role.Clerk, "east", revoke: true);
        Assert.Equal(Visits.West, Assert.Single(left.Grants.Of(one)).Unit);
        Assert.Equal(UnitNo.None, left.Give(one, Role.Clerk, "west", "visits", revoke: true).Grants.HomeOf(one));
    }

    [Fact]
    public void An_entry_that_does_not_define_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Visits.District.With(9, EntryKind.Record, Array.Empty<byte>()));

    private static string Named(Indicator indicator) => $"{indicator.Rule.Name} {indicator.Id.Indicator}.{indicator.Id.Version}";
}
