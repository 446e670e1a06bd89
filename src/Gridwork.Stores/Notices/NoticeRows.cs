using Gridwork.Engine;
using Gridwork.Engine.Notices;

namespace Gridwork.Stores.Notices;

/// <summary>How an addressee is reached.</summary>
public enum ChannelKind
{
    /// <summary>E-mail (RFC 5322).</summary>
    Mail = 1,

    /// <summary>A robot in a WeCom group chat (企业微信群机器人).</summary>
    WeCom = 2,

    /// <summary>A robot in a DingTalk group chat (钉钉群机器人).</summary>
    DingTalk = 3,
}

/// <summary>Where an addressee wants to be told.</summary>
/// <param name="Id">Its id, random.</param>
/// <param name="To">A person for a mailbox, a unit's group for a robot.</param>
/// <param name="Kind">How.</param>
/// <param name="Address">The mailbox, or the robot's address with its key: a secret.</param>
/// <param name="Secret">The secret with which a DingTalk robot's calls are signed; null: they are not.</param>
/// <param name="Language">zh or en.</param>
/// <param name="MadeBy">Who entered it.</param>
/// <param name="Created">When, in real time.</param>
public sealed record NoticeChannel(
    Guid Id, Addressee To, ChannelKind Kind, string Address, string? Secret, string Language, PersonNo MadeBy, DateTimeOffset Created);

/// <summary>A digest as it was made.</summary>
/// <param name="To">For whom.</param>
/// <param name="Made">When, by the district's clock.</param>
/// <param name="Urgent">Whether it is of emergencies, which are told at any hour.</param>
/// <param name="Lines">The cases, and why the addressee is told of each.</param>
public sealed record MadeNotice(Addressee To, DateTimeOffset Made, bool Urgent, IReadOnlyList<DigestLine> Lines);

/// <summary>A digest on its way through one channel.</summary>
/// <param name="Notice">The digest.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Tries">How often it was tried, this time among them.</param>
public sealed record NoticeDelivery(MadeNotice Notice, NoticeChannel Channel, int Tries);

/// <summary>What became of the last delivery through a channel.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Made">Which digest, by the district's clock.</param>
/// <param name="Sent">When it was sent, in real time; null: it was not.</param>
/// <param name="Trouble">Why the last try failed; null: it did not.</param>
public sealed record LastDelivery(Guid Channel, DateTimeOffset Made, DateTimeOffset? Sent, string? Trouble);
