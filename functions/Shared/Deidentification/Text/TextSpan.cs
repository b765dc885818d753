namespace Pipeline.Deidentification;

/// <summary>A place in folded text, its end exclusive, and what is written there instead.</summary>
internal readonly record struct TextSpan(int Start, int End, TextFinding Finding, string Replacement = TextCleaner.Removed);
