using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>One attribute that was touched, how, and by which rule; never its value.</summary>
/// <param name="Path">The sequences it stands in, outermost first.</param>
/// <param name="Tag">The attribute.</param>
/// <param name="Outcome">What happened.</param>
/// <param name="Source">What decided.</param>
/// <param name="Basic">The Basic Profile's action.</param>
/// <param name="Option">The option in force for it.</param>
/// <param name="Findings">What its text was found to hold.</param>
public sealed record AttributeAction(
    IReadOnlyList<Tag> Path, Tag Tag, AttributeOutcome Outcome, RuleSource Source, BasicAction Basic, ProfileOption? Option, IReadOnlyList<TextFinding> Findings)
{
    /// <summary>E.g. <c>0040,A730/0040,A160</c>.</summary>
    public string Place => string.Join('/', Path.Append(Tag));
}
