namespace Pipeline.Imaging;

/// <summary>Reads an object's frames one after the other from the value of Pixel Data (7FE0,0010). Never holds more than one frame.</summary>
public abstract class FrameReader
{
    private protected FrameReader(PixelDescription description, PixelCapability capability, PixelLimits limits)
        => (Description, Capability, Limits) = (description, capability, limits);

    /// <summary>The object's image.</summary>
    public PixelDescription Description { get; }

    /// <summary>What is supported for its transfer syntax.</summary>
    public PixelCapability Capability { get; }

    /// <summary>What its pixel data becomes when it is masked.</summary>
    public MaskedForm Masked => MaskedForm.Of(Description, Capability);

    private protected PixelLimits Limits { get; }

    /// <summary>Opens the value of Pixel Data.</summary>
    /// <param name="value">
    /// At the first byte of the value, read forward only and left open. Native: all bytes of the element (word values little
    /// endian); a pad byte may follow. Encapsulated: from the item of the offset table to the sequence delimiter.
    /// </param>
    /// <param name="description">The Image Pixel module; checked here.</param>
    /// <param name="transferSyntaxUid">As in the file meta information.</param>
    /// <param name="limits">What one frame may cost.</param>
    /// <exception cref="ImageFormatException">The transfer syntax is not declared or only recognised, or the description is invalid.</exception>
    public static FrameReader Open(Stream value, PixelDescription description, string transferSyntaxUid, PixelLimits? limits = null)
    {
        limits ??= PixelLimits.Default;
        PixelCapability capability = PixelCapabilities.Find(transferSyntaxUid);
        description.Validate(limits);
        if (!capability.IsEncapsulated) description.RequireNativeLayout();
        return capability.IsEncapsulated
            ? new EncapsulatedFrameReader(value, description, capability, limits)
            : new NativeFrameReader(value, description, capability, limits);
    }

    /// <summary>Some of the frames only, before any was read.</summary>
    /// <param name="first">Index of the first, from 0.</param>
    /// <param name="count">How many, at least 1.</param>
    public FrameReader Only(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Description.NumberOfFrames - first);
        return new FrameSelection(this, Limits, first, count);
    }

    /// <summary>Reads the next frame, coded as it lies in the object; valid until the next call.</summary>
    /// <returns>False after the last frame, when nothing unexplained followed it.</returns>
    /// <exception cref="ImageFormatException">The value is cut short, ambiguous, too large, or goes on too long.</exception>
    public abstract bool TryReadFrame(out ReadOnlyMemory<byte> frame);
}
