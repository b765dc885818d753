namespace Pipeline.Registry;

/// <summary>A rule that said no.</summary>
/// <param name="Rule">Its ID: I1, I2, C1–C6, O1, R1–R3.</param>
/// <param name="Reason">Reason code; its sentences in Japanese and English are in <see cref="ReasonTexts"/>.</param>
/// <param name="LiftsOn">Day (JST) on which it lifts by itself, if it will.</param>
public sealed record BlockingRule(string Rule, string Reason, DateOnly? LiftsOn = null);
