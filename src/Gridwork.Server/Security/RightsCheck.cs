using Gridwork.Server.People;
using Microsoft.AspNetCore.Authorization;

namespace Gridwork.Server.Security;

/// <summary>Answers what <see cref="NeedsAttribute"/> states.</summary>
internal sealed class RightsCheck(Viewer viewer) : AuthorizationHandler<NeedsAttribute>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, NeedsAttribute requirement)
    {
        if (viewer.IsSignedIn && (requirement.Right is not { } right || viewer.MaySomewhere(right))) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
