namespace Pipeline.Deidentification;

/// <summary>What was seen of a CT slice before anybody looked at its series.</summary>
/// <param name="Series">Names the series, the same for all of its slices under one key; tells nothing else.</param>
/// <param name="MayShowSkull">
/// Whether it may show the inside of a skull, or it is not known: its series is to be looked at whole (<see cref="StudyFaces"/>) before any of its
/// slices is released, however they are called.
/// </param>
public sealed record SeenSlice(string Series, bool MayShowSkull);
