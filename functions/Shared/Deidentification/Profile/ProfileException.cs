using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>An attribute that a project treats otherwise than the options say.</summary>
/// <param name="Tag">A standard attribute.</param>
/// <param name="Action">What is done to it, at every depth.</param>
/// <param name="Reason">Why, for whoever reviews the profile.</param>
public sealed record ProfileException(Tag Tag, ExceptionAction Action, string Reason);
