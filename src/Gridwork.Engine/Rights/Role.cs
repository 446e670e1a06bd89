namespace Gridwork.Engine.Rights;

/// <summary>A role that a person holds over a unit and all below it.</summary>
public enum Role
{
    /// <summary>District leader (区领导): reads everything.</summary>
    Leader = 1,

    /// <summary>District administrator (管理员): people, definitions, grants; reads everything.</summary>
    Administrator = 2,

    /// <summary>Unit clerk (经办人): records, imports, corrections, papers of the unit.</summary>
    Clerk = 3,

    /// <summary>Grid member (网格员): reports in the own cells.</summary>
    GridMember = 4,

    /// <summary>Law-enforcement officer (执法队员): fills what only officers may.</summary>
    Officer = 5,

    /// <summary>Auditor (审计): reads everything and what was looked at; changes nothing.</summary>
    Auditor = 6,
}

/// <summary>What a role lets a person do.</summary>
public enum Right
{
    /// <summary>See tallies.</summary>
    SeeTallies,

    /// <summary>See records and photos.</summary>
    SeeRecords,

    /// <summary>Fill forms (each form names its roles besides).</summary>
    Fill,

    /// <summary>Correct records of others.</summary>
    Correct,

    /// <summary>Decide on waiting and contested records.</summary>
    Review,

    /// <summary>Take in ledgers.</summary>
    Import,

    /// <summary>Draft and release papers.</summary>
    Release,

    /// <summary>See phones, ID numbers and other personal answers unmasked.</summary>
    SeePersonal,

    /// <summary>Publish campaigns, grids and units; give roles; make accounts.</summary>
    Administer,

    /// <summary>See the journal's checks and who looked at what.</summary>
    Audit,
}

/// <summary>A role given to a person over a unit, for all campaigns or one.</summary>
/// <param name="Person">The person.</param>
/// <param name="Role">The role.</param>
/// <param name="Unit">The unit; the role reaches all below it.</param>
/// <param name="Campaign">The campaign's number; null: all.</param>
/// <param name="Cells">For a grid member: the cells of the post; empty: all of the unit.</param>
public sealed record Grant(PersonNo Person, Role Role, UnitNo Unit, int? Campaign, IReadOnlyList<CellNo> Cells)
{
    /// <summary>The rights of each role. Whatever is not listed is denied.</summary>
    public static bool Gives(Role role, Right right) => role switch
    {
        Role.Leader => right is Right.SeeTallies or Right.SeeRecords,
        Role.Administrator => right is Right.SeeTallies or Right.SeeRecords or Right.Review or Right.Administer or Right.Audit or Right.Import
            or Right.Correct or Right.Release or Right.SeePersonal or Right.Fill,
        Role.Clerk => right is Right.SeeTallies or Right.SeeRecords or Right.Fill or Right.Correct or Right.Review or Right.Import or Right.Release
            or Right.SeePersonal,
        Role.GridMember or Role.Officer => right is Right.SeeTallies or Right.SeeRecords or Right.Fill,
        Role.Auditor => right is Right.SeeTallies or Right.SeeRecords or Right.Audit,
        _ => false,
    };
}
