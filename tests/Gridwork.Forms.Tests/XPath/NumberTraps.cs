namespace Gridwork.Forms.Tests.XPath;

public class NumberTraps
{
    [Theory]
    [InlineData("round(37.46182, 0)", "37")]
    [InlineData("round(37.46182, 1)", "37.5")]
    [InlineData("round(37.46182, 2)", "37.46")]
    [InlineData("round(37.46182, 3)", "37.462")]
    [InlineData("round(1234.5, -2)", "1200")]
    public void P01_round_leaves_no_binary_tail(string expression, string expected) => Assert.Equal(expected, FormSamples.Answer(expression));

    [Theory]
    [InlineData("string(3 div 1000000)", "0.000003")]
    [InlineData("string(123456789012345678)", "123456789012345680")]
    [InlineData("string(0 * -1)", "0")]
    [InlineData("concat('', 1000000000 * 1000000000)", "1000000000000000000")]
    public void P02_numbers_have_no_exponent_and_no_negative_zero(string expression, string expected) => Assert.Equal(expected, FormSamples.Answer(expression));

    [Theory]
    [InlineData("round(2.345, 2)", "2.35")]
    [InlineData("concat('a')", "a")]
    [InlineData("concat(/data/r/n)", "12")]
    [InlineData("number('2021-10-06')", "18906")]
    [InlineData("'2021-10-06' > '2021-10-05'", "true")]
    public void P03_what_the_stock_evaluator_throws_on(string expression, string expected) => Assert.Equal(expected, FormSamples.Answer(expression));

    [Fact]
    public void P03_position_of_a_repeat_is_its_index()
    {
        var form = Form.Load(FormSamples.Wrap("<r><at/></r>", """<bind nodeset="/data/r/at" calculate="position(..)"/>""",
            """<group ref="/data/r"><repeat nodeset="/data/r"/></group>"""));
        var reading = form.Read("<r><at>1</at></r><r/><r/>");
        Assert.Equal(["1", "2", "3"], reading.Nodes("/data/r/at").Select(n => n.Value.Text));
    }
}
