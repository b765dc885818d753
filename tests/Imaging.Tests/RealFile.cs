using System.Buffers.Binary;
using System.Text;

namespace Pipeline.Imaging.Tests;

/// <summary>Just enough of an explicit little endian file for these tests: the Image Pixel module and the value of Pixel Data.</summary>
internal sealed class RealFile
{
    private readonly byte[] _bytes;
    private readonly int _pixelData;

    public RealFile(string path)
    {
        Path = path;
        _bytes = File.ReadAllBytes(path);
        _pixelData = Math.Max(_bytes.AsSpan().LastIndexOf((byte[])[0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'W', 0, 0]), _bytes.AsSpan().LastIndexOf((byte[])[0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'B', 0, 0]));
        TransferSyntax = Text(0x0002, 0x0010, "UI")!;
        Description = new PixelDescription(
            Number(0x10), Number(0x11), Number(0x02), PixelDescription.ParsePhotometricInterpretation(Text(0x28, 0x04, "CS")), Number(0x06, 0),
            Number(0x100), Number(0x101), Number(0x102), Number(0x103), int.Parse(Text(0x28, 0x08, "IS") ?? "1"));
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(_pixelData + 8));
        Value = length == uint.MaxValue ? _bytes[(_pixelData + 12)..] : _bytes[(_pixelData + 12)..(_pixelData + 12 + (int)length)];
    }

    public string Path { get; }

    public string TransferSyntax { get; }

    public PixelDescription Description { get; }

    public byte[] Value { get; }

    public List<byte[]> Frames => Pictures.Frames(Value, Description, TransferSyntax);

    /// <summary>The bytes before the value, for writing a changed file.</summary>
    public byte[] Before => _bytes[..(_pixelData + 12)];

    /// <summary>The palette of an explicit little endian file.</summary>
    public PaletteColor Palette
    {
        get
        {
            int at = Find(0x28, 0x1101, "US");
            ushort[] descriptor = [.. Enumerable.Range(0, 3).Select(i => BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(at + 8 + (2 * i))))];
            return PaletteColor.Read(descriptor, Words(0x1201), Words(0x1202), Words(0x1203), isSigned: false);
        }
    }

    private byte[] Words(int element)
    {
        int at = Find(0x28, element, "OW");
        return _bytes.AsSpan(at + 12, BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(at + 8))).ToArray();
    }

    private int Number(int element, int absent = -1)
    {
        int at = Find(0x28, element, "US");
        return at < 0 ? absent : BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(at + 8));
    }

    private string? Text(int group, int element, string vr)
    {
        int at = Find(group, element, vr);
        return at < 0 ? null : Encoding.ASCII.GetString(_bytes, at + 8, BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(at + 6))).Trim(' ', '\0');
    }

    private int Find(int group, int element, string vr)
        => _bytes.AsSpan(0, _pixelData).LastIndexOf((byte[])[(byte)group, (byte)(group >> 8), (byte)element, (byte)(element >> 8), .. Encoding.ASCII.GetBytes(vr)]);
}
