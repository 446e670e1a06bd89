namespace Gridwork.Server.Figures;

/// <summary>How urgent a thing is. The later, the more ink.</summary>
public enum LampKind
{
    /// <summary>Late: the only red of a work screen.</summary>
    Red,

    /// <summary>Due soon.</summary>
    Yellow,

    /// <summary>On time.</summary>
    Green,

    /// <summary>On hold: the clock stands.</summary>
    Hold,

    /// <summary>Done.</summary>
    Done,
}
