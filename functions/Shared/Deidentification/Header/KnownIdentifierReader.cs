using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>Reads from a header, before it is edited, what the text cleaner must look for.</summary>
internal static class KnownIdentifierReader
{
    public static KnownIdentifiers Read(DataSet root, PatientContext patient)
    {
        List<string> names = [.. patient.Names], others = [], numbers = [patient.PatientId], places = [.. patient.InstitutionNames];
        Read(root, names, others, numbers, places);
        return new KnownIdentifiers
        {
            PatientNames = names,
            OtherNames = others,
            Numbers = numbers,
            Institutions = places,
            BirthDate = patient.BirthDate ?? BirthDate(root),
        };
    }

    private static void Read(DataSet dataSet, List<string> names, List<string> others, List<string> numbers, List<string> places)
    {
        foreach (Element element in dataSet)
        {
            if (element.Items is { } items)
            {
                foreach (DataSet item in items) Read(item, names, others, numbers, places);
            }
            else if (element.IsStreamed || element.Length == 0 || element.Tag.IsPrivate)
            {
                continue;
            }
            else if (PatientAttributes.Names.Contains(element.Tag)) names.AddRange(dataSet.GetStrings(element.Tag));
            else if (element.Vr == Vr.PN) others.AddRange(dataSet.GetStrings(element.Tag));
            else if (PatientAttributes.Numbers.Contains(element.Tag)) numbers.AddRange(dataSet.GetStrings(element.Tag));
            else if (PatientAttributes.Places.Contains(element.Tag)) places.AddRange(dataSet.GetStrings(element.Tag));
        }
    }

    private static DateOnly? BirthDate(DataSet root)
        => root.GetString(Tags.PatientBirthDate) is { } text && DateShift.TryParseDate(text, out DateOnly date) ? date : null;
}
