using System.Text;
using Gridwork.Forms.Instances;

namespace Gridwork.Forms.Tests.Records;

public class InstanceCorrectionTests
{
    [Theory]
    [InlineData(
        """<data id="visit" xmlns:orx="http://openrosa.org/xforms"><n> 3 </n><orx:meta><orx:instanceID>uuid:a</orx:instanceID></orx:meta></data>""",
        """<data id="visit" xmlns:orx="http://openrosa.org/xforms"><n> 3 </n><orx:meta><orx:instanceID>uuid:b</orx:instanceID><orx:deprecatedID>uuid:a</orx:deprecatedID></orx:meta></data>""")]
    [InlineData(
        """<data id="visit"><meta><instanceID>uuid:a</instanceID><deprecatedID>uuid:older</deprecatedID><userID>7</userID></meta></data>""",
        """<data id="visit"><meta><instanceID>uuid:b</instanceID><deprecatedID>uuid:a</deprecatedID><userID>7</userID></meta></data>""")]
    [InlineData(
        """<data id="visit" instanceID="uuid:a"><n/></data>""",
        """<data id="visit"><n /><meta xmlns="http://openrosa.org/xforms"><instanceID>uuid:b</instanceID><deprecatedID>uuid:a</deprecatedID></meta></data>""")]
    public void The_answers_stay_and_the_id_that_it_had_is_the_one_it_corrects(string sent, string corrected)
    {
        var bytes = InstanceCorrection.Of(Encoding.UTF8.GetBytes(sent), new InstanceId("uuid:b"));

        Assert.Equal(corrected, Encoding.UTF8.GetString(bytes));
        var head = SubmissionHead.Read(bytes, out _)!;
        Assert.Equal(("visit", "uuid:b", "uuid:a"), (head.FormId, head.InstanceId.Value, head.DeprecatedId?.Value));
    }

    [Fact]
    public void The_same_record_gives_the_same_bytes()
    {
        var sent = Encoding.UTF8.GetBytes("""<?xml version="1.0"?><data id="visit"><t>一&amp;二</t><meta><instanceID>uuid:a</instanceID></meta></data>""");

        Assert.Equal(InstanceCorrection.Of(sent, new InstanceId("uuid:b")), InstanceCorrection.Of(sent, new InstanceId("uuid:b")));
    }
}
