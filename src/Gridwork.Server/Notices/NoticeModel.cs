using Gridwork.Engine;
using Gridwork.Engine.Cases;
using Gridwork.Stores.Notices;

namespace Gridwork.Server.Notices;

/// <summary>What the page of notices shows.</summary>
public sealed record NoticeModel
{
    /// <summary>When the next digest is made; null: not within a month.</summary>
    public DateTimeOffset? Next { get; init; }

    /// <summary>The quiet hours.</summary>
    public required (TimeOnly From, TimeOnly Until) Quiet { get; init; }

    /// <summary>The reader's digests, newest first.</summary>
    public IReadOnlyList<NoticeLines> Digests { get; init; } = [];

    /// <summary>The address of the older ones; null: there are none.</summary>
    public string? Older { get; init; }

    /// <summary>Whether this server has a mail server.</summary>
    public bool HasMail { get; init; }

    /// <summary>The reader's mailbox; null: none.</summary>
    public NoticeWay? Mailbox { get; init; }

    /// <summary>The group robots of the units that the reader administers.</summary>
    public IReadOnlyList<NoticeWay> Robots { get; init; } = [];

    /// <summary>The units that the reader administers; empty: none, and no robots are shown.</summary>
    public IReadOnlyList<(string Code, LocalText Name, int Depth)> Units { get; init; } = [];

    /// <summary>What became of what was sent here: the key of its words; null: nothing was.</summary>
    public string? Said { get; init; }

    /// <summary>What the receiver answered.</summary>
    public string? Answer { get; init; }

    /// <summary>What was wrong: the key of its words; null: nothing.</summary>
    public string? Trouble { get; init; }
}

/// <summary>A digest.</summary>
/// <param name="Made">When, by the district's clock.</param>
/// <param name="Urgent">Whether it is of emergencies.</param>
/// <param name="Parts">Its cases by rung, with what became of each that the reader may still see.</param>
public sealed record NoticeLines(DateTimeOffset Made, bool Urgent, IReadOnlyList<(Rung Rung, IReadOnlyList<NoticeLine> Lines)> Parts);

/// <summary>A case of a digest, as it stands now.</summary>
/// <param name="Root">Its number.</param>
/// <param name="Place">The cell, or the unit.</param>
/// <param name="Category">The category; null: none.</param>
/// <param name="What">What it is about.</param>
/// <param name="Host">Who holds it.</param>
/// <param name="Lamp">Its lamp now.</param>
public sealed record NoticeLine(long Root, string? Place, LocalText? Category, string? What, LocalText? Host, Cases.LampWord Lamp);

/// <summary>A channel as its owner sees it. The key in a robot's address is never shown again.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">How.</param>
/// <param name="Unit">The group's unit; null: a mailbox.</param>
/// <param name="Shown">The mailbox, or the robot's host.</param>
/// <param name="Language">zh or en.</param>
/// <param name="Last">What became of the last delivery; null: there was none.</param>
/// <param name="Sent">When that was sent, in the district's zone; null: it was not.</param>
public sealed record NoticeWay(Guid Id, ChannelKind Kind, LocalText? Unit, string Shown, string Language, LastDelivery? Last, DateTimeOffset? Sent);
