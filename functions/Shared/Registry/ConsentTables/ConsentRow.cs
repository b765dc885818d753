namespace Pipeline.Registry;

/// <summary>A line of a consent table: accepted, or refused with its problems.</summary>
/// <param name="Line">Line within the table, 1 being the header.</param>
/// <param name="Accepted">What it states; none: refused.</param>
/// <param name="Problems">Why it was refused, one for each column at fault.</param>
public sealed record ConsentRow(int Line, ConsentLine? Accepted, IReadOnlyList<ConsentProblem> Problems);

/// <summary>Why a line, or one column of it, cannot be taken.</summary>
/// <param name="Line">Line within the table, 1 being the header.</param>
/// <param name="Column">Column as we name it, e.g. <c>birth_date</c>; none: the line as a whole.</param>
/// <param name="Reason">Reason code.</param>
public sealed record ConsentProblem(int Line, string? Column, string Reason);
