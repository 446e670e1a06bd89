namespace Gridwork.DemoDistrict.Photos;

/// <summary>How the photo of a delivery came about, where that is told: with the camera's notes, or from an older one.</summary>
/// <param name="Notes">What the camera wrote.</param>
internal sealed record Shot(CameraNotes Notes)
{
    /// <summary>The delivery whose photo was sent once more; null: it was taken anew.</summary>
    public Deliveries.Delivery? Again { get; init; }
}
