using System.Globalization;
using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>A request at the desk as a page's form or the API sends it; what is missing or not understood, the desk refuses.</summary>
internal sealed record DeskForm(
    Guid Id, string? Patient, DeskRequestKind Kind, OptOutBy By, DeskChannel Channel, ProjectId? Project = null, DateOnly? DiedOn = null, DateOnly? BirthDate = null, Sex Sex = Sex.Unknown,
    string? Reason = null, bool UnknownPatient = false)
{
    /// <summary>The request that the registry takes.</summary>
    public DeskRequest ToRequest(FacilityId facility) => new()
    {
        Id = Id,
        FacilityId = facility,
        FacilityPatientId = Patient ?? "",
        Kind = Kind,
        By = By,
        Channel = Channel,
        ProjectId = Project,
        DiedOn = DiedOn,
        BirthDate = BirthDate,
        Sex = Sex,
        Reason = Reason,
        UnknownPatient = UnknownPatient,
    };

    /// <summary>Out of a page's form. A field of another kind of request is left out.</summary>
    public static DeskForm Of(IFormCollection form)
    {
        DeskRequestKind kind = Value<DeskRequestKind>(form["kind"]);
        return new DeskForm(
            Guid.TryParse(form["id"], out Guid id) ? id : Guid.Empty,
            form["patient"],
            kind,
            Value<OptOutBy>(form["by"]),
            Value<DeskChannel>(form["channel"]),
            kind == DeskRequestKind.ResearchConsentWithdrawn && ProjectId.TryParse(form["project"], null, out ProjectId project) ? project : null,
            kind == DeskRequestKind.Death ? Day(form["died"]) : null,
            kind == DeskRequestKind.IdentityCorrected ? Day(form["born"]) : null,
            kind == DeskRequestKind.IdentityCorrected ? Value<Sex>(form["sex"]) : Sex.Unknown,
            form["reason"],
            form["unknown"] == "yes");
    }

    private static T Value<T>(string? text)
        where T : struct, Enum
        => Enum.TryParse(text, ignoreCase: true, out T value) ? value : default;

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;
}
