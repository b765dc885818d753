using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>Which kinds of objects without pixels can be judged by their attributes.</summary>
internal static class ObjectKinds
{
    private const string Storage = "1.2.840.10008.5.1.4.1.1.";

    // Stryker disable String : a table of data, read once; its tests compare it with the standard
    /// <summary>Structured reports (88), presentation states (11), spatial registration (66.1, 66.3), real world value mapping (67), RT structures and plans.</summary>
    private static readonly string[] Judged = ["88.", "11.", "66.1", "66.3", "67", "481.3", "481.5"];

    /// <summary>Raw data, documents, waveforms, surfaces of bodies, inventories.</summary>
    private static readonly string[] Unjudged = ["66", "66.5", "104.", "9.", "68.", "201."];

    // Stryker restore String
    /// <summary>Refuses what nothing is known of.</summary>
    public static void Require(DataSet root, bool hasPixels)
    {
        string? uid = root.GetString(Tags.SOPClassUID);
        if (string.IsNullOrEmpty(uid)) throw new QuarantineException(DeidentificationReason.UnknownSopClass, "no SOP Class UID", Tags.SOPClassUID);
        if (!uid.StartsWith(Storage, StringComparison.Ordinal)) throw new QuarantineException(DeidentificationReason.UnknownSopClass, "the SOP class is not one of images, reports, plans or presentation states", Tags.SOPClassUID);
        string kind = uid[Storage.Length..];
        if (Array.Exists(Unjudged, prefix => Is(kind, prefix))) throw new QuarantineException(DeidentificationReason.Unjudged, "documents, raw data and waveforms cannot be judged", Tags.SOPClassUID);
        if (!hasPixels && !Array.Exists(Judged, prefix => Is(kind, prefix))) throw new QuarantineException(DeidentificationReason.Unjudged, "an object of this SOP class has pixels, and this one has none", Tags.SOPClassUID);
        if (root.Contains(Tags.EncapsulatedDocument) || root.Contains(Tags.WaveformSequence)) throw new QuarantineException(DeidentificationReason.Unjudged, "an encapsulated document or waveform cannot be judged", Tags.SOPClassUID);
    }

    private static bool Is(string kind, string prefix) => prefix.EndsWith('.') ? kind.StartsWith(prefix, StringComparison.Ordinal) : kind == prefix;
}
