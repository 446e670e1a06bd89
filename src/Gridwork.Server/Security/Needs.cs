// Deny is the default: the fallback policy lets nobody in, and each endpoint states here what it needs. A test walks all endpoints and fails on one
// that states nothing. Whether the right reaches a certain unit or record is the query's matter: it asks Viewer.UnitsWith and returns no more.
using Gridwork.Engine.Rights;
using Microsoft.AspNetCore.Authorization;

namespace Gridwork.Server.Security;

/// <summary>
/// States what an endpoint or a page needs: a signed-in person and, where a right is named, that right over at least one unit (in the campaign of
/// the route value <c>campaign</c>, where there is one). For pages: <c>@attribute [Needs(Right.SeeTallies)]</c>; for endpoints:
/// <c>.Needs(Right.SeeTallies)</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute : AuthorizeAttribute, IAuthorizationRequirement, IAuthorizationRequirementData
{
    /// <summary>A signed-in person, whatever the rights.</summary>
    public NeedsAttribute() { }

    /// <summary>A signed-in person who holds a right somewhere.</summary>
    public NeedsAttribute(Right right) => Right = right;

    /// <summary>The right; null: none beyond being signed in.</summary>
    public Right? Right { get; }

    /// <inheritdoc/>
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

/// <summary>States that an endpoint is open to strangers.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OpenToStrangersAttribute : AllowAnonymousAttribute;

/// <summary>How endpoints state what they need.</summary>
public static class NeedsOfEndpoints
{
    /// <summary>The endpoint needs a signed-in person.</summary>
    public static T Needs<T>(this T endpoint) where T : IEndpointConventionBuilder => endpoint.WithMetadata(new NeedsAttribute());

    /// <summary>The endpoint needs a person who holds <paramref name="right"/> somewhere.</summary>
    public static T Needs<T>(this T endpoint, Right right) where T : IEndpointConventionBuilder => endpoint.WithMetadata(new NeedsAttribute(right));

    /// <summary>The endpoint is open to strangers.</summary>
    public static T OpenToStrangers<T>(this T endpoint) where T : IEndpointConventionBuilder => endpoint.WithMetadata(new OpenToStrangersAttribute());
}
