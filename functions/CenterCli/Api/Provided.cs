namespace Pipeline.CenterCli;

/// <summary>A package that was published for a recipient.</summary>
/// <param name="Provision">Its ID.</param>
/// <param name="Blob">Its name in the recipient's container.</param>
/// <param name="Size">Bytes of the blob.</param>
/// <param name="Published">When it became readable.</param>
/// <param name="State"><see cref="Readable"/>, or another word once it is not readable any more.</param>
/// <param name="DeletionRequested">消去依頼: since when what was pulled is to be deleted.</param>
/// <param name="DeletionAcknowledged">When the recipient said that it was.</param>
public sealed record Provided(
    Guid Provision,
    string Blob,
    long Size,
    DateTimeOffset Published,
    string State,
    DateTimeOffset? DeletionRequested = null,
    DateTimeOffset? DeletionAcknowledged = null)
{
    /// <summary>The state in which it may be pulled.</summary>
    public const string Readable = "published";

    /// <summary>Whether it may be pulled.</summary>
    public bool IsReadable => string.Equals(State, Readable, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is to be deleted and nobody said yet that it was.</summary>
    public bool IsToBeDeleted => DeletionRequested is not null && DeletionAcknowledged is null;
}

/// <summary>Says that a package was pulled.</summary>
/// <param name="Provision">Its ID.</param>
/// <param name="Blob">Its name.</param>
/// <param name="Ok">Whether it could be decrypted and every hash in it agreed.</param>
public sealed record PullReceipt(Guid Provision, string Blob, bool Ok);

/// <summary>Says that a package was deleted as asked.</summary>
/// <param name="Provision">Its ID.</param>
public sealed record DeletionAcknowledgement(Guid Provision);
