using Pipeline.Dicom;
using Pipeline.LocalCenter.Demo;

namespace Pipeline.EndToEnd.Centers;

/// <summary>A demonstration patient's study as files of a folder, and changes to their headers.</summary>
internal static class StudyFiles
{
    /// <summary>SOP Class of a DICOMDIR.</summary>
    public const string MediaStorageDirectory = "1.2.840.10008.1.3.10";

    /// <summary>Writes the study without its report; returns its objects.</summary>
    public static async Task<string[]> WriteAsync(DemoPatient patient, string folder, CancellationToken cancellationToken)
    {
        await new DemoStudyFiles(folder, new DateOnly(2026, 4, 1)).WriteAsync(patient, cancellationToken);
        foreach (string report in Directory.EnumerateFiles(folder, "report.json", SearchOption.AllDirectories))
        {
            File.Delete(report);
        }

        return [.. Directory.EnumerateFiles(folder, "*.dcm", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    /// <summary>The same file with a change to its header.</summary>
    public static async Task RewriteAsync(string path, Action<DataSet> change, CancellationToken cancellationToken)
    {
        await using (DicomFile file = await DicomFile.OpenAsync(File.OpenRead(path), cancellation: cancellationToken))
        {
            await using FileStream target = File.Create(path + ".new");
            await file.WriteToAsync(target, new HeaderChange(change), cancellationToken);
        }

        File.Move(path + ".new", path, overwrite: true);
    }

    private sealed class HeaderChange(Action<DataSet> change) : DicomEdit
    {
        public override ValueTask EditAsync(DicomFile file, DataSet part, CancellationToken cancellation)
        {
            if (part == file.DataSet)
            {
                change(part);
                if (part.GetString(Tags.SOPClassUID) == MediaStorageDirectory)
                {
                    file.Meta.SetString(Tags.MediaStorageSOPClassUID, MediaStorageDirectory);
                }
            }

            return ValueTask.CompletedTask;
        }
    }
}
