namespace Pipeline.Imaging.Jpeg2000;

/// <summary>Turns a tile's code-blocks into samples of the image.</summary>
internal sealed class TileDecoder(PixelDescription form, ImageSize size)
{
    private readonly BlockDecoder _blocks = new();

    /// <summary>Decodes a tile into a frame by pixel.</summary>
    public void Decode(Tile tile, ReadOnlySpan<byte> coded, Span<byte> samples)
    {
        bool transformed = tile.Parameters.HasColorTransform;
        if (transformed && (tile.Components.Length < 3 || Array.Exists(tile.Components, c => c.Style.IsReversible != tile.Components[0].Style.IsReversible)))
            throw Jpeg2000Decoder.Corrupt("colour transform of unlike components");
        if (tile.Components[0].Style.IsReversible && Array.TrueForAll(tile.Components, c => c.Style.IsReversible))
        {
            int[][] planes = new int[tile.Components.Length][];
            for (int i = 0; i < planes.Length; i++) planes[i] = Reversible(tile.Components[i], coded);
            if (transformed) UndoReversibleTransform(planes);
            for (int i = 0; i < planes.Length; i++) Write(tile, i, planes[i], samples);
            return;
        }

        float[][] reals = new float[tile.Components.Length][];
        for (int i = 0; i < reals.Length; i++) reals[i] = AnyAsReal(tile.Components[i], coded);
        if (transformed) UndoIrreversibleTransform(reals);
        for (int i = 0; i < reals.Length; i++) Write(tile, i, Array.ConvertAll(reals[i], Round), samples);
    }

    // A value that no stream of sense holds is no number to convert; samples are clamped far within these.
    private static int Round(float value) => (int)Math.Clamp(MathF.Round(value), -1e9f, 1e9f);

    private float[] AnyAsReal(TileComponent component, ReadOnlySpan<byte> coded)
        => component.Style.IsReversible ? Array.ConvertAll(Reversible(component, coded), value => (float)value) : Irreversible(component, coded);

    private int[] Reversible(TileComponent component, ReadOnlySpan<byte> coded)
    {
        int[] samples = new int[component.Area.Width * component.Area.Height];
        foreach (Precinct precinct in component.Precincts)
        {
            foreach (Precinct.Part part in precinct.Parts)
            {
                foreach (CodeBlock block in part.Blocks)
                {
                    if (block.Passes == 0) continue;
                    _blocks.Decode(block, coded, part.Subband, component);
                    for (int y = 0; y < block.Height; y++)
                    {
                        Span<int> target = samples.AsSpan(((block.Top + y) * component.Area.Width) + block.Left, block.Width);
                        ReadOnlySpan<int> source = _blocks.Coefficients.AsSpan(y * block.Width, block.Width);
                        for (int x = 0; x < target.Length; x++) target[x] = source[x] / 2;
                    }
                }
            }
        }

        Wavelet.Inverse<int, ReversibleLifting>(samples, component);
        return samples;
    }

    private float[] Irreversible(TileComponent component, ReadOnlySpan<byte> coded)
    {
        float[] samples = new float[component.Area.Width * component.Area.Height];
        foreach (Precinct precinct in component.Precincts)
        {
            foreach (Precinct.Part part in precinct.Parts)
            {
                float step = part.Subband.StepSize * 0.5f;
                foreach (CodeBlock block in part.Blocks)
                {
                    if (block.Passes == 0) continue;
                    _blocks.Decode(block, coded, part.Subband, component);
                    for (int y = 0; y < block.Height; y++)
                    {
                        Span<float> target = samples.AsSpan(((block.Top + y) * component.Area.Width) + block.Left, block.Width);
                        ReadOnlySpan<int> source = _blocks.Coefficients.AsSpan(y * block.Width, block.Width);
                        for (int x = 0; x < target.Length; x++) target[x] = source[x] * step;
                    }
                }
            }
        }

        Wavelet.Inverse<float, IrreversibleLifting>(samples, component);
        return samples;
    }

    /// <summary>RCT (G.2.2).</summary>
    private static void UndoReversibleTransform(int[][] planes)
    {
        (int[] red, int[] green, int[] blue) = (planes[0], planes[1], planes[2]);
        for (int i = 0; i < red.Length && i < green.Length && i < blue.Length; i++)
        {
            int middle = red[i] - ((green[i] + blue[i]) >> 2);
            (red[i], green[i], blue[i]) = (blue[i] + middle, middle, green[i] + middle);
        }
    }

    /// <summary>ICT (G.3.2).</summary>
    private static void UndoIrreversibleTransform(float[][] planes)
    {
        (float[] red, float[] green, float[] blue) = (planes[0], planes[1], planes[2]);
        for (int i = 0; i < red.Length && i < green.Length && i < blue.Length; i++)
        {
            (float y, float cb, float cr) = (red[i], green[i], blue[i]);
            (red[i], green[i], blue[i]) = (y + (1.402f * cr), y - (0.344136f * cb) - (0.714136f * cr), y + (1.772f * cb));
        }
    }

    private void Write(Tile tile, int component, int[] values, Span<byte> samples)
    {
        Rectangle area = tile.Components[component].Area;
        int half = 1 << (size.Precision - 1), shift = size.IsSigned ? 0 : half;
        int least = size.IsSigned ? -half : 0, most = least + half + half - 1;
        foreach (ref int value in values.AsSpan()) value = Math.Clamp(value + shift, least, most);
        for (int y = 0; y < area.Height; y++)
        {
            SampleRows.Write(samples, form, component, area.Top - size.Start.Y + y, values.AsSpan(y * area.Width, area.Width), area.Left - size.Start.X);
        }
    }
}
