namespace Pipeline.Registry;

/// <summary>The notice that a patient still lacks.</summary>
/// <param name="Kind">The uses it must tell of.</param>
/// <param name="AlsoToGuardian">The patient is under age: it goes to the guardian too (C5).</param>
/// <param name="CanBePosted">It is known whom to address: the facility lists the patient, with a birth date.</param>
/// <param name="Reason">Reason code of the rule that blocks without it.</param>
public sealed record NoticeNeed(NoticeKind Kind, bool AlsoToGuardian, bool CanBePosted, string Reason);
