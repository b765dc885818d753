namespace Pipeline.Portal;

/// <summary>A consent table as its sender sees it.</summary>
/// <param name="Blob">Name in the facility's intake container.</param>
/// <param name="ETag">Which upload of that blob it was.</param>
/// <param name="Received">When it was received.</param>
/// <param name="Refusal">Why the whole table could not be read, if so.</param>
/// <param name="LinesAccepted">Lines now in the ledger.</param>
/// <param name="LinesRefused">Lines refused.</param>
/// <param name="Problems">One for each problem, by line.</param>
/// <param name="Completed">When its last line was dealt with, or the table refused.</param>
/// <param name="Snapshot">It was sent as the facility's whole table.</param>
/// <param name="PatientsMissing">Of a whole table: listed patients who are not in it.</param>
/// <param name="PatientsUnlisted">Of a whole table: those of them who became unknown, and are held.</param>
internal sealed record ConsentTableLine(
    string Blob, string ETag, DateTimeOffset Received, ReasonLine? Refusal, int LinesAccepted, int LinesRefused, IReadOnlyList<ConsentProblemLine> Problems, DateTimeOffset? Completed,
    bool Snapshot, int PatientsMissing, int PatientsUnlisted);

/// <summary>A problem within a consent table.</summary>
/// <param name="Line">Line within the table, 1 being the header.</param>
/// <param name="Column">The column's header; none: the line as a whole.</param>
/// <param name="Reason">Why.</param>
internal sealed record ConsentProblemLine(int Line, string? Column, ReasonLine Reason);
