using System.Buffers.Binary;
using Pipeline.Imaging.Jpeg;

namespace Pipeline.Imaging.Photographs;

/// <summary>Keeps of a JPEG file the segments that decoding needs, and its scans.</summary>
internal sealed class JpegStripping : IDisposable
{
    private const byte Sof2 = 0xC2;
    private const byte Dnl = 0xDC;

    private readonly ReadOnlyMemory<byte> _memory;
    private readonly MemoryStream _kept = new();
    private int _at = 2;
    private int _orientation = 1;
    private int _components;
    private int _scans;
    private bool _profile;
    private byte[] _jfif = [];
    private byte[] _adobe = [];

    private JpegStripping(ReadOnlyMemory<byte> file) => _memory = file;

    private ReadOnlySpan<byte> File => _memory.Span;

    public static StrippedPhotograph Strip(ReadOnlyMemory<byte> file)
    {
        using var stripping = new JpegStripping(file);
        return stripping.Run();
    }

    /// <summary>An Exif segment with an orientation and nothing else; none for a picture that lies as it is stored.</summary>
    public static byte[] OrientationSegment(int orientation)
        => orientation == 1 ? [] : Application(0xE1, [.. "Exif\0\0"u8, .. ExifOrientation.Minimal(orientation)]);

    public void Dispose() => _kept.Dispose();

    private StrippedPhotograph Run()
    {
        while (true)
        {
            byte marker = Marker();
            if (marker == JpegMarker.Eoi) break;
            Segment(marker);
        }

        if (_scans == 0) throw PhotographStripping.Corrupt("a JPEG file without a scan");
        return new StrippedPhotograph(PhotographFormat.Jpeg, [0xFF, JpegMarker.Soi, .. _jfif, .. OrientationSegment(_orientation), .. _adobe, .. _kept.ToArray(), 0xFF, JpegMarker.Eoi], _orientation, _profile);
    }

    /// <summary>The next marker; fill bytes before it are not kept.</summary>
    private byte Marker()
    {
        if (_at >= File.Length || File[_at] != 0xFF) throw PhotographStripping.Corrupt("bytes where a JPEG marker should be");
        while (_at < File.Length && File[_at] == 0xFF) _at++;
        if (_at >= File.Length) throw PhotographStripping.Corrupt("a JPEG file without an end");
        return File[_at++];
    }

    private void Segment(byte marker)
    {
        if (marker is 0 or 1 or (>= JpegMarker.Rst0 and <= JpegMarker.Soi)) throw PhotographStripping.Corrupt("a JPEG marker out of place");
        if (File.Length - _at < 2) throw PhotographStripping.Corrupt("a JPEG segment that ends early");
        int length = BinaryPrimitives.ReadUInt16BigEndian(File[_at..]);
        if (length < 2 || length > File.Length - _at) throw PhotographStripping.Corrupt("a JPEG segment that ends early");
        ReadOnlySpan<byte> body = File.Slice(_at + 2, length - 2);
        _at += length;
        switch (marker)
        {
            case >= JpegMarker.App0 and <= JpegMarker.App15 or JpegMarker.Com:
                Beside(marker, body);
                break;
            case JpegMarker.Sof0 or JpegMarker.Sof1 or Sof2:
                if (_components > 0) throw PhotographStripping.Unsupported("a JPEG file of several frames");
                if (body.Length < 6 || body[5] is < 1 or > 4) throw PhotographStripping.Corrupt("a JPEG frame header of no known form");
                _components = body[5];
                Keep(marker, body, body.Length == 6 + (3 * _components));
                break;
            case JpegMarker.Dqt:
                Keep(marker, body, QuantizationTables(body));
                break;
            case JpegMarker.Dht:
                Keep(marker, body, HuffmanTables(body));
                break;
            case JpegMarker.Dri or Dnl:
                Keep(marker, body, body.Length == 2);
                break;
            case JpegMarker.Sos:
                if (_components == 0) throw PhotographStripping.Corrupt("a JPEG scan before its frame");
                Keep(marker, body, body.Length > 0 && body[0] is >= 1 and <= 4 && body.Length == 4 + (2 * body[0]));
                _scans++;
                Scan();
                break;
            default:
                throw PhotographStripping.Unsupported("a JPEG process that is not sequential or progressive Huffman");
        }
    }

    /// <summary>What stands beside the image: of it only color and orientation are read, and written anew.</summary>
    private void Beside(byte marker, ReadOnlySpan<byte> body)
    {
        switch (marker)
        {
            case JpegMarker.App0 when body.StartsWith("JFIF\0"u8) && body.Length >= 14 && _scans == 0:
                _jfif = Application(marker, [.. body[..12], 0, 0]);
                break;
            case 0xE1 when body.StartsWith("Exif\0"u8) && body.Length > 6:
                _orientation = ExifOrientation.Read(body[6..]);
                break;
            case 0xE2 when body.StartsWith("ICC_PROFILE\0"u8):
                _profile = true;
                break;
            case JpegMarker.App14 when body.StartsWith("Adobe"u8) && body.Length >= 12:
                // Version and flags are not needed; the transform is.
                _adobe = Application(marker, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, body[11]]);
                break;
        }
    }

    private void Keep(byte marker, ReadOnlySpan<byte> body, bool filled)
    {
        if (!filled) throw PhotographStripping.Hidden("a JPEG segment that holds more than it should, or less");
        _kept.Write(Application(marker, body));
    }

    /// <summary>Entropy-coded bytes up to the next marker that is no restart.</summary>
    private void Scan()
    {
        int start = _at;
        while (true)
        {
            int next = File[_at..].IndexOf((byte)0xFF);
            if (next < 0 || _at + next + 1 >= File.Length) throw PhotographStripping.Corrupt("a JPEG scan without an end");
            _at += next;
            if (File[_at + 1] is not (0 or (>= JpegMarker.Rst0 and <= JpegMarker.Rst7))) break;
            _at += 2;
        }

        _kept.Write(File[start.._at]);
    }

    private static bool QuantizationTables(ReadOnlySpan<byte> body)
    {
        int at = 0;
        while (at < body.Length) at += 1 + ((body[at] >> 4) == 0 ? 64 : 128);
        return at == body.Length;
    }

    private static bool HuffmanTables(ReadOnlySpan<byte> body)
    {
        int at = 0;
        while (at + 17 <= body.Length)
        {
            int symbols = 0;
            foreach (byte count in body.Slice(at + 1, 16)) symbols += count;
            at += 17 + symbols;
        }

        return at == body.Length;
    }

    private static byte[] Application(byte marker, ReadOnlySpan<byte> body)
        => [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];
}
