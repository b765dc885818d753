using System.Buffers;
using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Imaging.Native;

namespace Pipeline.Deidentification;

/// <summary>Uncompressed samples that pass as they are, copied in large spans; something in the bits beside them ends the pass.</summary>
/// <param name="value">Pixel Data, as long as its frames.</param>
/// <param name="plan">How the samples lie, valid, and who looks at them.</param>
internal sealed class PassedSamples(StreamedValue value, PixelPlan plan)
{
    /// <summary>Whole cells, and no more than a processor's own cache holds twice.</summary>
    private const int SpanLength = 256 << 10;

    public PixelContent Content()
    {
        PixelDescription description = plan.Description;
        description.RequireNativeLayout();
        long length = description.NativeFrameLength * description.NumberOfFrames;
        return PixelContent.Native(Spans(length), length, description.BitsAllocated > 8 ? Vr.OW : Vr.OB);
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> Spans(long length)
    {
        await using Stream samples = value.OpenRead();
        byte[] span = ArrayPool<byte>.Shared.Rent(SpanLength);
        try
        {
            for (long left = length; left > 0;)
            {
                int count = await samples.ReadAtLeastAsync(span.AsMemory(0, (int)Math.Min(SpanLength, left)), (int)Math.Min(SpanLength, left), throwOnEndOfStream: false);
                if (count < Math.Min(SpanLength, left)) throw new ImageFormatException(PixelReasons.Truncated, $"pixel data ends {left - count} bytes early");
                UnusedBits.RequireEmpty(span.AsSpan(0, count), plan.Description);
                plan.Search?.Add(span.AsSpan(0, count));
                yield return span.AsMemory(0, count);
                left -= count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(span);
        }
    }
}
