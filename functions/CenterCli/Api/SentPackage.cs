namespace Pipeline.CenterCli;

/// <summary>A reason as the center tells it.</summary>
/// <param name="Code">Stable.</param>
/// <param name="Ja">The sentence with the way out, in Japanese.</param>
/// <param name="En">The same in English.</param>
public sealed record ReasonSaid(string Code, string Ja, string En)
{
    /// <summary>For people.</summary>
    public Text Text => new(Ja, En);
}

/// <summary>What became of a study package.</summary>
/// <param name="Blob">Its name.</param>
/// <param name="ETag">Which upload of that blob it was.</param>
/// <param name="Received">When the center first saw it.</param>
/// <param name="State"><c>receiving</c>, <c>registered</c> or <c>quarantined</c>.</param>
/// <param name="Files">Files its manifest counts.</param>
/// <param name="Reason">Of a quarantine: of the package or, if it is registered, of the picture files at the position.</param>
/// <param name="Detail">Position of the problem; never a value.</param>
public sealed record SentPackage(string Blob, string ETag, DateTimeOffset Received, string State, int Files, ReasonSaid? Reason = null, string? Detail = null)
{
    /// <summary>Being read.</summary>
    public bool IsReceiving => Is("receiving");

    /// <summary>In the case image database.</summary>
    public bool IsRegistered => Is("registered");

    /// <summary>Not taken; waits for somebody to act on its reason.</summary>
    public bool IsQuarantined => Is("quarantined");

    private bool Is(string state) => string.Equals(State, state, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What became of a consent table.</summary>
/// <param name="Blob">Its name.</param>
/// <param name="ETag">Which upload of that blob it was.</param>
/// <param name="Received">When it was received.</param>
/// <param name="LinesAccepted">Lines now in the ledger.</param>
/// <param name="LinesRefused">Lines refused.</param>
/// <param name="Problems">One for each problem.</param>
/// <param name="Refusal">Why the table as a whole could not be read.</param>
/// <param name="Completed">When its last line was dealt with.</param>
/// <param name="Snapshot">It was sent as the whole table.</param>
/// <param name="PatientsMissing">Of a whole table: listed patients who are not in it.</param>
/// <param name="PatientsUnlisted">Of a whole table: those of them who became unknown, and are held.</param>
public sealed record SentConsentTable(
    string Blob,
    string ETag,
    DateTimeOffset Received,
    int LinesAccepted,
    int LinesRefused,
    IReadOnlyList<ConsentProblem> Problems,
    ReasonSaid? Refusal = null,
    DateTimeOffset? Completed = null,
    bool Snapshot = false,
    int PatientsMissing = 0,
    int PatientsUnlisted = 0)
{
    /// <summary>Whether the center has gone through it. While it does, the count of lines grows.</summary>
    public bool IsDone => Completed is not null || Refusal is not null;

    /// <summary>Whether every line was taken, and nothing in the table was in doubt.</summary>
    public bool IsAccepted => Refusal is null && LinesRefused == 0 && Problems.Count == 0;
}

/// <summary>A problem within a consent table.</summary>
/// <param name="Line">Line within the table, 1 being the header.</param>
/// <param name="Reason">Why.</param>
/// <param name="Column">The column's header; null: the line as a whole.</param>
public sealed record ConsentProblem(int Line, ReasonSaid Reason, string? Column = null);

/// <summary>A facility.</summary>
/// <param name="Id">Its ID.</param>
/// <param name="Name">Its name.</param>
/// <param name="NameEnglish">Its name in English.</param>
public sealed record FacilityEntry(Registry.FacilityId Id, string Name, string NameEnglish);
