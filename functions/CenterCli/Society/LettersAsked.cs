using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>Letters that went out, or came back.</summary>
/// <param name="Lines">Whose.</param>
/// <param name="Posted">Of those that went out: the day (JST) of posting.</param>
/// <param name="Wording">Of those that went out: version of the wording.</param>
/// <param name="Kind">Of those that went out: the uses they tell of.</param>
internal sealed record LettersAsked(IReadOnlyList<LetterAsked> Lines, DateOnly? Posted = null, string? Wording = null, NoticeKind? Kind = null);

/// <summary>A letter.</summary>
/// <param name="Line">Line within the list, 1 being the header.</param>
/// <param name="Patient">患者ID. Personal data.</param>
internal sealed record LetterAsked(int Line, string Patient);
