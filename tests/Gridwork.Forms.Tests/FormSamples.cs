namespace Gridwork.Forms.Tests;

/// <summary>Forms for tests, built from one table row a question.</summary>
internal static class FormSamples
{
    /// <summary>A one-question form whose calculate holds the expression (traps.md, [xp]), with a repeat of two numbers beside it.</summary>
    public static Form Calculating(string expression) => Form.Load(Wrap(
        "<answer/><r><n/></r><r><n/></r>",
        $"""<bind nodeset="/data/answer" type="string" calculate="{System.Security.SecurityElement.Escape(expression)}"/><bind nodeset="/data/r/n" type="int"/>""",
        """<group ref="/data/r"><repeat nodeset="/data/r"><input ref="/data/r/n"/></repeat></group>"""));

    public static string Wrap(string instance, string binds, string body, string itext = "", string lists = "") =>
        $"""
        <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" xmlns:gw="urn:gridwork:forms">
          <h:head><h:title>Test</h:title><model>{itext}
            <instance><data id="t" version="1">{instance}<orx:meta><orx:instanceID/></orx:meta></data></instance>{lists}
            {binds}
            <bind nodeset="/data/meta/instanceID" type="string" jr:preload="uid"/>
          </model></h:head>
          <h:body>{body}</h:body>
        </h:html>
        """;

    public static byte[] Record(string answers) => System.Text.Encoding.UTF8.GetBytes(
        $"""<data xmlns:orx="http://openrosa.org/xforms" id="t" version="1">{answers}<orx:meta><orx:instanceID>uuid:00000000-0000-4000-8000-000000000001</orx:instanceID></orx:meta></data>""");

    public static FormReading Read(this Form form, string answers)
    {
        var reading = form.Read(Record(answers), out var refusal);
        Assert.Null(refusal);
        return reading!;
    }

    /// <summary>The text that an expression gives on a record with r/n = 1 and 2.</summary>
    public static string Answer(string expression) => Calculating(expression).Read("<r><n>1</n></r><r><n>2</n></r>")["answer"].Text;
}
