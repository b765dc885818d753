namespace Pipeline.Registry;

/// <summary>How far a facility's erasure is and, once completed, its proof. Names no patient.</summary>
public sealed record ErasureReport
{
    /// <summary>The facility.</summary>
    public required FacilityId Facility { get; init; }

    /// <summary>Who ordered it.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Requested { get; init; }

    /// <summary>When nothing was left to remove.</summary>
    public DateTimeOffset? Erased { get; init; }

    /// <summary>When every app had confirmed it by looking.</summary>
    public DateTimeOffset? Completed { get; init; }

    /// <summary>Studies, objects and uploads removed.</summary>
    public required ErasureCounts Removed { get; init; }

    /// <summary>Studies and objects not removed yet.</summary>
    public required ErasureCounts Remaining { get; init; }

    /// <summary>Provision records kept for their three years, patients and ledger entries with them.</summary>
    public required int ProvisionRecords { get; init; }

    /// <summary>Patients of whom a record is kept.</summary>
    public required int PatientsOnRecord { get; init; }

    /// <summary>Deletion requests (消去依頼) that recipients have not acknowledged.</summary>
    public required int OpenDeletionRequests { get; init; }

    /// <summary>Who looked through which storage, and what was found.</summary>
    public required IReadOnlyList<ErasureFinding> Confirmations { get; init; }
}

/// <summary>Studies, objects in the named storage, and uploads.</summary>
public sealed record ErasureCounts(int Cases, int Objects, int Uploads);

/// <summary>What an app found when it looked.</summary>
/// <param name="App">The app.</param>
/// <param name="At">When.</param>
/// <param name="Checked">Blobs it looked for or at.</param>
/// <param name="Found">Blobs that should not have been there.</param>
public sealed record ErasureFinding(string App, DateTimeOffset At, int Checked, int Found);
