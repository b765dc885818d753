using System.Numerics;

namespace Pipeline.Imaging.Jpeg2000;

/// <summary>Reads the packets of one tile-part (T.800 B.9 and B.10).</summary>
internal ref struct PacketReader(ReadOnlySpan<byte> coded, int position, Tile tile, byte[]? packed)
{
    private const int AllPasses = int.MaxValue;

    private readonly ReadOnlySpan<byte> _coded = coded;
    private readonly Tile _tile = tile;
    private readonly byte[]? _packed = packed;
    private readonly List<(CodeBlock.Codeword Codeword, int Length)> _pieces = [];
    private int _position = position;
    private int _packedPosition;

    /// <summary>Reads packets until the part ends.</summary>
    /// <returns>How much of the packed headers was read.</returns>
    public int Read()
    {
        while (_position < _coded.Length && _tile.TryNext(out Precinct precinct, out int layer)) ReadPacket(precinct, layer);
        return _packedPosition;
    }

    private void ReadPacket(Precinct precinct, int layer)
    {
        // The marker may be left out; where it is there, bytes 0xFF 0x91 cannot begin a header.
        if (_tile.Parameters.HasPacketMarkers && _coded[_position..].StartsWith<byte>([0xFF, Jpeg2000Marker.Sop])) _position += 6;
        if (_position > _coded.Length) throw Jpeg2000Decoder.Corrupt("packet cut short");
        PacketHeaderBits bits = _packed is null ? new(_coded, _position) : new(_packed, _packedPosition);
        _pieces.Clear();
        if (bits.Read() == 1)
        {
            foreach (Precinct.Part part in precinct.Parts)
                for (int i = 0; i < part.Blocks.Length; i++) ReadBlock(ref bits, precinct, part, i, layer);
        }

        bits.Align();
        int end = bits.Position;
        if (_tile.Parameters.HasHeaderEnds)
        {
            ReadOnlySpan<byte> rest = _packed is null ? _coded[end..] : _packed.AsSpan(end);
            if (rest.StartsWith<byte>([0xFF, Jpeg2000Marker.Eph])) end += 2;
        }

        if (_packed is null) _position = end;
        else _packedPosition = end;
        foreach ((CodeBlock.Codeword codeword, int length) in _pieces)
        {
            if (length > _coded.Length - _position) throw Jpeg2000Decoder.Corrupt("packet cut short");
            if (length > 0) codeword.Pieces.Add((_position, length));
            codeword.Length += length;
            _position += length;
        }
    }

    private readonly void ReadBlock(ref PacketHeaderBits bits, Precinct precinct, Precinct.Part part, int index, int layer)
    {
        CodeBlock block = part.Blocks[index];
        (int y, int x) = Math.DivRem(index, part.Wide);
        if (block.IsIncluded)
        {
            if (bits.Read() == 0) return;
        }
        else
        {
            if (!part.Inclusion.IsBelow(ref bits, x, y, layer + 1)) return;
            block.IsIncluded = true;
            int planes = part.Subband.Planes + _tile.Components[precinct.Component].RegionShift;
            while (!part.ZeroPlanes.IsBelow(ref bits, x, y, block.ZeroPlanes + 1))
                if (++block.ZeroPlanes > planes) throw Jpeg2000Decoder.Corrupt("more zero bit-planes than there are");
        }

        int passes = ReadPasses(ref bits);
        while (bits.Read() == 1)
            if (++block.LengthBits > 31) throw Jpeg2000Decoder.Corrupt("length of a codeword");
        BlockStyle style = _tile.Components[precinct.Component].Style.Passes;
        while (passes > 0)
        {
            CodeBlock.Codeword codeword = CurrentCodeword(block, style);
            int taken = Math.Min(passes, codeword.MaximumPasses - codeword.Passes);
            int lengthBits = block.LengthBits + BitOperations.Log2((uint)taken);
            if (lengthBits > 31) throw Jpeg2000Decoder.Corrupt("length of a codeword");
            _pieces.Add((codeword, bits.Read(lengthBits)));
            codeword.Passes += taken;
            block.Passes += taken;
            passes -= taken;
        }
    }

    /// <summary>The codeword that the block's next pass belongs to (D.4 and table D.9).</summary>
    private static CodeBlock.Codeword CurrentCodeword(CodeBlock block, BlockStyle style)
    {
        if (block.Codewords.Count > 0 && block.Codewords[^1].Passes < block.Codewords[^1].MaximumPasses) return block.Codewords[^1];
        int maximum = AllPasses;
        if ((style & BlockStyle.TerminateAll) != BlockStyle.None) maximum = 1;
        else if ((style & BlockStyle.Bypass) != BlockStyle.None) maximum = block.Passes < 10 ? 10 : block.Passes % 3 == 1 ? 2 : 1;
        CodeBlock.Codeword codeword = new() { MaximumPasses = maximum };
        block.Codewords.Add(codeword);
        return codeword;
    }

    /// <summary>Table B.4.</summary>
    private static int ReadPasses(ref PacketHeaderBits bits)
    {
        if (bits.Read() == 0) return 1;
        if (bits.Read() == 0) return 2;
        int two = bits.Read(2);
        if (two < 3) return 3 + two;
        int five = bits.Read(5);
        return five < 31 ? 6 + five : 37 + bits.Read(7);
    }
}
