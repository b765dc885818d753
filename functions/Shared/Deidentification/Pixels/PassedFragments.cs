using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Imaging.Faces;

namespace Pipeline.Deidentification;

/// <summary>
/// Compressed frames that pass as they are, one fragment each; a comment or application segment in one, or bytes behind it, which could
/// say anything, ends the pass, and so does something in bits that are not the samples'.
/// </summary>
/// <param name="value">Pixel Data.</param>
/// <param name="plan">Frames it has, those of them that stay, and who looks at them. Where it has one frame, all fragments are parts of it.</param>
/// <param name="transferSyntaxUid">How they are coded.</param>
internal sealed class PassedFragments(StreamedValue value, PixelPlan plan, string transferSyntaxUid)
{
    private const int LargestFrame = 256 << 20;

    private readonly int _frames = plan.Description.NumberOfFrames;
    private readonly ProcedureFrames? _kept = plan.Kept;

    private byte[] _buffer = [];

    public PixelContent Content() => PixelContent.Encapsulated(Frames());

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> Frames()
    {
        (int length, int index) = (0, 0);
        while (await value.ReadFragmentAsync() is { } fragment)
        {
            length = await AppendAsync(fragment, length);
            if (_frames == 1) continue;
            if (IsKept(index++))
            {
                Inspect(_buffer.AsSpan(0, length));
                yield return _buffer.AsMemory(0, length);
            }

            length = 0;
        }

        if (_frames != 1)
        {
            // Cut into several fragments they cannot be told apart, and frames beyond the stated number are pictures that nobody judged.
            if (index != _frames) throw new QuarantineException(PixelReasons.AmbiguousFragments, $"{index} fragments for {_frames} frames", value.Tag);
            yield break;
        }

        if (_kept is { Count: not 1 }) throw new QuarantineException(PixelReasons.AmbiguousFragments, "no frame is kept", value.Tag);
        Inspect(_buffer.AsSpan(0, length));
        yield return _buffer.AsMemory(0, length);
    }

    /// <summary>A frame is decoded only where its samples have more bits than the object says, or somebody wants to see them.</summary>
    private void Inspect(ReadOnlySpan<byte> frame)
    {
        int precision = FrameSegments.RequireNoText(frame, value.Tag);
        var spare = new SpareBits(plan.Description, transferSyntaxUid, precision);
        if (spare.MayHoldMore)
        {
            byte[] samples = spare.RequireEmpty(frame);
            plan.Search?.Add(samples);
        }
        else if (plan.Search is not null)
        {
            Look(frame, plan.Search);
        }
    }

    /// <summary>A frame that cannot be looked at passes: its slice then counts as one that may show a skull.</summary>
    private void Look(ReadOnlySpan<byte> frame, SkullSearch search)
    {
        try
        {
            search.Add(FrameDecoder.DecodeSamples(frame, plan.Description, PixelCapabilities.Find(transferSyntaxUid).Encoding));
        }
        catch (ImageFormatException)
        {
            // What was not seen whole may show anything.
        }
    }

    private bool IsKept(int index) => _kept is null || (index >= _kept.First && index < _kept.First + _kept.Count);

    private async ValueTask<int> AppendAsync(Fragment fragment, int length)
    {
        if (fragment.Length > LargestFrame - length) throw new QuarantineException(PixelReasons.TooLarge, "a compressed frame is too long", value.Tag);
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
