using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>
/// Compressed frames that pass as they are, fragment by fragment; a comment or application segment in one, which could say
/// anything, ends the pass.
/// </summary>
internal sealed class PassedFragments(StreamedValue value)
{
    private const int LargestFragment = 256 << 20;

    public PixelContent Content() => PixelContent.Encapsulated(Fragments());

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> Fragments()
    {
        byte[] buffer = [];
        while (await value.ReadFragmentAsync() is { } fragment)
        {
            if (fragment.Length > LargestFragment) throw new QuarantineException(Imaging.PixelReasons.TooLarge, "a fragment is too long", value.Tag);
            int length = 0;
            int read;
            do
            {
                // Grows as bytes arrive: a length alone allocates nothing.
                if (length == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(Math.Max(64 << 10, buffer.Length * 2L), LargestFragment + 1));
                read = await fragment.Content.ReadAsync(buffer.AsMemory(length));
                length += read;
            }
            while (read > 0);
            FrameSegments.RequireNoText(buffer.AsSpan(0, length), value.Tag);
            yield return buffer.AsMemory(0, length);
        }
    }
}
