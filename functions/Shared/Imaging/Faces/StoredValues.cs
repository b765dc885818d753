using System.Buffers.Binary;

namespace Pipeline.Imaging.Faces;

/// <summary>Stored values of one gray sample a pixel, by (0028,0100) to (0028,0103).</summary>
internal readonly struct StoredValues(PixelDescription description)
{
    private readonly int _bytes = description.BytesPerSample;
    private readonly int _shift = description.HighBit + 1 - description.BitsStored;
    private readonly int _mask = (1 << description.BitsStored) - 1;
    private readonly int _sign = description.IsSigned ? 1 << (description.BitsStored - 1) : 0;

    public int Least => -_sign;

    public int Most => _mask - _sign;

    public int Read(ReadOnlySpan<byte> samples, int pixel)
    {
        int raw = _bytes == 1 ? samples[pixel] : BinaryPrimitives.ReadUInt16LittleEndian(samples[(2 * pixel)..]);
        int value = (raw >> _shift) & _mask;
        return (value & _sign) != 0 ? value - _mask - 1 : value;
    }

    /// <summary>Bits outside the stored ones carry the sign on, or nothing.</summary>
    public void Write(Span<byte> samples, int pixel, int value)
    {
        int clamped = Math.Clamp(value, Least, Most) << _shift;
        if (_bytes == 1) samples[pixel] = (byte)clamped;
        else BinaryPrimitives.WriteUInt16LittleEndian(samples[(2 * pixel)..], (ushort)clamped);
    }
}
