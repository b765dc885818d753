using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>PS3.15 Table E.3.10-1: private attributes known to identify nobody.</summary>
public static class SafePrivate
{
    /// <summary>Rows of the table.</summary>
    public static int Count => SafePrivateTable.Count;

    /// <summary>Whether the element is listed for the creator that reserves its block.</summary>
    /// <param name="element">A private element, not a creator.</param>
    /// <param name="creator">The value of the private creator, without padding.</param>
    public static bool Contains(Tag element, string creator)
        => SafePrivateTable.ElementsOf(creator).BinarySearch((element.Group << 8) | (element.Element & 0xFF)) >= 0;
}
