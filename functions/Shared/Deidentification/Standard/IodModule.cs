using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>A module of PS3.3: those of its attributes whose action in Table E.1-1 depends on their type.</summary>
/// <param name="Name">As PS3.3 calls it.</param>
/// <param name="Section">Its section of PS3.3, Annex C.</param>
/// <param name="Types">At the top level of the object.</param>
internal sealed record IodModule(string Name, string Section, params (Tag Tag, AttributeType Type)[] Types);
