namespace Pipeline.Registry;

/// <summary>An app has looked through the storage it can list for what is left of a facility.</summary>
public sealed class ErasureConfirmation
{
    /// <summary>The erasure.</summary>
    public required Guid ErasureId { get; init; }

    /// <summary>Which app: <c>research</c> or <c>delivery</c>.</summary>
    public required string App { get; init; }

    /// <summary>When it looked.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Blobs it looked for or at.</summary>
    public int Checked { get; set; }

    /// <summary>Blobs that should not be there any more.</summary>
    public int Found { get; set; }

    /// <summary>Random names of leftovers in <c>named-{facility}</c>, which Intake may delete and not list; the first thousand.</summary>
    public List<string> Leftovers { get; set; } = [];
}
