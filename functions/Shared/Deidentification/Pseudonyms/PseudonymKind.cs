namespace Pipeline.Deidentification;

/// <summary>What a pseudonym stands for; the same text of two kinds has two pseudonyms.</summary>
public enum PseudonymKind
{
    /// <summary>A UID.</summary>
    Uid = 1,

    /// <summary>A patient ID.</summary>
    PatientId = 2,

    /// <summary>An accession number.</summary>
    AccessionNumber = 3,

    /// <summary>Any other identifier: specimens, containers, orders.</summary>
    Identifier = 4,

    /// <summary>The number of days a patient's dates move.</summary>
    DateShift = 5,
}
