using System.Text;
using Pipeline.Cloud;

namespace Pipeline.CenterCli;

/// <summary>
/// Which file went into which package as which entry, and which was left out and why: so that a facility finds the file
/// that the center's reason speaks of. Holds paths, which may tell names; owner only.
/// </summary>
internal static class SendListing
{
    public static void Write(string path, IEnumerable<SentStudy?> studies, IEnumerable<SkippedFile> notSent)
    {
        var text = new StringBuilder("package\tentry\tfile\treason\n");
        foreach (SentStudy sent in studies.OfType<SentStudy>().Where(sent => sent.Blob is not null))
        {
            for (int i = 0; i < sent.Study.Files.Count; i++)
            {
                text.Append($"{sent.Blob}\t{i + 1}\t{OneLine(sent.Study.Files[i].Path)}\t\n");
            }
        }

        foreach (SkippedFile file in notSent.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            text.Append($"\t\t{OneLine(file.Path)}\t{file.Reason}\n");
        }

        PrivateFile.Write(path, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string OneLine(string path) => path.Replace('\t', ' ').Replace('\n', ' ').Replace('\r', ' ');
}
