namespace Pipeline.Portal;

/// <summary>A text in both languages.</summary>
/// <param name="Japanese">日本語.</param>
/// <param name="English">English.</param>
public readonly record struct Bilingual(string Japanese, string English);
