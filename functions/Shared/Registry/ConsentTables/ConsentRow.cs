namespace Pipeline.Registry;

/// <summary>A line of a consent table: accepted, or refused with its problems.</summary>
/// <param name="Line">Line within the table, 1 being the header.</param>
/// <param name="FacilityPatientId">患者ID; empty: it cannot be read. Personal data.</param>
/// <param name="Accepted">What it states; none: refused.</param>
/// <param name="Problems">Why it was refused, one for each column at fault.</param>
public sealed record ConsentRow(int Line, string FacilityPatientId, ConsentLine? Accepted, IReadOnlyList<ConsentProblem> Problems)
{
    /// <summary>What of it is followed even where it is refused, its patient being named: opt-out, ×, death; none: nothing.</summary>
    public ConsentLine? Forbids { get; init; }
}

/// <summary>Why a line, or one column of it, cannot be taken.</summary>
/// <param name="Line">Line within the table, 1 being the header.</param>
/// <param name="Column">Column as we name it, e.g. <c>birth_date</c>; none: the line as a whole.</param>
/// <param name="Reason">Reason code.</param>
public sealed record ConsentProblem(int Line, string? Column, string Reason);
