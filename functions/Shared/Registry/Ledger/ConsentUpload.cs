namespace Pipeline.Registry;

/// <summary>A facility's consent table as it was received, and what became of each line.</summary>
public sealed class ConsentUpload
{
    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>The sender.</summary>
    public required FacilityId FacilityId { get; init; }

    /// <summary>Name of the encrypted blob in <c>intake-{facility}</c>.</summary>
    public required string BlobName { get; init; }

    /// <summary>The blob's ETag: the same blob with another ETag is another upload.</summary>
    public required string ETag { get; init; }

    /// <summary>When it was received; a ○ without a date counts from this day.</summary>
    public required DateTimeOffset Received { get; init; }

    /// <summary>When its sender made it, by the sender's clock but never after <see cref="Received"/>; none: its package has not been opened. Decides which of two tables is the older.</summary>
    public DateTimeOffset? Made { get; set; }

    /// <summary>It is the facility's whole table: patients missing in it become unknown. Otherwise it adds to what is known.</summary>
    public bool IsSnapshot { get; set; }

    /// <summary>When its last line was dealt with, or the table refused; none: a run that was cut goes on behind <see cref="LinesAccepted"/>.</summary>
    public DateTimeOffset? Completed { get; set; }

    /// <summary>Set when the table as a whole could not be read: a reason code.</summary>
    public string? Refusal { get; set; }

    /// <summary>Lines whose content is now in the ledger; while it is being taken, how many of those that state something were dealt with.</summary>
    public int LinesAccepted { get; set; }

    /// <summary>Lines that were refused; each has its row in <see cref="Problems"/>.</summary>
    public int LinesRefused { get; set; }

    /// <summary>Of a full table: listed patients who are missing in it.</summary>
    public int PatientsMissing { get; set; }

    /// <summary>Of a full table: the missing ones who became unknown; fewer than <see cref="PatientsMissing"/> where the table was in doubt, or a later one has them.</summary>
    public int PatientsUnlisted { get; set; }

    /// <summary>One row per problem.</summary>
    public List<ConsentLineProblem> Problems { get; } = [];
}
