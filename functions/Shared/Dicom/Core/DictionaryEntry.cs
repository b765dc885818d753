namespace Pipeline.Dicom;

/// <summary>
/// A row of the data dictionary (PS3.6). <see cref="Vr"/> is the representation used where nothing else decides;
/// <see cref="IsAmbiguous"/> says that the standard leaves a choice. <see cref="Vm"/> is the multiplicity, e.g. <c>1-n</c>.
/// </summary>
public readonly record struct DictionaryEntry(Tag Tag, string Keyword, Vr Vr, bool IsAmbiguous, string Vm, bool IsRetired);
