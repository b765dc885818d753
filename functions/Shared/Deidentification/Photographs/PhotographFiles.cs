using Pipeline.Imaging;
using Pipeline.Imaging.Photographs;

namespace Pipeline.Deidentification;

/// <summary>Reads picture files whole: stripping needs all of one.</summary>
public static class PhotographFiles
{
    private const int BufferLength = 128 << 10;

    /// <summary>The bytes of a file.</summary>
    /// <param name="input">Read to its end; left open.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ImageFormatException">It is larger than <see cref="PhotographStripping.LargestFile"/>.</exception>
    public static async Task<byte[]> ReadAsync(Stream input, CancellationToken cancellationToken = default)
    {
        using var all = new MemoryStream();
        byte[] buffer = new byte[BufferLength];
        for (int read; (read = await input.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (all.Length + read > PhotographStripping.LargestFile) throw new ImageFormatException(PhotographReasons.TooLarge, "a picture file larger than is read");
            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }
}
