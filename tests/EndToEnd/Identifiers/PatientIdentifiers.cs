using System.Globalization;
using Pipeline.Dicom;
using Pipeline.LocalCenter.Demo;

namespace Pipeline.EndToEnd.Identifiers;

/// <summary>Every text that would tell who a patient of the demonstration is, in every form it is written in.</summary>
internal static class PatientIdentifiers
{
    private static readonly (DateOnly From, string Kanji, string Letter)[] Eras =
        [(new(2019, 5, 1), "令和", "R"), (new(1989, 1, 8), "平成", "H"), (new(1926, 12, 25), "昭和", "S"), (new(1912, 7, 30), "大正", "T")];

    /// <summary>What no message, log line, blob name or copy may hold, by what it is. Each once.</summary>
    /// <param name="outgoing">Where the facilities' originals lie.</param>
    /// <param name="today">The day the demonstration began.</param>
    public static IReadOnlyDictionary<string, string> Of(string outgoing, DateOnly today)
    {
        Dictionary<string, string> all = [];
        foreach (DemoPatient patient in new Deck(today).Patients)
        {
            Add(all, $"ID of {patient.Id}", patient.Id, patient.Id.Split('-')[1]);
            Add(all, $"name of {patient.Id}", [.. NamesOf(patient.Name)]);
            Add(all, $"birth date of {patient.Id}", [.. DatesOf(patient.BirthDate)]);
        }

        foreach (string file in Directory.EnumerateFiles(outgoing, "*.dcm", SearchOption.AllDirectories))
        {
            using DicomFile original = DicomFile.Open(File.OpenRead(file));
            foreach (Tag tag in new[] { Tags.StudyInstanceUID, Tags.SeriesInstanceUID, Tags.SOPInstanceUID, Tags.AccessionNumber, Tags.InstitutionName })
            {
                Add(all, $"{tag}", original.DataSet.GetString(tag)!);
            }
        }

        Add(all, "physician", "Suzuki^Hanako", "鈴木^花子", "鈴木 花子", "スズキ^ハナコ");
        return all;
    }

    /// <summary>What the objects below a folder say of whom they are of: patient's ID and names, and every UID of theirs.</summary>
    public static IReadOnlyDictionary<string, string> OfFiles(string folder)
    {
        Dictionary<string, string> all = [];
        foreach (string file in Directory.EnumerateFiles(folder, "*.dcm", SearchOption.AllDirectories))
        {
            using DicomFile original = DicomFile.Open(File.OpenRead(file));
            foreach (Tag tag in new[] { Tags.PatientID, Tags.StudyInstanceUID, Tags.SeriesInstanceUID, Tags.SOPInstanceUID })
            {
                Add(all, $"{tag}", original.DataSet.GetString(tag)!);
            }

            Add(all, "name", original.DataSet.GetString(Tags.PatientName)!.Split('='));
        }

        return all;
    }

    private static void Add(Dictionary<string, string> all, string what, params string[] texts)
    {
        foreach (string text in texts)
        {
            all.TryAdd(text, what);
        }
    }

    /// <summary>Whole and in parts, each group; kana in both scripts and half width.</summary>
    private static IEnumerable<string> NamesOf(DemoName name)
    {
        foreach (string group in new[] { name.Romaji, name.Kanji, name.Kana, Hiragana(name.Kana) })
        {
            yield return group;
            yield return group.Replace('^', ' ');
            yield return group.Replace('^', '　');
            yield return group.Replace("^", "", StringComparison.Ordinal);
            foreach (string part in group.Split('^'))
            {
                yield return part;
            }
        }
    }

    private static IEnumerable<string> DatesOf(DateOnly date)
    {
        foreach (string format in new[] { "yyyyMMdd", "yyyy-MM-dd", "yyyy/MM/dd", "yyyy/M/d", "yyyy.MM.dd", "yyyy.M.d", "yyyy年M月d日", "yyyy年MM月dd日" })
        {
            yield return date.ToString(format, CultureInfo.InvariantCulture);
        }

        (DateOnly from, string kanji, string letter) = Eras.First(era => era.From <= date);
        int year = date.Year - from.Year + 1;
        yield return $"{kanji}{(year == 1 ? "元" : year)}年{date.Month}月{date.Day}日";
        yield return $"{letter}{year}.{date.Month}.{date.Day}";
        yield return $"{letter}{year:D2}.{date.Month:D2}.{date.Day:D2}";
    }

    private static string Hiragana(string katakana) => string.Concat(katakana.Select(c => c is >= 'ァ' and <= 'ヶ' ? (char)(c - 0x60) : c));
}
