using System.Xml;
using Gridwork.Forms.Instances;

namespace Gridwork.Forms;

/// <summary>What a submission says about itself before its form is known: which form and version, which record.</summary>
/// <param name="FormId">The root's <c>id</c>.</param>
/// <param name="FormVersion">The root's <c>version</c>, or null.</param>
/// <param name="InstanceId">The record's identity.</param>
/// <param name="DeprecatedId">The record that it replaces, or null.</param>
public sealed record SubmissionHead(string FormId, string? FormVersion, InstanceId InstanceId, InstanceId? DeprecatedId)
{
    /// <summary>Reads the head, under the same limits as <see cref="Form.Read"/>.</summary>
    /// <param name="xml">The submission as sent.</param>
    /// <param name="refusal">Why it cannot be read; null where it can.</param>
    public static SubmissionHead? Read(ReadOnlyMemory<byte> xml, out Problem? refusal)
    {
        refusal = null;
        if (xml.Length > InstanceReader.MaxBytes)
        {
            refusal = FormProblems.SubmissionTooLarge.Bare($"{InstanceReader.MaxBytes}");
            return null;
        }
        try
        {
            using var reader = InstanceReader.Open(xml);
            reader.MoveToContent();
            var form = reader.GetAttribute("id") ?? reader.NamespaceURI;
            var version = reader.GetAttribute("version");
            string? id = reader.GetAttribute("instanceID"), deprecated = null;
            var inMeta = false;
            while (reader.Read())
            {
                if (reader.Depth == 1) inMeta = reader is { NodeType: XmlNodeType.Element, LocalName: "meta" };
                if (!inMeta || reader.Depth != 2 || reader.NodeType != XmlNodeType.Element) continue;
                if (reader.LocalName == "instanceID") id = Leaf(reader);
                else if (reader.LocalName == "deprecatedID") deprecated = Leaf(reader);
            }
            if (string.IsNullOrEmpty(id) || id.Length > 200)
            {
                refusal = FormProblems.NoInstanceId.Bare();
                return null;
            }
            return new SubmissionHead(form, version, new InstanceId(id), string.IsNullOrEmpty(deprecated) ? null : new InstanceId(deprecated));
        }
        catch (XmlException broken)
        {
            refusal = InstanceReader.Explain(broken);
            return null;
        }
    }

    private static string Leaf(XmlReader reader)
    {
        if (reader.IsEmptyElement) return "";
        reader.Read();
        return reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA ? reader.Value.Trim() : "";
    }
}
