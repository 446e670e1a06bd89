namespace Gridwork.Forms;

/// <summary>What a record says about itself when this side writes it (import, sample replay).</summary>
/// <param name="InstanceId">Its identity.</param>
/// <param name="DeprecatedId">The record that it replaces, or null.</param>
/// <param name="Start">When the form was opened, or null.</param>
/// <param name="End">When it was finished, or null.</param>
/// <param name="DeviceId">The device, or null.</param>
/// <param name="Username">Who filled it, or null.</param>
public sealed record InstanceMeta(
    InstanceId InstanceId, InstanceId? DeprecatedId = null, DateTimeOffset? Start = null, DateTimeOffset? End = null, string? DeviceId = null, string? Username = null);
