namespace Pipeline.Imaging.Jpeg2000;

/// <summary>What the main header says of all tiles, or a tile's own header of one.</summary>
internal sealed class TileParameters(int components)
{
    private readonly CodingStyle?[] _styles = new CodingStyle[components];
    private readonly Quantization?[] _quantizations = new Quantization[components];
    private readonly int[] _shifts = new int[components];

    /// <summary>Start-of-packet markers may occur.</summary>
    public bool HasPacketMarkers { get; set; }

    /// <summary>End-of-header markers must.</summary>
    public bool HasHeaderEnds { get; set; }

    /// <summary>0 LRCP to 4 CPRL.</summary>
    public int Order { get; set; }

    /// <summary>Layers, at least 1.</summary>
    public int Layers { get; set; }

    /// <summary>The first three components are transformed: RCT with 5/3, ICT with 9/7.</summary>
    public bool HasColorTransform { get; set; }

    /// <summary>Changes of order; empty: one order throughout.</summary>
    public List<Progression> Changes { get; private set; } = [];

    /// <summary>For components without one of their own.</summary>
    public CodingStyle? DefaultStyle { get; set; }

    /// <summary>For components without one of their own.</summary>
    public Quantization? DefaultQuantization { get; set; }

    /// <summary>Packed packet headers of the tile.</summary>
    public SortedDictionary<int, byte[]> PackedHeaders { get; } = [];

    /// <summary>A copy to change for one tile.</summary>
    public TileParameters Copy()
    {
        TileParameters copy = new(_styles.Length)
        {
            HasPacketMarkers = HasPacketMarkers, HasHeaderEnds = HasHeaderEnds, Order = Order, Layers = Layers, HasColorTransform = HasColorTransform,
            Changes = [.. Changes], DefaultStyle = DefaultStyle, DefaultQuantization = DefaultQuantization,
        };
        _styles.CopyTo(copy._styles, 0);
        _quantizations.CopyTo(copy._quantizations, 0);
        _shifts.CopyTo(copy._shifts, 0);
        return copy;
    }

    public void Set(int component, CodingStyle style) => _styles[component] = style;

    public void Set(int component, Quantization quantization) => _quantizations[component] = quantization;

    public void SetShift(int component, int shift) => _shifts[component] = shift;

    /// <summary>A tile's own default stands above what the main header says of single components.</summary>
    public void ForgetStyles() => Array.Clear(_styles);

    /// <inheritdoc cref="ForgetStyles"/>
    public void ForgetQuantizations() => Array.Clear(_quantizations);

    public CodingStyle Style(int component) => _styles[component] ?? DefaultStyle ?? throw Jpeg2000Decoder.Corrupt("no coding style");

    public Quantization QuantizationOf(int component) => _quantizations[component] ?? DefaultQuantization ?? throw Jpeg2000Decoder.Corrupt("no quantization");

    public int Shift(int component) => _shifts[component];

    /// <summary>The orders of packets, one after the other.</summary>
    public IEnumerable<Progression> Progressions(TileComponent[] components)
        => Changes.Count > 0 ? Changes.Select(change => change with { EndLayer = Math.Min(change.EndLayer, Layers) }) : [new Progression(Order, 0, 33, 0, components.Length, Layers)];
}
