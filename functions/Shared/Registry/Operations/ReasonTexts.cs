namespace Pipeline.Registry;

/// <summary>The sentence a person reads for each reason code, in Japanese and English, with the way out.</summary>
public static class ReasonTexts
{
}
