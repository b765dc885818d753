using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>A reason as the API tells it.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Ja">The sentence with the way out, in Japanese.</param>
/// <param name="En">The same in English.</param>
public sealed record ReasonLine(string Code, string Ja, string En)
{
    /// <summary>The reason of a code; none of none.</summary>
    public static ReasonLine? Of(string? code)
        => code is null ? null : new ReasonLine(code, ReasonTexts.Of(code).Japanese, ReasonTexts.Of(code).English);
}
