namespace Pipeline.Registry;

/// <summary>Attributes of a signature that a reviewer may let differ in a rule.</summary>
public enum DeviceAttribute
{
    /// <summary>(0018,1020).</summary>
    SoftwareVersions = 1,

    /// <summary>(0028,0004).</summary>
    PhotometricInterpretation = 2,

    /// <summary>(0018,6011); not for a rule that trusts them.</summary>
    Regions = 3,
}
