namespace Pipeline.Portal;

/// <summary>What became of a list of letters.</summary>
/// <param name="Recorded">Recorded now.</param>
/// <param name="Already">On record since before.</param>
/// <param name="Refused">Lines not recorded.</param>
public sealed record LettersAnswer(int Recorded, int Already, IReadOnlyList<LetterProblem> Refused);

/// <summary>A line not recorded.</summary>
/// <param name="Line">Line within the list, 1 being the header.</param>
/// <param name="Reason">Why.</param>
public sealed record LetterProblem(int Line, ReasonLine Reason);
