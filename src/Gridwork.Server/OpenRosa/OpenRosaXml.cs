using System.Globalization;
using System.Text;
using System.Xml;
using Gridwork.Engine.Records;

namespace Gridwork.Server.OpenRosa;

/// <summary>A form as a form list shows it.</summary>
/// <param name="FormId">The form's id in its XForm.</param>
/// <param name="Version">Its version.</param>
/// <param name="Name">Its title.</param>
/// <param name="Hash">MD5 of the XForm, as the protocol wants it: <c>md5:</c> and 32 hexadecimal digits.</param>
/// <param name="DownloadUrl">Where this very version is.</param>
/// <param name="ManifestUrl">Where the list of its files is; null: it has none.</param>
public sealed record ListedForm(string FormId, string Version, string Name, string Hash, string DownloadUrl, string? ManifestUrl);

/// <summary>A file that belongs to a form version.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Hash">MD5 as in <see cref="ListedForm.Hash"/>.</param>
/// <param name="DownloadUrl">Where its bytes are.</param>
public sealed record ListedFile(string Name, string Hash, string DownloadUrl);

/// <summary>What a submission's answer says besides its words.</summary>
/// <param name="FormId">The form.</param>
/// <param name="Version">Its version.</param>
/// <param name="Instance">The instance id.</param>
/// <param name="Record">The record's number.</param>
/// <param name="Complete">Whether all of it is here.</param>
/// <param name="Received">When, by the district's clock.</param>
/// <param name="Files">Every file by its hash; missing ones without.</param>
public sealed record SubmissionReceipt(
    string FormId, string Version, string Instance, long Record, bool Complete, DateTimeOffset Received, IReadOnlyList<AttachmentRow> Files);

/// <summary>The XML of the OpenRosa APIs 1.0 (docs.getodk.org/openrosa): form list, manifest, submission answers.</summary>
public static class OpenRosaXml
{
    /// <summary>The media type of every answer.</summary>
    public const string ContentType = "text/xml; charset=utf-8";

    /// <summary>The namespace of what this server adds: which files it holds, by hash.</summary>
    public const string ReceiptNamespace = "urn:gridwork:receipt:1";

    private const string ResponseNamespace = "http://openrosa.org/http/response";
    private const string FormListNamespace = "http://openrosa.org/xforms/xformsList";
    private const string ManifestNamespace = "http://openrosa.org/xforms/xformsManifest";
    private const string SubmissionNamespace = "http://www.opendatakit.org/xforms";

    /// <summary>The form list (Form Discovery API 1.0).</summary>
    public static string FormList(IEnumerable<ListedForm> forms, bool synthetic) => Write(xml =>
    {
        xml.WriteStartElement("xforms", FormListNamespace);
        Mark(xml, synthetic);
        foreach (var form in forms)
        {
            xml.WriteStartElement("xform");
            xml.WriteElementString("formID", form.FormId);
            xml.WriteElementString("name", form.Name);
            xml.WriteElementString("version", form.Version);
            xml.WriteElementString("hash", form.Hash);
            xml.WriteElementString("downloadUrl", form.DownloadUrl);
            if (form.ManifestUrl is not null) xml.WriteElementString("manifestUrl", form.ManifestUrl);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    });

    /// <summary>The manifest of a form version (Form Manifest API 1.0).</summary>
    public static string Manifest(IEnumerable<ListedFile> files, bool synthetic) => Write(xml =>
    {
        xml.WriteStartElement("manifest", ManifestNamespace);
        Mark(xml, synthetic);
        foreach (var file in files)
        {
            xml.WriteStartElement("mediaFile");
            xml.WriteElementString("filename", file.Name);
            xml.WriteElementString("hash", file.Hash);
            xml.WriteElementString("downloadUrl", file.DownloadUrl);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    });

    /// <summary>An answer in words alone.</summary>
    public static string Message(string words, string nature, bool synthetic) => Write(xml =>
    {
        xml.WriteStartElement("OpenRosaResponse", ResponseNamespace);
        Mark(xml, synthetic);
        Words(xml, words, nature);
        xml.WriteEndElement();
    });

    /// <summary>The answer to a received submission: words, ODK's submission metadata, and our receipt.</summary>
    public static string Received(string words, SubmissionReceipt receipt, bool synthetic) => Write(xml =>
    {
        xml.WriteStartElement("OpenRosaResponse", ResponseNamespace);
        xml.WriteAttributeString("items", "1");
        Mark(xml, synthetic);
        Words(xml, words, "submit_success");
        xml.WriteStartElement("submissionMetadata", SubmissionNamespace);
        xml.WriteAttributeString("id", receipt.FormId);
        xml.WriteAttributeString("version", receipt.Version);
        xml.WriteAttributeString("instanceID", receipt.Instance);
        xml.WriteAttributeString("submissionDate", receipt.Received.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture));
        xml.WriteAttributeString("isComplete", receipt.Complete ? "true" : "false");
        xml.WriteEndElement();
        xml.WriteStartElement("receipt", ReceiptNamespace);
        xml.WriteAttributeString("record", receipt.Record.ToString(CultureInfo.InvariantCulture));
        foreach (var row in receipt.Files)
        {
            xml.WriteStartElement("file", ReceiptNamespace);
            xml.WriteAttributeString("name", row.Name);
            if (row.File is { } file)
            {
                xml.WriteAttributeString("sha256", file.Hash.ToString());
                xml.WriteAttributeString("size", file.Size.ToString(CultureInfo.InvariantCulture));
            }
            else
            {
                xml.WriteAttributeString("missing", "true");
            }
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    private static void Words(XmlWriter xml, string words, string nature)
    {
        xml.WriteStartElement("message");
        xml.WriteAttributeString("nature", nature);
        xml.WriteString(words);
        xml.WriteEndElement();
    }

    private static void Mark(XmlWriter xml, bool synthetic)
    {
        if (synthetic) xml.WriteAttributeString("synthetic", ReceiptNamespace, "true");
    }

    private static string Write(Action<XmlWriter> write)
    {
        var text = new Utf8Text();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n" })) write(xml);
        return text.ToString();
    }

    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
