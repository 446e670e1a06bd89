namespace Gridwork.Stores.Journal;

/// <summary>What is left of a body. The numbers stand in the table.</summary>
public enum BodyState : byte
{
    /// <summary>As it was sent.</summary>
    Whole = 1,

    /// <summary>Personal answers were removed; what remains says the same facts.</summary>
    Redacted = 2,

    /// <summary>Removed but for the facts themselves, as JSON.</summary>
    Residue = 3,
}
