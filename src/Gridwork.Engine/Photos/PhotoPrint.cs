// Two copies of one photo are not the same bytes: a phone makes them smaller, a messenger packs them again. What stays is how light and dark lie in
// the large. The print is the known one of perceptual hashing: a discrete cosine transform of a small grey picture, the sixty-four slowest waves,
// each above or below their median (C. Zauner, Implementation and Benchmarking of Perceptual Image Hash Functions, 2010, 3.2.1).
using System.Numerics;

namespace Gridwork.Engine.Photos;

/// <summary>What a photo looks like in the large, as 64 bits: copies of it have nearly the same. Never shown to anybody.</summary>
/// <param name="Bits">The bits.</param>
public readonly record struct PhotoPrint(ulong Bits)
{
    /// <summary>The side of the grey picture that it is made from, in pixels.</summary>
    public const int Side = 32;

    /// <summary>Into how many bands of <see cref="BandBits"/> bits it is cut, by which near ones are found without comparing all.</summary>
    public const int Bands = 4;

    /// <summary>The bits of a band.</summary>
    public const int BandBits = 16;

    /// <summary>
    /// The most bits in which the prints of two copies are taken to differ; half of all bits are set, so they differ in an even number. Fewer would miss
    /// copies made half as large, more would take two tidy streets for one (docs/cases.md says what was measured). Beyond seven the search would have to
    /// look further around (see <see cref="Around"/>).
    /// </summary>
    public const int Near = 4;

    // Fewer grey levels between light and dark than noise has: a wall, a night, a thumb. Every bit would be chance.
    private const double LeastContrast = 4;

    private const int Waves = 8;

    private static readonly double[] Cosines = [.. Enumerable.Range(1, Waves).SelectMany(wave => Enumerable.Range(0, Side)
        .Select(at => Math.Cos(Math.PI * wave * (2 * at + 1) / (2 * Side))))];

    /// <summary>The print of a grey picture; null: it shows too little to be known again.</summary>
    /// <param name="grey">Its pixels row by row, <see cref="Side"/> by <see cref="Side"/>. Throws <see cref="ArgumentException"/> for another number.</param>
    public static PhotoPrint? Of(ReadOnlySpan<byte> grey)
    {
        if (grey.Length != Side * Side) throw new ArgumentException($"A print is made from {Side} × {Side} pixels.", nameof(grey));
        double sum = 0, squares = 0;
        foreach (var pixel in grey)
        {
            sum += pixel;
            squares += pixel * pixel;
        }
        var mean = sum / grey.Length;
        if (squares / grey.Length - mean * mean < LeastContrast * LeastContrast) return null;
        // The waves that run along one side only are left out: sky above, road below is what all photos of a street have in common.
        Span<double> rows = stackalloc double[Side * Waves];
        for (var y = 0; y < Side; y++)
        {
            for (var u = 0; u < Waves; u++)
            {
                double wave = 0;
                for (var x = 0; x < Side; x++) wave += grey[y * Side + x] * Cosines[u * Side + x];
                rows[y * Waves + u] = wave;
            }
        }
        Span<double> waves = stackalloc double[Waves * Waves];
        for (var v = 0; v < Waves; v++)
        {
            for (var u = 0; u < Waves; u++)
            {
                double wave = 0;
                for (var y = 0; y < Side; y++) wave += rows[y * Waves + u] * Cosines[v * Side + y];
                waves[v * Waves + u] = wave;
            }
        }
        Span<double> sorted = stackalloc double[Waves * Waves];
        waves.CopyTo(sorted);
        sorted.Sort();
        var median = (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
        ulong bits = 0;
        for (var i = 0; i < waves.Length; i++)
        {
            if (waves[i] > median) bits |= 1UL << i;
        }
        return new PhotoPrint(bits);
    }

    /// <summary>In how many bits it differs from another, 0 to 64.</summary>
    public int DistanceTo(PhotoPrint other) => BitOperations.PopCount(Bits ^ other.Bits);

    /// <summary>Whether it may be a copy of the same photo.</summary>
    public bool IsNear(PhotoPrint other) => DistanceTo(other) <= Near;

    /// <summary>One of its bands, 0 to 65,535.</summary>
    /// <param name="band">Which, from 0.</param>
    public int Band(int band) => (int)(Bits >> (band * BandBits)) & 0xFFFF;

    /// <summary>
    /// A band and the sixteen that differ from it in one bit. Whatever is near has, in one band at least, one of these: up to seven bits over four bands
    /// leave one of them at most one (M. Norouzi, A. Punjani, D. Fleet, Fast Search in Hamming Space with Multi-Index Hashing, 2012).
    /// </summary>
    /// <param name="band">Which, from 0.</param>
    public IEnumerable<int> Around(int band)
    {
        var own = Band(band);
        yield return own;
        for (var bit = 0; bit < BandBits; bit++) yield return own ^ (1 << bit);
    }
}
