namespace Pipeline.Imaging;

/// <summary>A picture as a screen shows it: 8 bits a sample, gray or RGB by pixel, rows from the top, no padding.</summary>
public sealed class DisplayImage
{
    /// <summary>A black picture.</summary>
    /// <param name="width">Pixels, at least 1.</param>
    /// <param name="height">Pixels, at least 1.</param>
    /// <param name="channels">1 gray, 3 RGB.</param>
    public DisplayImage(int width, int height, int channels)
        : this(width, height, channels, new byte[checked(width * height * channels)])
    {
    }

    /// <summary>Wraps samples without copying.</summary>
    /// <exception cref="ArgumentException">The length is not width × height × channels.</exception>
    public DisplayImage(int width, int height, int channels, byte[] samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (channels is not (1 or 3)) throw new ArgumentOutOfRangeException(nameof(channels));
        if (samples.Length != (long)width * height * channels) throw new ArgumentException("length is not width × height × channels", nameof(samples));
        (Width, Height, Channels, Samples) = (width, height, channels, samples);
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 gray, 3 RGB.</summary>
    public int Channels { get; }

    /// <summary>Width × height × channels bytes.</summary>
    public byte[] Samples { get; }

    /// <summary>The samples of one pixel.</summary>
    public Span<byte> this[int x, int y] => Samples.AsSpan(((y * Width) + x) * Channels, Channels);
}
