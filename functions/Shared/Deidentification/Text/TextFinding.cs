namespace Pipeline.Deidentification;

/// <summary>What a text was found to hold.</summary>
public enum TextFinding
{
    /// <summary>A name of the patient, in any spelling.</summary>
    PatientName,

    /// <summary>A number of the patient's: ID, accession, UID.</summary>
    PatientIdentifier,

    /// <summary>The patient's birth date, or a year of birth.</summary>
    BirthDate,

    /// <summary>Another person: physician, kin, one addressed by 様, さん, 先生.</summary>
    Person,

    /// <summary>Something that may be a person's name; a value with this is dropped.</summary>
    PossiblePerson,

    /// <summary>A hospital, clinic or university.</summary>
    Institution,

    /// <summary>A postal code or an address.</summary>
    Address,

    /// <summary>A telephone or fax number.</summary>
    Telephone,

    /// <summary>An e-mail or web address.</summary>
    NetworkAddress,

    /// <summary>個人番号: twelve digits.</summary>
    MyNumber,

    /// <summary>A number of a health insurance card.</summary>
    InsuranceNumber,

    /// <summary>A number that a label such as ID or No. calls an identifier, or a long number.</summary>
    LabelledNumber,

    /// <summary>A date.</summary>
    Date,

    /// <summary>An age of 90 or more.</summary>
    OldAge,
}
