using Pipeline.Registry;

namespace Pipeline.LocalCenter.Demo;

/// <summary>A fictitious patient of the demonstration, with what its facility's tables say of it and the study it sends.</summary>
/// <param name="Label">A to D for the deck's patients; the patient ID otherwise.</param>
/// <param name="Facility">The hospital.</param>
/// <param name="Id">Patient ID (0010,0020), e.g. <c>ALPHA-770001</c>.</param>
/// <param name="Name">The name in three groups, as (0010,0010) holds it.</param>
/// <param name="BirthDate">(0010,0030).</param>
/// <param name="Sex">(0010,0040).</param>
/// <param name="Study">What was examined.</param>
/// <param name="First">Its line in the facility's first table; none: in no table.</param>
/// <param name="Second">Its line in the facility's second table, sent once the first was taken; none: not in it.</param>
internal sealed record DemoPatient(
    string Label,
    FacilityId Facility,
    string Id,
    DemoName Name,
    DateOnly BirthDate,
    Sex Sex,
    DemoStudy Study,
    DemoConsent? First,
    DemoConsent? Second = null);

/// <summary>A fictitious name: romaji, kanji and kana, each as family^given.</summary>
internal sealed record DemoName(string Romaji, string Kanji, string Kana)
{
    /// <summary>Person Name (0010,0010) with its three groups.</summary>
    public string PersonName => $"{Romaji}={Kanji}={Kana}";

    /// <summary>As a scanner burns it in: kanji, family and given apart.</summary>
    public string BurnedIn => Kanji.Replace('^', ' ');
}

/// <summary>What was examined, and what the report says.</summary>
/// <param name="Domain">abdomen, breast or heart.</param>
/// <param name="Code">ICD-10 code of the diagnosis.</param>
/// <param name="Disease">Its MEDIS standard name.</param>
/// <param name="BodySite">JJ1017 code of the body site.</param>
/// <param name="Picture">How the cine is stored.</param>
internal sealed record DemoStudy(string Domain, string Code, string Disease, string BodySite, DemoPicture Picture);

/// <summary>How a cine is stored.</summary>
internal enum DemoPicture
{
    /// <summary>JPEG Baseline, YBR_FULL_422.</summary>
    Jpeg,

    /// <summary>Uncompressed RGB.</summary>
    Rgb,

    /// <summary>Uncompressed MONOCHROME2.</summary>
    Gray,
}

/// <summary>A line of a consent table; an empty cell says nothing.</summary>
internal sealed record DemoConsent(
    string Notice = "",
    string NoticeKind = "",
    string GuardianNotice = "",
    string OptOut = "",
    string ResearchConsent = "",
    string Projects = "",
    string Died = "",
    DateOnly? StatedBirthDate = null);
