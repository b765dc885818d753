using System.Globalization;
using System.Text;
using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>The identifiers of an object as they stand in its original header and in what the caller knows, not yet spelled out.</summary>
internal sealed class LeakSources(DeidentificationProfile profile)
{
    private const int LongestValue = 4096;
    private const int ShortestUid = 8;

    private readonly bool _wantsInstitutions = !profile.Has(ProfileOption.RetainInstitutionIdentity);
    private readonly List<(Kind Kind, string Value)> _found = [];

    private enum Kind
    {
        PatientName,
        PersonName,
        Number,
        BirthDate,
        Place,
    }

    /// <summary>UIDs, each once. They differ from object to object, the rest from patient to patient.</summary>
    public List<byte[]> Uids { get; } = [];

    /// <summary>The same for two objects of which <see cref="Terms"/> would be the same.</summary>
    public string Key
    {
        get
        {
            var key = new StringBuilder();
            foreach ((Kind kind, string value) in _found) key.Append((char)('a' + kind)).Append(value).Append('\u0001');
            return key.ToString();
        }
    }

    /// <summary>Adds what the caller knows.</summary>
    public void Add(PatientContext patient)
    {
        Found(Kind.Number, patient.PatientId);
        if (patient.BirthDate is { } birth) Found(Kind.BirthDate, birth.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        foreach (string name in patient.Names) Found(Kind.PatientName, name);
        if (!_wantsInstitutions) return;
        foreach (string name in patient.InstitutionNames) Found(Kind.Place, name);
    }

    /// <summary>Adds what the object says.</summary>
    public void Add(DataSet meta, DataSet root)
    {
        if (!profile.Has(ProfileOption.RetainUids) && meta.TryGet(Tags.MediaStorageSOPInstanceUID, out Element uid)) AddUids(uid.Value);
        Gather(root);
    }

    /// <summary>Every spelling of what was found.</summary>
    public LeakTermSet Terms()
    {
        var terms = new LeakTerms();
        foreach ((Kind kind, string value) in _found)
        {
            switch (kind)
            {
                case Kind.PatientName:
                    terms.AddPatientName(value);
                    break;
                case Kind.PersonName:
                    terms.AddPersonName(value);
                    break;
                case Kind.Number:
                    terms.AddNumber(value);
                    break;
                case Kind.Place:
                    terms.AddPlace(value);
                    break;
                case Kind.BirthDate when DateOnly.TryParseExact(value.Replace(".", "", StringComparison.Ordinal), "yyyyMMdd", out DateOnly birth):
                    terms.AddBirthDate(birth);
                    break;
            }
        }

        return new LeakTermSet(terms);
    }

    private void Gather(DataSet dataSet)
    {
        foreach (Element element in dataSet)
        {
            if (element.Items is { } items)
            {
                foreach (DataSet item in items) Gather(item);
            }
            else if (!element.IsStreamed && element.Length is > 0 and <= LongestValue)
            {
                Gather(element);
            }
        }
    }

    private void Gather(in Element element)
    {
        uint tag = element.Tag.Value;
        if (element.Vr == Vr.PN) Each(element, tag is 0x0010_0010 or 0x0010_1001 or 0x0010_1005 ? Kind.PatientName : Kind.PersonName);
        else if (element.Vr == Vr.UI && !profile.Rules.KeepsUid(element.Tag)) AddUids(element.Value);
        else if (tag is 0x0010_0020 or 0x0010_1000 or 0x0008_0050 or 0x0010_1050 or 0x0010_1090 or 0x0038_0010 or 0x0040_2016 or 0x0040_2017) Each(element, Kind.Number);
        else if (tag is 0x0010_0030 && element.DataSet.GetString(element.Tag) is { } birth) Found(Kind.BirthDate, birth);
        else if (tag is 0x0010_1040 || (tag is 0x0008_0080 or 0x0008_0081 && _wantsInstitutions)) Each(element, Kind.Place);
    }

    private void Each(in Element element, Kind kind)
    {
        foreach (string value in element.DataSet.GetStrings(element.Tag)) Found(kind, value);
    }

    private void Found(Kind kind, string value) => _found.Add((kind, value));

    private void AddUids(ReadOnlySpan<byte> value)
    {
        foreach (Range range in value.Split((byte)'\\'))
        {
            ReadOnlySpan<byte> uid = value[range].Trim(" \0"u8);
            if (uid.Length >= ShortestUid && !uid.StartsWith("1.2.840.10008."u8) && !Has(uid)) Uids.Add(uid.ToArray());
        }
    }

    private bool Has(ReadOnlySpan<byte> uid)
    {
        foreach (byte[] known in Uids)
        {
            if (uid.SequenceEqual(known)) return true;
        }

        return false;
    }
}
