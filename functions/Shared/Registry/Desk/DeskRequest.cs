namespace Pipeline.Registry;

/// <summary>A request as the operator enters it.</summary>
public sealed record DeskRequest
{
    /// <summary>Most characters of a reason.</summary>
    public const int LongestReason = 300;

    /// <summary>Made by whoever sends it: the same request sent again is the same act, with the same receipt.</summary>
    public required Guid Id { get; init; }

    /// <summary>The facility.</summary>
    public required FacilityId FacilityId { get; init; }

    /// <summary>患者ID. Personal data.</summary>
    public required string FacilityPatientId { get; init; }

    /// <summary>What is asked for.</summary>
    public required DeskRequestKind Kind { get; init; }

    /// <summary>Who asks.</summary>
    public required OptOutBy By { get; init; }

    /// <summary>How it reached the desk.</summary>
    public required DeskChannel Channel { get; init; }

    /// <summary>Of a withdrawal of consent: the project; none: all.</summary>
    public ProjectId? ProjectId { get; init; }

    /// <summary>Of a death: its day (JST).</summary>
    public DateOnly? DiedOn { get; init; }

    /// <summary>Of a correction: the right birth date; none: it stands.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>Of a correction: the right sex; unknown: it stands.</summary>
    public Sex Sex { get; init; }

    /// <summary>The operator's note; never names the patient. Needed for all but an opt-out, which needs no reason.</summary>
    public string? Reason { get; init; }

    /// <summary>The center has never heard of that patient ID, and the operator has made sure that it is right.</summary>
    public bool UnknownPatient { get; init; }
}
