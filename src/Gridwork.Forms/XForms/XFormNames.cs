using System.Xml.Linq;

namespace Gridwork.Forms.XForms;

/// <summary>The namespaces of an ODK XForm (ODK XForms specification) and our own for what the standard has no word for.</summary>
internal static class XFormNames
{
    public static readonly XNamespace Xf = "http://www.w3.org/2002/xforms";
    public static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";
    public static readonly XNamespace JavaRosa = "http://openrosa.org/javarosa";
    public static readonly XNamespace OpenRosa = "http://openrosa.org/xforms";
    public static readonly XNamespace Odk = "http://www.opendatakit.org/xforms";
    public static readonly XNamespace Entities = "http://www.opendatakit.org/xforms/entities";

    /// <summary><c>personal</c> and <c>was</c> on a bind. Other tools ignore them.</summary>
    public static readonly XNamespace Own = "urn:gridwork:forms";
}
