namespace Pipeline.Imaging.Jpeg;

/// <summary>A reused buffer that one restart interval is unstuffed into.</summary>
internal sealed class EntropyBuffer
{
    private byte[] _bytes = new byte[4096];

    /// <summary>Removes the zero after each 0xFF and returns the bits.</summary>
    public BitSource Open(ReadOnlySpan<byte> stuffed)
    {
        if (_bytes.Length < stuffed.Length + BitSource.Slack) _bytes = new byte[(stuffed.Length * 5 / 4) + BitSource.Slack];
        int length = 0;
        while (true)
        {
            int at = stuffed.IndexOf((byte)0xFF);
            ReadOnlySpan<byte> piece = at < 0 ? stuffed : stuffed[..(at + 1)];
            piece.CopyTo(_bytes.AsSpan(length));
            length += piece.Length;
            if (at < 0) break;
            stuffed = stuffed[(at + 2)..];
        }

        _bytes.AsSpan(length, BitSource.Slack).Clear();
        return new BitSource(_bytes.AsSpan(0, length + BitSource.Slack), length);
    }
}
