using System.Buffers;
using System.Text;
using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>
/// The independent check of a result: the original's identifiers, in every spelling and encoding, searched byte by byte in
/// the header about to be written.
/// </summary>
internal sealed class LeakCheck
{
    private static readonly SearchValues<byte> WordBytes = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private readonly byte[][] _anywhere;
    private readonly byte[][] _words;

    private LeakCheck(LeakTerms terms) => (_anywhere, _words) = ([.. terms.Anywhere], [.. terms.AsWords]);

    /// <summary>Gathers the terms of an object before anything in it is edited.</summary>
    public static LeakCheck Of(DicomFile file, DataSet root, PatientContext patient, DeidentificationProfile profile)
    {
        var terms = new LeakTerms();
        terms.AddNumber(patient.PatientId);
        if (patient.BirthDate is { } known) terms.AddBirthDate(known);
        foreach (string name in patient.Names) terms.AddPatientName(name);
        if (!profile.Has(ProfileOption.RetainInstitutionIdentity))
        {
            foreach (string name in patient.InstitutionNames) terms.AddPlace(name);
        }

        if (!profile.Has(ProfileOption.RetainUids)) Uids(file.Meta, terms);
        Gather(root, terms, profile);
        return new LeakCheck(terms);
    }

    /// <summary>Whether any identifier stands in these bytes.</summary>
    public bool Finds(ReadOnlySpan<byte> bytes)
    {
        foreach (byte[] term in _anywhere)
        {
            if (bytes.IndexOf(term) >= 0) return true;
        }

        foreach (byte[] word in _words)
        {
            if (FindsWord(bytes, word)) return true;
        }

        return false;
    }

    private static bool FindsWord(ReadOnlySpan<byte> bytes, byte[] word)
    {
        for (int from = 0; bytes[from..].IndexOf(word) is >= 0 and var at; from += at + 1)
        {
            int start = from + at, end = start + word.Length;
            bool before = start > 0 && WordBytes.Contains(bytes[start - 1]);
            bool after = end < bytes.Length && WordBytes.Contains(bytes[end]);
            if (!before && !after) return true;
            // A number behind letters, or letters behind a number, is still the number.
            if (IsDigits(word) && word.Length >= 8 && (!before || !IsDigit(bytes[start - 1])) && (!after || !IsDigit(bytes[end]))) return true;
        }

        return false;
    }

    private static void Gather(DataSet dataSet, LeakTerms terms, DeidentificationProfile profile)
    {
        foreach (Element element in dataSet)
        {
            if (element.Items is { } items)
            {
                foreach (DataSet item in items) Gather(item, terms, profile);
                continue;
            }

            if (element.IsStreamed || element.Length is 0 or > 4096) continue;
            if (element.Vr == Vr.PN) Names(dataSet, element, terms);
            else if (element.Vr == Vr.UI && !profile.Rules.KeepsUid(element.Tag)) Each(dataSet, element.Tag, terms.AddUid);
            else if (element.Tag.Value is 0x0010_0020 or 0x0010_1000 or 0x0008_0050 or 0x0010_1050 or 0x0010_1090 or 0x0038_0010 or 0x0040_2016 or 0x0040_2017) Each(dataSet, element.Tag, terms.AddNumber);
            else if (element.Tag.Value is 0x0010_0030 && DateOnly.TryParseExact(dataSet.GetString(element.Tag)?.Replace(".", "", StringComparison.Ordinal), "yyyyMMdd", out DateOnly birth)) terms.AddBirthDate(birth);
            else if (element.Tag.Value is 0x0008_0080 or 0x0008_0081 && !profile.Has(ProfileOption.RetainInstitutionIdentity)) Each(dataSet, element.Tag, terms.AddPlace);
            else if (element.Tag.Value is 0x0010_1040) Each(dataSet, element.Tag, terms.AddPlace);
        }
    }

    private static void Names(DataSet dataSet, Element element, LeakTerms terms)
    {
        bool patient = element.Tag.Value is 0x0010_0010 or 0x0010_1001 or 0x0010_1005;
        Each(dataSet, element.Tag, patient ? terms.AddPatientName : terms.AddPersonName);
    }

    private static void Uids(DataSet meta, LeakTerms terms)
    {
        foreach (Element element in meta)
        {
            if (element.Tag.Value == 0x0002_0003) terms.AddUid(Encoding.Latin1.GetString(element.Value).Trim(' ', '\0'));
        }
    }

    private static void Each(DataSet dataSet, Tag tag, Action<string> add)
    {
        foreach (string value in dataSet.GetStrings(tag)) add(value);
    }

    private static bool IsDigits(byte[] word) => !word.AsSpan().ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static bool IsDigit(byte value) => value is >= (byte)'0' and <= (byte)'9';
}
