using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>The pseudonyms of one object's patient.</summary>
internal sealed class ObjectPseudonyms(Pseudonyms pseudonyms, DeidentificationProfile profile, PatientContext patient)
{
    private readonly Dictionary<string, string> _uids = [];

    /// <summary>The patient's pseudonym: ID and name.</summary>
    public string Patient { get; } = pseudonyms.Identifier(PseudonymKind.PatientId, patient.PatientId);

    /// <summary>How far the patient's dates move.</summary>
    public DateShift Shift { get; } = pseudonyms.DateShift(patient.PatientId, profile.MaximumShiftDays);

    /// <summary>Whether a UID stays as it is: a registered one, and with option Retain UIDs any that its attribute lets stay.</summary>
    public bool IsKept(string uid, bool mayStay = true) => (mayStay && profile.Has(ProfileOption.RetainUids) && new DicomUid(uid).IsValid) || Pseudonyms.IsWellKnown(uid);

    public string Uid(string original, bool mayStay = true)
    {
        if (IsKept(original, mayStay)) return original;
        if (!_uids.TryGetValue(original, out string? pseudonym)) _uids[original] = pseudonym = pseudonyms.Uid(original).Value;
        return pseudonym;
    }

    public string Identifier(PseudonymKind kind, string original) => pseudonyms.Identifier(kind, original);
}
