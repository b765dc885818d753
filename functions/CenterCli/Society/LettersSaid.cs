namespace Pipeline.CenterCli;

/// <summary>What became of lines of a list of letters.</summary>
/// <param name="Recorded">Recorded now.</param>
/// <param name="Already">On record since before.</param>
/// <param name="Refused">Not recorded.</param>
internal sealed record LettersSaid(int Recorded, int Already, IReadOnlyList<LetterRefused> Refused);

/// <summary>A line not recorded.</summary>
/// <param name="Line">Line within the list, 1 being the header.</param>
/// <param name="Reason">Why.</param>
internal sealed record LetterRefused(int Line, ReasonSaid Reason);
