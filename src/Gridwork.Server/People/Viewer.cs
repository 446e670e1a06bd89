using System.Globalization;
using System.Security.Claims;
using Gridwork.Engine;
using Gridwork.Engine.Districts;
using Gridwork.Engine.Rights;
using Gridwork.Server.Districts;
using Gridwork.Stores.People;

namespace Gridwork.Server.People;

/// <summary>
/// Who looks, and what that person may see: pages, queries and doors all ask here. One per request; the definition and the rights stay those of the
/// request's begin.
/// </summary>
public sealed class Viewer
{
    private readonly HttpContext? context;
    private readonly int? onlyCampaign;

    /// <summary>Made once a request by the container.</summary>
    public Viewer(RequestDistrict request, IHttpContextAccessor accessor)
    {
        context = accessor.HttpContext;
        District = request.District;
        Definition = District.Definition;
        Account = context?.Features.Get<SignedIn>()?.Account;
        onlyCampaign = context?.Features.Get<SignedIn>()?.OnlyCampaign;
    }

    /// <summary>The district.</summary>
    public ServedDistrict District { get; }

    /// <summary>The definition in force when the request began.</summary>
    public DistrictDefinition Definition { get; }

    /// <summary>The grid that holds today: one that was published for a later day is not shown before. Null: none does.</summary>
    public GridVersion? GridToday => Definition.GridOn(District.Clock.Today);

    /// <summary>The account; null: a stranger.</summary>
    public Account? Account { get; }

    /// <summary>The person's number; 0: a stranger.</summary>
    public PersonNo Person => Account?.Person ?? default;

    /// <summary>Whether somebody is signed in.</summary>
    public bool IsSignedIn => Account is not null;

    /// <summary>The language of the page.</summary>
    public CultureInfo Culture { get; } = CultureInfo.CurrentUICulture;

    /// <summary>The unit where the person belongs; none for a stranger.</summary>
    public UnitNo Home => IsSignedIn ? Definition.Grants.HomeOf(Person) : UnitNo.None;

    /// <summary>The person's roles, each once, in the order of the grants.</summary>
    public IReadOnlyList<Role> Roles => IsSignedIn ? [.. Definition.Grants.Of(Person).Select(grant => grant.Role).Distinct()] : [];

    /// <summary>Whether the person holds a right over a unit in a campaign (null: in all campaigns).</summary>
    public bool May(Right right, UnitNo unit, int? campaign) =>
        IsSignedIn && Reaches(campaign) && Definition.Grants.May(Person, right, unit, campaign);

    /// <summary>Whether the person holds a right anywhere, in any campaign.</summary>
    public bool MaySomewhere(Right right) => IsSignedIn && Definition.Grants.Of(Person).Any(grant => Grant.Gives(grant.Role, right));

    /// <summary>The units over which the person holds a right in a campaign (null: in all campaigns), in the order of the tree. Empty: denied.</summary>
    public IReadOnlyList<UnitNo> UnitsWith(Right right, int? campaign) =>
        IsSignedIn && Reaches(campaign) ? Definition.Grants.UnitsWith(Person, right, campaign) : [];

    /// <summary>Whether the person may fill a form that is open to <paramref name="roles"/> in a campaign.</summary>
    public bool MayFill(IReadOnlyCollection<Role> roles, int campaign) =>
        IsSignedIn && Reaches(campaign) && Definition.Grants.MayFill(Person, roles, campaign);

    // A phone's key may be made for one campaign.
    private bool Reaches(int? campaign) => onlyCampaign is null || onlyCampaign == campaign;
}

/// <summary>Put beside the request by whichever way of signing in held.</summary>
/// <param name="Account">The account, as it stands now.</param>
/// <param name="OnlyCampaign">The only campaign that the key opens; null: all.</param>
public sealed record SignedIn(Account Account, int? OnlyCampaign)
{
    /// <summary>The principal of an account: its number and stamp, nothing that could go stale.</summary>
    public static ClaimsPrincipal Principal(Account account, string scheme) => new(new ClaimsIdentity(
    [
        new Claim(ClaimTypes.NameIdentifier, account.Person.Value.ToString(CultureInfo.InvariantCulture)),
        new Claim(DistrictClaim, account.District.Value.ToString(CultureInfo.InvariantCulture)),
        new Claim(StampClaim, account.SecurityStamp),
    ], scheme));

    /// <summary>The claim that holds the district: a cookie of one opens no other.</summary>
    public const string DistrictClaim = "district";

    /// <summary>The claim that holds the security stamp.</summary>
    public const string StampClaim = "stamp";
}
