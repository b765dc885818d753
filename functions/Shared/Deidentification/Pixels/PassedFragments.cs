using Pipeline.Dicom;
using Pipeline.Imaging.Faces;

namespace Pipeline.Deidentification;

/// <summary>
/// Compressed frames that pass as they are, one fragment each; a comment or application segment in one, or bytes behind it, which could
/// say anything, ends the pass.
/// </summary>
/// <param name="value">Pixel Data.</param>
/// <param name="frames">Frames it has: where it is one, all fragments are parts of it.</param>
/// <param name="kept">Those of them that stay; null: all.</param>
internal sealed class PassedFragments(StreamedValue value, int frames, ProcedureFrames? kept = null)
{
    private const int LargestFrame = 256 << 20;

    private byte[] _buffer = [];

    public PixelContent Content() => PixelContent.Encapsulated(Frames());

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> Frames()
    {
        (int length, int index) = (0, 0);
        while (await value.ReadFragmentAsync() is { } fragment)
        {
            length = await AppendAsync(fragment, length);
            if (frames == 1) continue;
            if (IsKept(index++))
            {
                FrameSegments.RequireNoText(_buffer.AsSpan(0, length), value.Tag);
                yield return _buffer.AsMemory(0, length);
            }

            length = 0;
        }

        if (frames != 1)
        {
            // Cut into several fragments they cannot be told apart, and frames beyond the stated number are pictures that nobody judged.
            if (index != frames) throw new QuarantineException(Imaging.PixelReasons.AmbiguousFragments, $"{index} fragments for {frames} frames", value.Tag);
            yield break;
        }

        if (kept is { Count: not 1 }) throw new QuarantineException(Imaging.PixelReasons.AmbiguousFragments, "no frame is kept", value.Tag);
        FrameSegments.RequireNoText(_buffer.AsSpan(0, length), value.Tag);
        yield return _buffer.AsMemory(0, length);
    }

    private bool IsKept(int index) => kept is null || (index >= kept.First && index < kept.First + kept.Count);

    private async ValueTask<int> AppendAsync(Fragment fragment, int length)
    {
        if (fragment.Length > LargestFrame - length) throw new QuarantineException(Imaging.PixelReasons.TooLarge, "a compressed frame is too long", value.Tag);
        int read;
        do
        {
            // Grows as bytes arrive: a length alone allocates nothing.
            if (length == _buffer.Length) Array.Resize(ref _buffer, (int)Math.Min(Math.Max(64 << 10, _buffer.Length * 2L), LargestFrame + 1));
            read = await fragment.Content.ReadAsync(_buffer.AsMemory(length));
            length += read;
        }
        while (read > 0);
        return length;
    }
}
