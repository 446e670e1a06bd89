using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Gridwork.Server.Layout;

/// <summary>Addresses of pages whose state is their query: the same page with one thing changed.</summary>
public static class Address
{
    /// <summary>The address with a query value set; null takes it out. Order and other values stay.</summary>
    public static string With(string address, string name, object? value) => With(address, (name, value));

    /// <summary>The address with several query values set; null takes one out.</summary>
    public static string With(string address, params ReadOnlySpan<(string Name, object? Value)> changes)
    {
        var question = address.IndexOf('?', StringComparison.Ordinal);
        var values = new List<(string Name, string Value)>();
        foreach (var (name, several) in QueryHelpers.ParseQuery(question < 0 ? "" : address[question..]))
        {
            if (several is [{ } one, ..]) values.Add((name, one));
        }
        foreach (var (name, value) in changes)
        {
            values.RemoveAll(pair => pair.Name == name);
            if (Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text) values.Add((name, text));
        }
        var path = question < 0 ? address : address[..question];
        return values.Count == 0
            ? path
            : path + "?" + string.Join('&', values.Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}"));
    }
}
