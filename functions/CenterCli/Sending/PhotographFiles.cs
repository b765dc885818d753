using System.Security.Cryptography;
using System.Text;
using Pipeline.Cloud;

namespace Pipeline.CenterCli;

/// <summary>
/// Picture files (写真: JPEG, PNG, TIFF) beside the images. A picture belongs to the study of the nearest folder, its own or one above,
/// that itself holds a DICOM file or a <c>report.json</c>, if all DICOM files in and below that folder are of one study.
/// </summary>
internal static class PhotographFiles
{
    private const int SeriesDigits = 16;

    /// <summary>The study of the pictures in a folder; null: none, or more than one.</summary>
    /// <param name="folder">Relative, with <c>/</c>.</param>
    /// <param name="holdsStudy">Whether a folder itself holds a DICOM file or a report.</param>
    /// <param name="studiesBelow">Studies of the DICOM files in and below a folder; of more than two, two.</param>
    public static string? StudyOf(string folder, Func<string, bool> holdsStudy, Func<string, IReadOnlyCollection<string>> studiesBelow)
    {
        foreach (string candidate in FoldersFrom(folder))
        {
            if (holdsStudy(candidate))
            {
                return studiesBelow(candidate) is { Count: 1 } only ? only.First() : null;
            }
        }

        return null;
    }

    /// <summary>For each study its pictures among the files of a walk; those that belong to none are not in it.</summary>
    public static ILookup<string, FoundFile> Assign(IReadOnlyCollection<StudyFolder.FileHeader> headers)
    {
        FoundFile[] pictures = [.. headers.Where(header => header.Skip == SkipReasons.PhotographWithoutStudy).Select(header => header.File)];
        var below = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var holding = new HashSet<string>(StringComparer.Ordinal);
        foreach (StudyFolder.FileHeader header in pictures.Length == 0 ? [] : headers)
        {
            string folder = FolderOf(header.File.Path);
            if (header is { Skip: null, StudyInstanceUid: { } study })
            {
                holding.Add(folder);
                foreach (string above in FoldersFrom(folder))
                {
                    (below.TryGetValue(above, out HashSet<string>? studies) ? studies : below[above] = new(StringComparer.Ordinal)).Add(study);
                }
            }
            else if (ReportFiles.IsInFolder(header.File.Path))
            {
                holding.Add(folder);
            }
        }

        Dictionary<string, string?> owners = pictures.Select(file => FolderOf(file.Path)).Distinct(StringComparer.Ordinal)
            .ToDictionary(folder => folder, folder => StudyOf(folder, holding.Contains, candidate => below.TryGetValue(candidate, out HashSet<string>? studies) ? studies : []));
        return pictures.Where(file => owners[FolderOf(file.Path)] is not null).ToLookup(file => owners[FolderOf(file.Path)]!, file => file);
    }

    /// <summary>As they were taken: folder by folder, names as people number them.</summary>
    public static IEnumerable<FoundFile> InOrder(IEnumerable<FoundFile> pictures)
        => pictures.OrderBy(file => FolderOf(file.Path), StringComparer.Ordinal).ThenBy(file => NameOf(file.Path), NaturalOrder.Instance);

    /// <summary>A picture's name in a package. Those of one folder have one series, the same in every run; neither folder nor file is told.</summary>
    public static string EntryName(string? studyInstanceUid, string path, int position)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{studyInstanceUid}\n{FolderOf(path)}"));
        return FormattableString.Invariant($"{PackageManifest.PhotographFolder}{Convert.ToHexStringLower(hash)[..SeriesDigits]}/{position:D6}");
    }

    /// <summary>A file's folder, relative, without <c>/</c> at its end; empty for the folder sent.</summary>
    public static string FolderOf(string path) => path.LastIndexOf('/') is var at and >= 0 ? path[..at] : "";

    /// <summary>A folder and those above it, up to the folder sent.</summary>
    public static IEnumerable<string> FoldersFrom(string folder)
    {
        for (; ; folder = FolderOf(folder))
        {
            yield return folder;
            if (folder.Length == 0)
            {
                yield break;
            }
        }
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
