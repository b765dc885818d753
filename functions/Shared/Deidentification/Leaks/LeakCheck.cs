using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>
/// The independent check of a result: the original's identifiers, in every spelling and encoding, searched byte by byte in
/// the header about to be written.
/// </summary>
internal sealed class LeakCheck
{
    private readonly LeakTermSet _terms;
    private readonly List<byte[]> _uids;

    private LeakCheck(LeakTermSet terms, List<byte[]> uids) => (_terms, _uids) = (terms, uids);

    /// <summary>Gathers the terms of an object before anything in it is edited.</summary>
    public static LeakCheck Of(DicomFile file, DataSet root, PatientContext patient, DeidentificationProfile profile, PatientCache? cache = null)
    {
        var known = new LeakSources(profile);
        known.Add(patient);
        known.Add(file.Meta, root);
        LeakTermSet terms = cache is null ? known.Terms() : cache.LeakTerms.Get(known.Key, static sources => sources.Terms(), known);
        return new LeakCheck(terms, known.Uids);
    }

    /// <summary>Whether any identifier stands in these bytes.</summary>
    public bool Finds(ReadOnlySpan<byte> bytes)
    {
        foreach (byte[] uid in _uids)
        {
            if (LeakTermSet.HasWord(bytes, uid)) return true;
        }

        return _terms.IsIn(bytes);
    }
}
