namespace Pipeline.Imaging.Jpeg;

/// <summary>A component of a frame header, with the geometry that follows from it.</summary>
internal sealed class JpegComponent
{
    /// <summary>Place in the frame header.</summary>
    public required int Index { get; init; }

    /// <summary>The identifier scans refer to.</summary>
    public required byte Id { get; init; }

    /// <summary>Blocks of this component in a row of an MCU, 1 to 4; 1 in a frame of one component.</summary>
    public required int Horizontal { get; init; }

    /// <summary>Rows of blocks of this component in an MCU, 1 to 4; 1 in a frame of one component.</summary>
    public required int Vertical { get; init; }

    /// <summary>Which quantization table, 0 to 3.</summary>
    public required int QuantizationSelector { get; init; }

    /// <summary>Blocks in a row that hold samples of the image.</summary>
    public required int BlocksWide { get; init; }

    /// <summary>Rows of blocks that hold samples of the image.</summary>
    public required int BlocksHigh { get; init; }

    /// <summary>64 divisors in zigzag order, as in force at the component's scan; null before it.</summary>
    public ushort[]? Quantization { get; set; }
}
