using System.Security.Cryptography;
using System.Text;
using Pipeline.Cloud;
using Pipeline.Imaging;
using Pipeline.Imaging.Photographs;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>Tells picture files from DICOM objects by their content, checks their form, and passes them on to the named storage as they are.</summary>
internal static class PhotographReading
{
    /// <summary>Bytes at a file's beginning that tell what it is: preamble and prefix of Part 10 (PS3.10 7.1).</summary>
    public const int StartLength = 132;

    private const int PreambleLength = 128;
    private const int SeriesBytes = 8;

    /// <summary>Whether a file is to be read as a picture. What begins as DICOM is DICOM, whatever its preamble feigns.</summary>
    public static bool IsPhotograph(PackageFile file, ReadOnlySpan<byte> start)
        => !(start.Length == StartLength && start[PreambleLength..].SequenceEqual("DICM"u8))
            && (PhotographStripping.FormatOf(start) is not null || file.Entry.Name.StartsWith(PackageManifest.PhotographFolder, StringComparison.Ordinal));

    /// <summary>Copies <paramref name="content"/> to <paramref name="target"/> and tells what the registry must know of it.</summary>
    /// <exception cref="PhotographRefusedException">It is too large, of no known format, or broken. What <paramref name="target"/> got is worthless.</exception>
    public static async Task<ReceivedPhotograph> ReadAsync(PackageFile file, Stream content, string blobName, Stream target, CancellationToken cancellationToken)
    {
        if (file.Entry.Size > PhotographStripping.LargestFile)
        {
            throw new PhotographRefusedException(PhotographReasons.TooLarge);
        }

        byte[] bytes = new byte[file.Entry.Size];
        await content.ReadExactlyAsync(bytes, cancellationToken);
        PhotographFormat format = FormOf(bytes);
        await target.WriteAsync(bytes, cancellationToken);
        return new ReceivedPhotograph(
            file.Position, blobName, file.Entry.Sha256, file.Entry.Size, new Photograph(PhotographStripping.MediaTypeOf(format), SeriesOf(file.Entry.Name), file.Position));
    }

    /// <summary>Its format, if it is whole. What only research cannot use (hidden data, an odd process) may go to the processor.</summary>
    private static PhotographFormat FormOf(byte[] bytes)
    {
        PhotographFormat format = PhotographStripping.FormatOf(bytes) ?? throw new PhotographRefusedException(PhotographReasons.Unsupported);
        try
        {
            PhotographStripping.Strip(bytes);
        }
        catch (ImageFormatException e) when (e.Reason == PhotographReasons.Corrupt)
        {
            throw new PhotographRefusedException(e.Reason);
        }
        catch (ImageFormatException)
        {
            // anonymising says why it is held
        }

        return format;
    }

    /// <summary>The folder of an entry, not told: whoever packs by other means than ours may have named it after somebody.</summary>
    private static string SeriesOf(string name)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name[..Math.Max(0, name.LastIndexOf('/'))])).AsSpan(0, SeriesBytes));
}
