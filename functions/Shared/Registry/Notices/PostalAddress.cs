namespace Pipeline.Registry;

/// <summary>
/// Where a notice may be posted to, as the facility's consent table states it. Personal data: kept only while the patient is
/// still to be notified, and nowhere else.
/// </summary>
public sealed class PostalAddress
{
    /// <summary>Whose.</summary>
    public required Guid PatientId { get; init; }

    /// <summary>郵便番号.</summary>
    public string? PostalCode { get; set; }

    /// <summary>住所.</summary>
    public required string Address { get; set; }

    /// <summary>宛名; none: the table does not say.</summary>
    public string? Addressee { get; set; }
}
