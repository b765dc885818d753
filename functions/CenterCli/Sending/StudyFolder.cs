using System.Collections.Concurrent;
using System.IO.Enumeration;
using Pipeline.Dicom;
using Pipeline.Imaging.Photographs;

namespace Pipeline.CenterCli;

/// <summary>
/// A folder of DICOM files, grouped into studies by their headers, with the picture files beside them. Pixel data is not read. Holds a path and a length per
/// file, nothing more.
/// </summary>
public sealed class StudyFolder
{
    private const long LongestFile = (8L << 30) - 1;
    private const int MostFiles = 50_000;
    private const long MostBytes = 32L << 30;

    private StudyFolder(List<FoundStudy> studies, List<SkippedFile> skipped) => (Studies, Skipped) = (studies, skipped);

    /// <summary>By the path of their first file.</summary>
    public IReadOnlyList<FoundStudy> Studies { get; }

    /// <summary>What is left out and why, by path.</summary>
    public IReadOnlyList<SkippedFile> Skipped { get; }

    /// <summary>Reads the header of each file below <paramref name="folder"/>.</summary>
    /// <param name="folder">Links to folders in it are not followed.</param>
    /// <param name="includeEverything">Also files that are no DICOM become packages, which the center quarantines.</param>
    /// <param name="parallel">Files at a time.</param>
    /// <param name="found">Told after each file.</param>
    /// <param name="cancellationToken">Cuts the walk.</param>
    public static async Task<StudyFolder> ReadAsync(string folder, bool includeEverything, int parallel, Action<long>? found = null, CancellationToken cancellationToken = default)
    {
        var headers = new ConcurrentBag<FileHeader>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Walk(folder), options, (entry, _) =>
        {
            headers.Add(Read(folder, entry, includeEverything));
            found?.Invoke(entry.Length);
            return ValueTask.CompletedTask;
        });
        FileHeader[] sorted = [.. headers];
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.File.Path, b.File.Path));
        return Group(sorted, includeEverything);
    }

    private static StudyFolder Group(FileHeader[] sorted, bool includeEverything)
    {
        var skipped = new List<SkippedFile>();
        var groups = new Dictionary<string, List<FileHeader>>();
        var studies = new List<FoundStudy>();
        ILookup<string, FoundFile> pictures = PhotographFiles.Assign(sorted);
        HashSet<FoundFile> placed = [.. pictures.SelectMany(study => study)];
        foreach (FileHeader header in sorted)
        {
            if (placed.Contains(header.File))
            {
                // goes with its study
            }
            else if (header.Skip == SkipReasons.PhotographWithoutStudy && includeEverything)
            {
                studies.Add(new FoundStudy { StudyInstanceUid = null, PatientId = null, Files = [header.File] });
            }
            else if (header.Skip is { } reason)
            {
                skipped.Add(new SkippedFile(header.File.Path, reason, header.File.Length));
            }
            else if (header.StudyInstanceUid is null)
            {
                studies.Add(new FoundStudy { StudyInstanceUid = null, PatientId = null, Files = [header.File] });
            }
            else if (groups.TryGetValue(header.StudyInstanceUid, out List<FileHeader>? group))
            {
                group.Add(header);
            }
            else
            {
                groups.Add(header.StudyInstanceUid, [header]);
            }
        }

        studies.AddRange(groups.Values.SelectMany(group => Parts(group, pictures[group[0].StudyInstanceUid!])));
        ReportFiles.Attach(studies, skipped, includeEverything);
        studies.Sort(static (a, b) => string.CompareOrdinal(a.Files[0].Path, b.Files[0].Path));
        skipped.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return new StudyFolder(studies, skipped);
    }

    /// <summary>One package, unless the study is larger than one may be: later packages of a study add to the case.</summary>
    /// <param name="files">Its DICOM files, not none.</param>
    /// <param name="pictures">Its picture files: they go with the first of the others, which tells the center whose they are.</param>
    internal static IEnumerable<FoundStudy> Parts(IReadOnlyList<FileHeader> files, IEnumerable<FoundFile> pictures)
    {
        var part = new List<FoundFile>();
        long bytes = 0;
        int number = 0;
        foreach (FoundFile file in files.Take(1).Select(header => header.File).Concat(PhotographFiles.InOrder(pictures)).Concat(files.Skip(1).Select(header => header.File)))
        {
            if (part.Count == MostFiles || (part.Count > 0 && bytes + file.Length > MostBytes))
            {
                yield return Part(part);
                (part, bytes) = ([], 0);
            }

            part.Add(file);
            bytes += file.Length;
        }

        yield return Part(part);

        FoundStudy Part(List<FoundFile> of) => new()
        {
            StudyInstanceUid = files[0].StudyInstanceUid,
            PatientId = files[0].PatientId,
            Files = [.. of.Where(file => !file.IsPhotograph), .. of.Where(file => file.IsPhotograph)],
            Part = number++,
        };
    }

    internal static FileHeader Read(string folder, Walked entry, bool includeEverything)
    {
        var file = new FoundFile(entry.Path, entry.Length);
        if (entry.IsFolderLink)
        {
            return new FileHeader(file, Skip: SkipReasons.FolderLink);
        }

        if (ReportFiles.IsReport(entry.Path))
        {
            return new FileHeader(file, Skip: SkipReasons.ReportWithoutStudy);
        }

        if (entry.Length > LongestFile)
        {
            return new FileHeader(file, Skip: SkipReasons.TooLong);
        }

        try
        {
            return ReadHeader(folder, file, includeEverything);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new FileHeader(file, Skip: SkipReasons.Unreadable);
        }
    }

    private static FileHeader ReadHeader(string folder, FoundFile file, bool includeEverything)
    {
        using FileStream stream = new(Path.Combine(folder, file.Path), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        try
        {
            using DicomFile dicom = DicomFile.Open(stream, leaveOpen: true);
            string? study = dicom.DataSet.GetString(Tags.StudyInstanceUID);
            return string.IsNullOrEmpty(study)
                ? new FileHeader(file)
                : new FileHeader(file, study, dicom.DataSet.GetString(Tags.PatientID));
        }
        catch (DicomFormatException e) when (e.Reason == DicomReason.NotDicom && IsPhotograph(stream))
        {
            string reason = file.Length > PhotographStripping.LargestFile ? SkipReasons.PhotographTooLong : SkipReasons.PhotographWithoutStudy;
            return new FileHeader(file with { IsPhotograph = true }, Skip: reason);
        }
        catch (DicomFormatException) when (includeEverything)
        {
            return new FileHeader(file);
        }
        catch (DicomFormatException e) when (e.Reason == DicomReason.Dicomdir)
        {
            return new FileHeader(file, Skip: SkipReasons.Dicomdir);
        }
        catch (DicomFormatException)
        {
            return BeginsAsDicom(stream) ? new FileHeader(file) : new FileHeader(file, Skip: SkipReasons.NotDicom);
        }
    }

    private static bool IsPhotograph(FileStream stream)
    {
        Span<byte> start = stackalloc byte[8];
        stream.Position = 0;
        return PhotographStripping.FormatOf(start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]) is not null;
    }

    /// <summary>A preamble and <c>DICM</c>, or a first element of group 0002 or 0008 in little-endian.</summary>
    private static bool BeginsAsDicom(FileStream stream)
    {
        Span<byte> start = stackalloc byte[132];
        stream.Position = 0;
        int count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start[..count] is [0x02 or 0x08, 0, _, 0, ..] || (count == start.Length && start[128..].SequenceEqual("DICM"u8));
    }

    internal static FileSystemEnumerable<Walked> Walk(string folder)
    {
        string root = Path.GetFullPath(folder);
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };
        return new FileSystemEnumerable<Walked>(root, (ref entry) => Describe(root, ref entry), options)
        {
            ShouldIncludePredicate = static (ref entry) => entry.IsDirectory ? IsLink(ref entry) : !SendFiles.IsOwn(entry.FileName),
            ShouldRecursePredicate = static (ref entry) => !IsLink(ref entry),
        };
    }

    private static Walked Describe(string root, ref FileSystemEntry entry)
    {
        string path = Path.GetRelativePath(root, entry.ToFullPath()).Replace(Path.DirectorySeparatorChar, '/');
        long modified = entry.LastWriteTimeUtc.UtcTicks;
        return entry.IsDirectory ? new Walked(path, 0, modified, IsFolderLink: true) : new Walked(path, LengthOf(ref entry), modified, IsFolderLink: false);
    }

    private static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    /// <summary>Of a link's target, for the entry's own length would be the link's.</summary>
    private static long LengthOf(ref FileSystemEntry entry)
        => IsLink(ref entry) && File.ResolveLinkTarget(entry.ToFullPath(), returnFinalTarget: true) is FileInfo { Exists: true } target ? target.Length : entry.Length;

    /// <summary>A file, or a link to a folder, as the walk comes by it; <paramref name="Modified"/> in ticks, UTC.</summary>
    internal readonly record struct Walked(string Path, long Length, long Modified, bool IsFolderLink);

    /// <summary>What a file's header says: its study and patient, or why it is left out; a picture is, unless it lies beside a study.</summary>
    internal sealed record FileHeader(FoundFile File, string? StudyInstanceUid = null, string? PatientId = null, string? Skip = null);
}
