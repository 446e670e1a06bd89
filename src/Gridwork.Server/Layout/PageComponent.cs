// What every component of the pages has: its texts (the .resx beside it) and the district's way of writing. A key without a text is a bug and
// throws, so that no page is ever served with the key in the text's place.
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Gridwork.Server.Layout;

/// <summary>A component with texts of its own in the reader's language.</summary>
public abstract class PageComponent : ComponentBase
{
    private IStringLocalizer? texts;

    /// <summary>Finds the texts.</summary>
    [Inject]
    public required IStringLocalizerFactory Localizers { get; set; }

    /// <summary>The text of a key, its holes filled. Throws <see cref="InvalidOperationException"/> when the component has no such text.</summary>
    /// <param name="key">The key in the .resx beside the component.</param>
    /// <param name="arguments">What stands in the holes {0}, {1} …, written out already.</param>
    protected string T(string key, params ReadOnlySpan<object> arguments)
    {
        texts ??= Localizers.Create(GetType());
        var text = texts[key];
        if (text.ResourceNotFound) throw new InvalidOperationException($"{GetType().Name} has no text {key}.");
        return arguments.IsEmpty ? text.Value : string.Format(CultureInfo.InvariantCulture, text.Value, arguments);
    }

    /// <summary>A sentence whose holes hold figures, links or marks instead of plain words.</summary>
    /// <param name="key">The key in the .resx beside the component.</param>
    /// <param name="holes">What stands in {0}, {1} …</param>
    protected RenderFragment Sentence(string key, params RenderFragment[] holes)
    {
        var text = T(key);
        return builder =>
        {
            var at = 0;
            while (at < text.Length)
            {
                var open = text.IndexOf('{', at);
                var close = open < 0 ? -1 : text.IndexOf('}', open);
                if (close < 0) break;
                builder.AddContent(0, text[at..open]);
                builder.AddContent(1, holes[int.Parse(text.AsSpan(open + 1, close - open - 1), CultureInfo.InvariantCulture)]);
                at = close + 1;
            }
            builder.AddContent(2, text[at..]);
        };
    }

    /// <summary>Plain words as a hole of a sentence.</summary>
    protected static RenderFragment Words(string text) => builder => builder.AddContent(0, text);
}
