namespace Pipeline.Registry;

/// <summary>A sentence for a person, with the way out.</summary>
/// <param name="Japanese">In Japanese.</param>
/// <param name="English">In English.</param>
public sealed record ReasonText(string Japanese, string English);
