using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>A request as the portal's desk takes it.</summary>
/// <param name="Id">The same request sent again is the same act.</param>
/// <param name="Patient">患者ID. Personal data.</param>
/// <param name="Kind">What is asked for.</param>
/// <param name="By">Who asks.</param>
/// <param name="Channel">How it came.</param>
/// <param name="Project">Of a withdrawal: the project; none: all.</param>
/// <param name="DiedOn">Of a death: its day (JST).</param>
/// <param name="BirthDate">Of a correction: the right birth date.</param>
/// <param name="Sex">Of a correction: the right sex.</param>
/// <param name="Reason">Why; never names the patient.</param>
/// <param name="UnknownPatient">The center does not know that patient ID, and it is right all the same.</param>
internal sealed record DeskAsked(
    Guid Id, string Patient, DeskRequestKind Kind, OptOutBy By, DeskChannel Channel, ProjectId? Project = null, DateOnly? DiedOn = null, DateOnly? BirthDate = null, Sex Sex = Sex.Unknown,
    string? Reason = null, bool UnknownPatient = false);
