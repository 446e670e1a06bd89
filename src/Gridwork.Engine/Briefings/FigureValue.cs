using System.Globalization;
using System.Text.Encodings.Web;
using Fluid;
using Fluid.Values;

namespace Gridwork.Engine.Briefings;

/// <summary><c>tally</c> in a template: each member is a figure.</summary>
/// <param name="rendering">The rendering that counts.</param>
internal sealed class TalliesValue(BriefingRendering rendering) : MarkedValue
{
    public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) => new FigureValue(rendering, new FigureKey(name));

    public override bool Equals(FluidValue? other) => ReferenceEquals(this, other);

    protected override decimal Number => 0;

    protected override string Text => "";
}

/// <summary>A figure in a template: prints as its mark.</summary>
/// <param name="rendering">The rendering that counts.</param>
/// <param name="key">Which number.</param>
internal sealed class FigureValue(BriefingRendering rendering, FigureKey key) : MarkedValue
{
    public BriefingRendering Rendering => rendering;

    public FigureKey Key => key;

    /// <summary>
    /// <c>tally.leaflets.fair</c> is the part of a split, <c>tally.leaflets.declared</c> the declared figure, <c>tally.leaflets.count</c> the bare
    /// number that conditions compare.
    /// </summary>
    public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) => name switch
    {
        FigureTags.Counted => NumberValue.Create(Number),
        "declared" => new FigureValue(rendering, key with { Declared = true }),
        _ => new FigureValue(rendering, key with { Part = name }),
    };

    public override bool Equals(FluidValue? other) => other is FigureValue figure && figure.Key == key;

    public override FluidValues Type => FluidValues.Number;

    protected override decimal Number
    {
        get
        {
            var (rule, value) = rendering.Count(key);
            return decimal.Parse(FigurePrint.Exact(value ?? 0, rule.Scale), CultureInfo.InvariantCulture);
        }
    }

    protected override string Text => rendering.Mark(key).ToString();
}

/// <summary>What the two have in common: Liquid's conversions, old names and new.</summary>
internal abstract class MarkedValue : FluidValue
{
    protected abstract decimal Number { get; }

    protected abstract string Text { get; }

    public override FluidValues Type => FluidValues.Object;

    public override async ValueTask WriteToAsync(TextWriter writer, TextEncoder encoder, CultureInfo cultureInfo) => await writer.WriteAsync(Text);

#pragma warning disable CS0672, CS0618 // The base class is on its way from conversions without a context to those with one; the old ones are still abstract.
    public override bool ToBooleanValue() => true;

    public override decimal ToNumberValue() => Number;

    public override string ToStringValue() => Text;

    public override object ToObjectValue() => this;
#pragma warning restore CS0672, CS0618

    public override bool Equals(object? obj) => obj is FluidValue other && Equals(other);

    public override int GetHashCode() => Type.GetHashCode();
}
