using CsCheck;

namespace Gridwork.Places.Tests;

public class Gcj02Tests
{
    [Fact]
    public void G06_the_way_to_a_shifted_map_and_back_loses_less_than_a_centimetre() =>
        Gen.Select(Gen.Double[117.1, 117.5], Gen.Double[34.6, 35.0]).Sample(
            (longitude, latitude) =>
            {
                var place = new GeoPoint(longitude, latitude, 8);
                var back = Gcj02.ToWgs84(Gcj02.FromWgs84(place));
                return Metres(place, back) < 0.01 && back.Accuracy == 8;
            },
            iter: 20_000);

    [Fact]
    public void The_shift_near_the_demo_is_about_540_metres()
    {
        var place = new GeoPoint(117.3, 34.8);

        Assert.InRange(Metres(place, Gcj02.FromWgs84(place)), 520, 560);
    }

    [Fact]
    public void One_step_back_would_be_off_by_metres()
    {
        var worst = 0.0;
        for (var i = 0; i < 400; i++)
        {
            var shifted = new GeoPoint(117.1 + i % 20 * 0.02, 34.6 + i / 20 * 0.02);
            var again = Gcj02.FromWgs84(shifted);
            var oneStep = new GeoPoint(2 * shifted.Longitude - again.Longitude, 2 * shifted.Latitude - again.Latitude);
            worst = Math.Max(worst, Metres(oneStep, Gcj02.ToWgs84(shifted)));
        }

        Assert.InRange(worst, 0.5, 3);
    }

    [Theory]
    [InlineData(2.35, 48.86)]
    [InlineData(-70.0, -33.0)]
    public void Outside_the_box_nothing_is_shifted(double longitude, double latitude)
    {
        var place = new GeoPoint(longitude, latitude);

        Assert.Equal(place, Gcj02.FromWgs84(place));
        Assert.Equal(place, Gcj02.ToWgs84(place));
    }

    private static double Metres(GeoPoint a, GeoPoint b) => Math.Sqrt(
        Math.Pow((a.Longitude - b.Longitude) * 91_500, 2) + Math.Pow((a.Latitude - b.Latitude) * 110_940, 2));
}
