using System.Buffers.Binary;

namespace Pipeline.Imaging.Jpeg2000;

/// <summary>Reads the segments that say how tiles are coded (T.800 A.6), in the main header or a tile's.</summary>
internal static class ParameterSegments
{
    /// <summary>Takes a segment in.</summary>
    /// <returns>False where the marker is none of these.</returns>
    public static bool TryRead(byte marker, ReadOnlySpan<byte> body, TileParameters parameters, int components)
    {
        int wide = components < 257 ? 1 : 2;
        switch (marker)
        {
            case Jpeg2000Marker.Cod: ReadDefaultStyle(body, parameters); return true;
            case Jpeg2000Marker.Coc:
                Require(body.Length > wide);
                parameters.Set(Component(body, components), Style(body[(wide + 1)..], (body[wide] & 1) != 0));
                return true;
            case Jpeg2000Marker.Qcd:
                parameters.DefaultQuantization = ReadQuantization(body);
                return true;
            case Jpeg2000Marker.Qcc:
                Require(body.Length > wide);
                parameters.Set(Component(body, components), ReadQuantization(body[wide..]));
                return true;
            case Jpeg2000Marker.Rgn:
                Require(body.Length == wide + 2);
                if (body[wide] != 0) throw Jpeg2000Decoder.Unsupported("region of interest of another kind than maxshift");
                parameters.SetShift(Component(body, components), body[wide + 1]);
                return true;
            case Jpeg2000Marker.Poc: ReadChanges(body, parameters, components, wide); return true;
            default: return false;
        }
    }

    private static void ReadDefaultStyle(ReadOnlySpan<byte> body, TileParameters parameters)
    {
        Require(body.Length >= 10 && body[1] <= 4);
        parameters.HasPacketMarkers = (body[0] & 2) != 0;
        parameters.HasHeaderEnds = (body[0] & 4) != 0;
        parameters.Order = body[1];
        parameters.Layers = BinaryPrimitives.ReadUInt16BigEndian(body[2..]);
        if (body[4] > 1) throw Jpeg2000Decoder.Unsupported("component transform of part 2");
        parameters.HasColorTransform = body[4] == 1;
        parameters.DefaultStyle = Style(body[5..], (body[0] & 1) != 0);
        Require(parameters.Layers > 0);
    }

    private static CodingStyle Style(ReadOnlySpan<byte> body, bool hasPrecincts)
    {
        Require(body.Length >= 5 && body[0] <= 32);
        int levels = body[0], width = (body[1] & 15) + 2, height = (body[2] & 15) + 2;
        BlockStyle passes = (BlockStyle)body[3];
        if ((passes & BlockStyle.HighThroughput) != BlockStyle.None) throw Jpeg2000Decoder.HighThroughput();
        Require(width <= 10 && height <= 10 && width + height <= 12 && body[4] <= 1 && body.Length == 5 + (hasPrecincts ? levels + 1 : 0));
        byte[] precincts = new byte[levels + 1];
        precincts.AsSpan().Fill(0xFF);
        if (hasPrecincts) body[5..].CopyTo(precincts);
        return new CodingStyle(levels, width, height, passes, body[4] == 1, precincts);
    }

    private static Quantization ReadQuantization(ReadOnlySpan<byte> body)
    {
        Require(body.Length >= 2);
        int style = body[0] & 31, guardBits = body[0] >> 5, size = style == 0 ? 1 : 2;
        body = body[1..];
        Require(style <= 2 && body.Length % size == 0 && body.Length >= size);
        ushort[] steps = new ushort[body.Length / size];

        // Without quantization there is an exponent only, in the upper five bits.
        for (int i = 0; i < steps.Length; i++) steps[i] = size == 1 ? (ushort)(body[i] >> 3 << 11) : BinaryPrimitives.ReadUInt16BigEndian(body[(2 * i)..]);
        return new Quantization(style, guardBits, steps);
    }

    private static void ReadChanges(ReadOnlySpan<byte> body, TileParameters parameters, int components, int wide)
    {
        int size = 5 + (2 * wide);
        Require(body.Length > 0 && body.Length % size == 0);
        for (; body.Length > 0; body = body[size..])
        {
            int firstComponent = Number(body[1..], wide), endComponent = Number(body[(4 + wide)..], wide);
            Require(body[4 + (2 * wide)] <= 4);
            parameters.Changes.Add(new Progression(
                body[4 + (2 * wide)], body[0], body[3 + wide], firstComponent, endComponent == 0 ? components : Math.Min(endComponent, components),
                BinaryPrimitives.ReadUInt16BigEndian(body[(1 + wide)..])));
        }
    }

    private static int Component(ReadOnlySpan<byte> body, int components)
    {
        int component = Number(body, components < 257 ? 1 : 2);
        Require(component < components);
        return component;
    }

    private static int Number(ReadOnlySpan<byte> body, int bytes) => bytes == 1 ? body[0] : BinaryPrimitives.ReadUInt16BigEndian(body);

    private static void Require(bool condition)
    {
        if (!condition) throw Jpeg2000Decoder.Corrupt("coding parameters");
    }
}
