using System.Globalization;
using System.Text;
using CsvHelper;
using Pipeline.CenterCli;
using Pipeline.Dicom;

namespace Pipeline.LocalCenter.Input;

/// <summary>
/// The consent table for real input: each patient in the files is put down as notified 31 days ago and consenting to research,
/// with birth date and sex as the files state them.
/// </summary>
internal static class InputConsents
{
    private static readonly string[] Header = ["患者ID", "生年月日", "性別", "次世代法通知", "研究同意"];

    /// <summary>Reads the headers below a folder and writes the table.</summary>
    public static async Task WriteAsync(string folder, string csvFile, DateOnly today, CancellationToken cancellationToken)
    {
        StudyFolder studies = await StudyFolder.ReadAsync(folder, includeEverything: true, parallel: 2, cancellationToken: cancellationToken);
        Dictionary<string, (DateOnly? Born, string Sex)> patients = [];
        foreach (FoundStudy study in studies.Studies.Where(s => !string.IsNullOrWhiteSpace(s.PatientId)))
        {
            patients.TryAdd(study.PatientId!.Trim(), IdentityIn(Path.Combine(folder, study.Files[0].Path), today));
        }

        string day = today.AddDays(-31).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await using StreamWriter text = new(csvFile + ".new", append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await using (CsvWriter csv = new(text, CultureInfo.InvariantCulture))
        {
            await WriteLineAsync(csv, Header);
            foreach ((string id, (DateOnly? born, string sex)) in patients)
            {
                await WriteLineAsync(csv, [id, born?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", sex, day, day]);
            }
        }

        File.Move(csvFile + ".new", csvFile, overwrite: true);
    }

    private static async Task WriteLineAsync(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (string cell in cells)
        {
            csv.WriteField(cell);
        }

        await csv.NextRecordAsync();
    }

    private static (DateOnly? Born, string Sex) IdentityIn(string path, DateOnly today)
    {
        try
        {
            using DicomFile file = DicomFile.Open(File.OpenRead(path));
            DateOnly? born = file.DataSet.GetDate(Tags.PatientBirthDate);
            return (born <= today ? born : null, file.DataSet.GetString(Tags.PatientSex) switch { "M" => "男", "F" => "女", _ => "" });
        }
        catch (DicomFormatException)
        {
            return (null, "");
        }
    }
}
