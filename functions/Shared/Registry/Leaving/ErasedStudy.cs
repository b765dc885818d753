namespace Pipeline.Registry;

/// <summary>What stands in place of the study of which only the provision record is kept.</summary>
public static class ErasedStudy
{
    /// <summary>No Study Instance UID begins so.</summary>
    public const string Prefix = "erased-";

    /// <summary>In place of the Study Instance UID, which is unique within the facility.</summary>
    public static string UidOf(Guid caseId) => Prefix + caseId;
}
