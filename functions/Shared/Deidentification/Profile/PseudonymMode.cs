namespace Pipeline.Deidentification;

/// <summary>How long the key of a project's pseudonyms lives.</summary>
public enum PseudonymMode
{
    /// <summary>As long as the project: later objects of a patient get the same pseudonyms, and a patient's data can be recalled.</summary>
    Kept,

    /// <summary>
    /// Until the export closes (匿名加工). Then no store holds the key, nothing can join the export, and recall from those who
    /// hold copies ends: nobody can tell any more which of them are whose.
    /// </summary>
    OneTime,
}
