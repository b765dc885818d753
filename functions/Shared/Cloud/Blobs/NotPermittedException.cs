namespace Pipeline.Cloud;

/// <summary>This app has no access to that storage family: its configuration names no such account.</summary>
public sealed class NotPermittedException(StorageFamily family)
    : Exception($"This app has no access to the {family} storage account (Center:Accounts:{family} is not configured).")
{
    /// <summary>The family asked for.</summary>
    public StorageFamily Family { get; } = family;
}
