using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>The opt-out desk.</summary>
/// <param name="Facilities">All facilities, by ID.</param>
/// <param name="Projects">All projects, by ID.</param>
/// <param name="RequestId">The ID of the request that this page will send: sent twice, it is one request.</param>
public sealed record DeskView(IReadOnlyList<Facility> Facilities, IReadOnlyList<Project> Projects, Guid RequestId)
{
    /// <summary>The facility asked about; none: nobody was looked up yet.</summary>
    public FacilityId? Facility { get; init; }

    /// <summary>患者ID as it was entered.</summary>
    public string FacilityPatientId { get; init; } = "";

    /// <summary>What the ledger says; none: the center does not know that patient ID.</summary>
    public LedgerState? Ledger { get; init; }

    /// <summary>Studies registered.</summary>
    public int Studies { get; init; }

    /// <summary>Receipts given before, newest first.</summary>
    public IReadOnlyList<DeskReceipt> Receipts { get; init; } = [];

    /// <summary>Reason code of why the request just sent was refused; none: nothing was sent, or it was recorded.</summary>
    public string? Refusal { get; init; }

    /// <summary>The request just sent is in the ledger, and is of a kind that gives no receipt.</summary>
    public bool Recorded { get; init; }
}
