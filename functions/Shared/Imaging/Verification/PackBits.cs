using System.Buffers.Binary;

namespace Pipeline.Imaging.Verification;

/// <summary>Reads a masked RLE frame for the check after masking; shares no code with the codec.</summary>
internal static class PackBits
{
    /// <summary>The samples, by plane, little endian.</summary>
    public static byte[] Unpack(ReadOnlySpan<byte> frame, PixelDescription description)
    {
        int bytes = description.BitsAllocated / 8, pixels = description.Rows * description.Columns;
        byte[] samples = new byte[description.NativeFrameLength];
        for (int segment = 0; segment < description.SamplesPerPixel * bytes; segment++)
        {
            int at = (int)BinaryPrimitives.ReadUInt32LittleEndian(frame[(4 * (segment + 1))..]);
            int sample = segment / bytes, low = bytes - 1 - (segment % bytes);
            for (int pixel = 0; pixel < pixels;)
            {
                byte control = frame[at++];
                if (control == 128) continue;
                for (int n = control < 128 ? control + 1 : 257 - control; n > 0; n--, pixel++)
                {
                    samples[(((sample * pixels) + pixel) * bytes) + low] = frame[at];
                    if (control < 128) at++;
                }

                if (control > 128) at++;
            }
        }

        return samples;
    }
}
