namespace Pipeline.Cloud;

/// <summary>A storage account's purpose. One account each, so that a role assignment is one line per app and account.</summary>
public enum StorageFamily
{
    /// <summary>Encrypted packages as facilities upload them.</summary>
    Intake,

    /// <summary>Decrypted, named objects, and frames waiting for a person.</summary>
    Named,

    /// <summary>Anonymised copies and previews.</summary>
    Research,

    /// <summary>Packages for certified processors.</summary>
    Delivery,

    /// <summary>The anchored audit chain.</summary>
    Audit,
}
