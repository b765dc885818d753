namespace Pipeline.Registry;

/// <summary>Why a line of a consent table was refused.</summary>
public sealed class ConsentLineProblem
{
    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>The table.</summary>
    public required Guid ConsentUploadId { get; init; }

    /// <summary>Line within the table, 1 being the header.</summary>
    public required int Line { get; init; }

    /// <summary>Column's header as we name it; none: the line as a whole.</summary>
    public string? Column { get; init; }

    /// <summary>Reason code; its sentences are in <see cref="ReasonTexts"/>.</summary>
    public required string Reason { get; init; }
}
