using System.Xml.Linq;
using Gridwork.Stores.People;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Gridwork.Server.Security;

/// <summary>The keys that protect cookies and forms, in the database: any node reads any node's cookie, and a restart signs nobody out.</summary>
internal sealed class KeptKeys(KeptStore kept) : IXmlRepository
{
    // The interface is of a time before async; keys are read at the start and some times a year.
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. kept.ReadAsync(KeptSql.DataProtectionKeysAsync).GetAwaiter().GetResult().Select(xml => XElement.Parse(xml))];

    public void StoreElement(XElement element, string friendlyName) =>
        kept.WriteAsync(db => KeptSql.AddDataProtectionKeyAsync(db, friendlyName, element.ToString(SaveOptions.DisableFormatting))).GetAwaiter().GetResult();
}
