using System.Security.Cryptography;
using Pipeline.Imaging;
using Pipeline.Imaging.Faces;
using Pipeline.Imaging.Photographs;
using Pipeline.Registry;

namespace Pipeline.Deidentification;

/// <summary>What was found out about one picture file when it was looked at first. Holds no picture.</summary>
/// <param name="Scene">What it shows.</param>
/// <param name="IsFieldOfViewAlone">Whether nothing stands beside or over the endoscope's field of view.</param>
/// <param name="Hash">SHA-256 of the stripped file: only what was judged is written.</param>
/// <param name="Refusal">Why the file itself cannot be written; null where it can.</param>
/// <param name="Explanation">The refusal for a person; null: its reason says all.</param>
public sealed record PhotographFinding(Scene Scene, bool IsFieldOfViewAlone, byte[] Hash, string? Refusal = null, string? Explanation = null)
{
    /// <summary>Rows and columns of the stored picture; null where it is not decoded, so that no reviewer can look either.</summary>
    public (int Rows, int Columns)? Size { get; init; }

    /// <summary>What a reviewer said of this very file; null: nobody was asked.</summary>
    public ReviewVerdict? Verdict { get; init; }

    /// <summary>Looks at a file.</summary>
    public static PhotographFinding Of(ReadOnlyMemory<byte> file)
    {
        try
        {
            JudgedPhotograph judged = JudgedPhotograph.Of(file);
            return new PhotographFinding(judged.Scene, judged.IsFieldOfViewAlone, SHA256.HashData(judged.Stripped.Bytes))
            {
                Size = judged.Picture is { } picture ? (picture.Height, picture.Width) : null,
            };
        }
        catch (ImageFormatException e)
        {
            return Refused(e.Reason, e.Message);
        }
    }

    /// <summary>A file that could not be judged; it leaves its procedure unsure.</summary>
    public static PhotographFinding Refused(string reason, string? explanation = null) => new(Scene.Unsure, false, [], reason, explanation);
}
