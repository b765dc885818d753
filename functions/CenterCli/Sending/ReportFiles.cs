using System.Text.Json;
using Pipeline.Cloud;

namespace Pipeline.CenterCli;

/// <summary>
/// Domain reports (領域レポート) beside the images: <c>{StudyInstanceUID}.report.json</c> anywhere, or <c>report.json</c> in a
/// folder whose files, those below it included, are all of one study. A report that could belong to several is not attached.
/// </summary>
internal static class ReportFiles
{
    private const string InFolder = "report.json";
    private const string ByStudy = ".report.json";
    private const int LongestReport = 4 * 1024 * 1024;

    public static bool IsReport(string path)
        => string.Equals(NameOf(path), InFolder, StringComparison.OrdinalIgnoreCase) || NameOf(path).EndsWith(ByStudy, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is the report of the study in its folder.</summary>
    public static bool IsInFolder(string path) => string.Equals(NameOf(path), InFolder, StringComparison.OrdinalIgnoreCase);

    /// <summary>Moves the reports that belong to a study from <paramref name="skipped"/> to it.</summary>
    public static void Attach(List<FoundStudy> studies, List<SkippedFile> skipped, bool includeEverything)
    {
        SkippedFile[] reports = [.. skipped.Where(file => file.Reason == SkipReasons.ReportWithoutStudy)];
        if (reports.Length == 0)
        {
            return;
        }

        Dictionary<string, FoundStudy> byUid = studies.Where(study => study is { StudyInstanceUid: not null, Part: 0 }).ToDictionary(study => study.StudyInstanceUid!);
        Dictionary<string, FoundStudy?> byFolder = OwnersOf(reports, studies);
        ILookup<FoundStudy?, SkippedFile> named = reports.ToLookup(report => byUid.GetValueOrDefault(UidOf(report.Path)));
        ILookup<FoundStudy?, SkippedFile> beside = named[null].ToLookup(report => IsInFolder(report.Path) ? byFolder.GetValueOrDefault(PhotographFiles.FolderOf(report.Path)) : null);
        foreach (FoundStudy study in byUid.Values)
        {
            SkippedFile[] candidates = named[study].Any() ? [.. named[study]] : [.. beside[study]];
            if (candidates is [var only])
            {
                study.Report = only.Path;
                skipped.Remove(only);
            }
        }

        if (includeEverything)
        {
            studies.AddRange(skipped.Where(file => file.Reason == SkipReasons.ReportWithoutStudy)
                .Select(file => new FoundStudy { StudyInstanceUid = null, PatientId = null, Files = [new FoundFile(file.Path, file.Length)] }));
            skipped.RemoveAll(file => file.Reason == SkipReasons.ReportWithoutStudy);
        }
    }

    /// <summary>Reads a report as it goes into the manifest.</summary>
    /// <exception cref="JsonException">It is no domain report.</exception>
    public static async Task<JsonElement> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using FileStream file = File.OpenRead(path);
        if (file.Length > LongestReport)
        {
            throw new JsonException("The report is too long.");
        }

        using JsonDocument document = await JsonDocument.ParseAsync(file, new JsonDocumentOptions { MaxDepth = MessageJson.MaximumDepth - 2, AllowDuplicateProperties = false }, cancellationToken);
        _ = document.Deserialize(CenterJson.Strict.DomainReport) ?? throw new JsonException("The report is null.");
        return document.RootElement.Clone();
    }

    /// <summary>For each folder with a report: the one study that everything below it is of, or null.</summary>
    private static Dictionary<string, FoundStudy?> OwnersOf(SkippedFile[] reports, List<FoundStudy> studies)
    {
        HashSet<string> folders = [.. reports.Select(report => PhotographFiles.FolderOf(report.Path))];
        var owners = new Dictionary<string, FoundStudy?>();
        foreach (FoundStudy study in studies.Where(study => study.StudyInstanceUid is not null))
        {
            foreach (string folder in study.Files.SelectMany(file => PhotographFiles.FoldersFrom(PhotographFiles.FolderOf(file.Path))).Where(folders.Contains).Distinct())
            {
                bool isFirst = !owners.TryGetValue(folder, out FoundStudy? other);
                owners[folder] = isFirst ? study : other is not null && other.StudyInstanceUid == study.StudyInstanceUid ? other : null;
            }
        }

        return owners;
    }

    private static string UidOf(string path) => IsInFolder(path) ? "" : NameOf(path)[..^ByStudy.Length];

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
