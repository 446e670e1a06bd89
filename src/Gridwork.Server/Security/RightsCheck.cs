using Gridwork.Engine.Rights;
using Gridwork.Server.People;
using Microsoft.AspNetCore.Authorization;

namespace Gridwork.Server.Security;

/// <summary>Answers what <see cref="NeedsAttribute"/> states.</summary>
internal sealed class RightsCheck(Viewer viewer, IHttpContextAccessor accessor) : AuthorizationHandler<NeedsAttribute>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, NeedsAttribute requirement)
    {
        if (viewer.IsSignedIn && (requirement.Right is not { } right || Holds(right))) context.Succeed(requirement);
        return Task.CompletedTask;
    }

    // A campaign that is not published is the endpoint's to deny: its answer is the same for everybody who holds the right somewhere.
    private bool Holds(Right right) =>
        accessor.HttpContext?.Request.RouteValues["campaign"] is string id && viewer.Definition.FindCampaign(id) is { } campaign
            ? viewer.UnitsWith(right, campaign.No).Count > 0
            : viewer.MaySomewhere(right);
}
