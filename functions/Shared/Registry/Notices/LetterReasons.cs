namespace Pipeline.Registry;

/// <summary>Why letters, or one of them, cannot be recorded. The sentences are in <see cref="ReasonTexts"/>.</summary>
public static class LetterReasons
{
    /// <summary>Batch: the day of posting lies ahead, or more than a year back.</summary>
    public const string Date = "letters.date";

    /// <summary>Batch: no version of the wording, or a bad one.</summary>
    public const string Wording = "letters.wording";

    /// <summary>Batch: no kind of notice.</summary>
    public const string Kind = "letters.kind";

    /// <summary>List: neither UTF-8 nor Shift_JIS, empty, or without a column of patient IDs.</summary>
    public const string List = "letters.list";

    /// <summary>List: too many lines or bytes at once.</summary>
    public const string TooMany = "letters.too-many";

    /// <summary>Line: no patient ID.</summary>
    public const string NoPatientId = "letters.no-patient-id";

    /// <summary>Line: the facility has no such patient, or no longer lists it.</summary>
    public const string PatientNotListed = "letters.patient-not-listed";

    /// <summary>Line: without a birth date nobody knows whether the guardian was to be addressed.</summary>
    public const string BirthDateUnknown = "letters.birth-date-unknown";

    /// <summary>Line: the patient had died before the letter came.</summary>
    public const string Died = "letters.died";

    /// <summary>Line, of a letter returned: none to this patient is on record.</summary>
    public const string NoneSent = "letters.none-sent";
}
