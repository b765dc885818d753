namespace Pipeline.Registry;

/// <summary>
/// The copy (控え) of the receipt given to whoever asked for something at the desk. Kept three years, also when the facility
/// leaves and its patients' rows go, hence the patient ID in it; then deleted. Append-only.
/// </summary>
public sealed class DeskReceipt
{
    /// <summary>Years for which it is kept. A policy.</summary>
    public const int KeepYears = 3;

    /// <summary>The request's ID.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it is asked for by, e.g. <c>20261122-7K3M9QXT</c>: the day in Japan and eight random characters.</summary>
    public required string Number { get; init; }

    /// <summary>The facility.</summary>
    public required FacilityId FacilityId { get; init; }

    /// <summary>The patient's row, which may be gone by now.</summary>
    public required Guid PatientId { get; init; }

    /// <summary>患者ID as it was stated. Personal data.</summary>
    public required string FacilityPatientId { get; init; }

    /// <summary>What was asked.</summary>
    public required DeskRequestKind Kind { get; init; }

    /// <summary>Who asked.</summary>
    public required OptOutBy By { get; init; }

    /// <summary>How it reached the desk.</summary>
    public required DeskChannel Channel { get; init; }

    /// <summary>Of a withdrawal of consent: the project; none: all.</summary>
    public ProjectId? ProjectId { get; init; }

    /// <summary>When it was taken, which is when it took effect.</summary>
    public required DateTimeOffset Taken { get; init; }

    /// <summary>Subject of the operator who took it.</summary>
    public required string TakenBy { get; init; }

    /// <summary>The operator's name as the sign-in states it.</summary>
    public required string TakenByName { get; init; }

    /// <summary>The ledger entry it made.</summary>
    public required Guid LedgerEventId { get; init; }

    /// <summary>Last day (JST) on which it is kept.</summary>
    public required DateOnly KeptUntil { get; init; }
}
