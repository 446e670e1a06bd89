namespace Gridwork.Forms.Tests.Records;

public class RelevanceTraps
{
    private static readonly Form Waste = Form.Load(FormSamples.Wrap(
        "<has_waste/><waste_kg/><total/>",
        """
        <bind nodeset="/data/has_waste" type="string"/>
        <bind nodeset="/data/waste_kg" type="int" relevant=" /data/has_waste ='yes'"/>
        <bind nodeset="/data/total" type="string" calculate="coalesce( /data/waste_kg , 0) + 5"/>
        """,
        """<input ref="/data/has_waste"/><input ref="/data/waste_kg"/>"""));

    [Fact]
    public void P06_what_is_not_relevant_counts_nowhere_and_stays_readable()
    {
        var reading = Waste.Read("<has_waste>no</has_waste><waste_kg>40</waste_kg><total>45</total>");

        Assert.Equal("5", reading["total"].Text);
        Assert.True(reading["waste_kg"].IsEmpty);
        Assert.Equal("40", reading.First("waste_kg")!.Value.SentText);
        var difference = Assert.Single(reading.Differences);
        Assert.Equal(("/data/total", "45", "5"), (difference.Node.Path, difference.Sent, difference.Recalculated));
    }

    [Fact]
    public void A_relevant_value_counts()
    {
        var reading = Waste.Read("<has_waste>yes</has_waste><waste_kg>40</waste_kg><total>45</total>");
        Assert.Equal("45", reading["total"].Text);
        Assert.True(reading["waste_kg"].TryScaled(2, out var scaled));
        Assert.Equal(4000, scaled);
        Assert.Empty(reading.Differences);
    }

    [Fact]
    public void A_question_that_the_client_left_out_is_empty()
    {
        var reading = Waste.Read("<has_waste>no</has_waste>");
        Assert.Equal("5", reading["total"].Text);
        Assert.False(reading.First("waste_kg")!.Value.WasSent);
    }

    [Fact]
    public void An_expression_is_compiled_once_and_evaluated_on_a_record()
    {
        var expression = Waste.Compile("${has_waste} = 'yes' and ${total} > 10", null, out var problems);
        Assert.Empty(problems);
        Assert.Equal(["/data/has_waste", "/data/waste_kg", "/data/total"], expression!.References);
        Assert.True(Waste.Read("<has_waste>yes</has_waste><waste_kg>40</waste_kg>").Evaluate(expression).Truth);
        Assert.False(Waste.Read("<has_waste>no</has_waste><waste_kg>40</waste_kg>").Evaluate(expression).Truth);
    }

    [Fact]
    public void An_unknown_field_is_named_with_the_nearest()
    {
        Assert.Null(Waste.Compile("${has_wast} = 'yes'", null, out var problems));
        Assert.Equal("没有 has_wast 这个字段，应是 has_waste。", Assert.Single(problems).ToString());
    }

    [Fact]
    public void A_record_that_this_side_writes_reads_back()
    {
        var bytes = Waste.Write(
            [new("has_waste", "yes"), new("waste_kg", "7")],
            new InstanceMeta(new InstanceId("uuid:00000000-0000-4000-8000-000000000002")), out var problems);
        Assert.Empty(problems);
        Assert.Equal(
            """<?xml version="1.0" encoding="utf-8"?><data xmlns:orx="http://openrosa.org/xforms" id="t" version="1"><has_waste>yes</has_waste><waste_kg>7</waste_kg><total>12</total><orx:meta><orx:instanceID>uuid:00000000-0000-4000-8000-000000000002</orx:instanceID></orx:meta></data>""",
            System.Text.Encoding.UTF8.GetString(bytes));
        Assert.Equal("12", Waste.Read(bytes, out _)!["total"].Text);
    }
}
