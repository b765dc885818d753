namespace Pipeline.Imaging.Jpeg2000;

/// <summary>A component of a tile: its resolutions, sub-bands, precincts and code-blocks laid out (T.800 B.5 to B.7).</summary>
internal sealed class TileComponent
{
    // What honest streams need is far less: 16-pixel blocks of the largest image.
    private const int MaximumBlocks = 1 << 20;

    private readonly Rectangle _area;
    private readonly CodingStyle _style;
    private readonly Quantization _quantization;
    private readonly int _precision;
    private int _blocks;

    /// <param name="component">Place in the image.</param>
    /// <param name="area">Its samples, on the component's grid.</param>
    /// <param name="tileCorner">The tile's corner on the reference grid.</param>
    /// <param name="precision">Bits of its samples; a transform of colour needs no more here.</param>
    /// <param name="style">How it is coded.</param>
    /// <param name="quantization">How it is quantized.</param>
    /// <param name="regionShift">Maxshift of a region of interest; 0 none.</param>
    public TileComponent(int component, Rectangle area, (int X, int Y) tileCorner, int precision, CodingStyle style, Quantization quantization, int regionShift)
    {
        (_area, _style, _quantization, _precision) = (area, style, quantization, precision);
        RegionShift = regionShift;
        if (style.IsReversible != (quantization.Style == 0)) throw Jpeg2000Decoder.Corrupt("quantization of the other wavelet");
        for (int resolution = 0; resolution <= style.Levels; resolution++) AddPrecincts(component, resolution, tileCorner);
    }

    /// <summary>Samples, on the component's grid; the upper edges exclusive.</summary>
    public Rectangle Area => _area;

    public CodingStyle Style => _style;

    /// <summary>Maxshift of a region of interest; 0 none.</summary>
    public int RegionShift { get; }

    /// <summary>All precincts, by resolution and place.</summary>
    public List<Precinct> Precincts { get; } = [];

    /// <summary>The samples of a resolution.</summary>
    public Rectangle Resolution(int resolution)
    {
        int down = _style.Levels - resolution;
        return new Rectangle(Up(_area.Left, down), Up(_area.Top, down), Up(_area.Right, down), Up(_area.Bottom, down));
    }

    private void AddPrecincts(int component, int resolution, (int X, int Y) tileCorner)
    {
        Rectangle area = Resolution(resolution);
        if (area.Width <= 0 || area.Height <= 0) return;
        int widthBits = _style.Precincts[resolution] & 15, heightBits = _style.Precincts[resolution] >> 4;
        if (resolution > 0 && (widthBits == 0 || heightBits == 0)) throw Jpeg2000Decoder.Corrupt("precincts of no size");
        Subband[] subbands = Subbands(resolution);
        int left = area.Left >> widthBits, top = area.Top >> heightBits;
        int wide = Up(area.Right, widthBits) - left, high = Up(area.Bottom, heightBits) - top;
        if ((long)wide * high > MaximumBlocks - Precincts.Count) throw Jpeg2000Decoder.TooMany();
        int down = _style.Levels - resolution;
        for (int index = 0; index < wide * high; index++)
        {
            int column = left + (index % wide), row = top + (index / wide);
            Precincts.Add(new Precinct
            {
                Component = component,
                Resolution = resolution,
                Index = index,
                Position = (Math.Max(tileCorner.X, (long)column << (widthBits + down)), Math.Max(tileCorner.Y, (long)row << (heightBits + down))),
                Parts = Array.ConvertAll(subbands, subband => Part(subband, resolution, (column, row, widthBits, heightBits))),
            });
        }
    }

    private Subband[] Subbands(int resolution)
    {
        int[] orientations = resolution == 0 ? [0] : [1, 2, 3];
        return Array.ConvertAll(orientations, orientation =>
        {
            int gain = orientation == 0 ? 0 : orientation == 3 ? 2 : 1;
            int planes = _quantization.GuardBits + _quantization.Exponent(resolution, orientation) - 1;
            return new Subband(orientation, planes, _quantization.StepSize(_precision + gain, resolution, orientation));
        });
    }

    /// <summary>The code-blocks of a sub-band that lie in a precinct.</summary>
    private Precinct.Part Part(Subband subband, int resolution, (int Column, int Row, int WidthBits, int HeightBits) precinct)
    {
        int halved = resolution == 0 ? 0 : 1;
        Rectangle band = Band(subband.Orientation, resolution);
        int widthBits = precinct.WidthBits - halved, heightBits = precinct.HeightBits - halved;
        Rectangle area = new(
            (int)Math.Max(band.Left, (long)precinct.Column << widthBits),
            (int)Math.Max(band.Top, (long)precinct.Row << heightBits),
            (int)Math.Min(band.Right, (precinct.Column + 1L) << widthBits),
            (int)Math.Min(band.Bottom, (precinct.Row + 1L) << heightBits));
        if (area.Width <= 0 || area.Height <= 0) return new Precinct.Part(subband, 0, []);
        int blockWidthBits = Math.Min(_style.BlockWidthBits, widthBits), blockHeightBits = Math.Min(_style.BlockHeightBits, heightBits);
        int left = area.Left >> blockWidthBits, top = area.Top >> blockHeightBits;
        int wide = Up(area.Right, blockWidthBits) - left, high = Up(area.Bottom, blockHeightBits) - top;
        if ((long)wide * high > MaximumBlocks - _blocks) throw Jpeg2000Decoder.TooMany();
        _blocks += wide * high;

        // In the coefficients of the component, the low half lies before the high one.
        Rectangle lower = resolution == 0 ? default : Resolution(resolution - 1);
        int x = ((subband.Orientation & 1) == 1 ? lower.Width : 0) - band.Left, y = (subband.Orientation > 1 ? lower.Height : 0) - band.Top;
        CodeBlock[] blocks = new CodeBlock[wide * high];
        for (int i = 0; i < blocks.Length; i++)
        {
            int blockLeft = Math.Max(area.Left, (left + (i % wide)) << blockWidthBits), blockTop = Math.Max(area.Top, (top + (i / wide)) << blockHeightBits);
            blocks[i] = new CodeBlock
            {
                Left = blockLeft + x,
                Top = blockTop + y,
                Width = Math.Min(area.Right, (left + (i % wide) + 1) << blockWidthBits) - blockLeft,
                Height = Math.Min(area.Bottom, (top + (i / wide) + 1) << blockHeightBits) - blockTop,
            };
        }

        return new Precinct.Part(subband, wide, blocks);
    }

    /// <summary>Formula B-15.</summary>
    private Rectangle Band(int orientation, int resolution)
    {
        if (orientation == 0) return Resolution(0);
        int down = _style.Levels - resolution + 1;
        long x = (orientation & 1) == 1 ? 1L << (down - 1) : 0, y = orientation > 1 ? 1L << (down - 1) : 0;
        return new Rectangle(Up(_area.Left - x, down), Up(_area.Top - y, down), Up(_area.Right - x, down), Up(_area.Bottom - y, down));
    }

    private static int Up(long value, int bits) => (int)((value + (1L << bits) - 1) >> bits);
}
