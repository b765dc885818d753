using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>Who takes part in the center, as dated facts: operators enter them, every change is audited with what was and what is.</summary>
internal static class EnrolmentEndpoints
{
    public static void MapEnrolment(this RouteGroupBuilder api)
    {
        RouteGroupBuilder enrolment = api.MapGroup("").AddEndpointFilter<OperatorsOnly>();
        enrolment.MapGet("/facilities/{facility}/enrolment", FacilityAsync);
        enrolment.MapPut("/facilities/{facility}", async (FacilityId facility, FacilityFacts facts, HttpContext http, Enrolments enrolments, CancellationToken cancellationToken) =>
            Answer(await enrolments.EnterAsync(facility, facts, new Caller(http.User).Subject, cancellationToken)));
        enrolment.MapPut("/facilities/{facility}/contracts/{processor}", async (
            FacilityId facility, ProcessorId processor, PeriodFacts facts, HttpContext http, Enrolments enrolments, CancellationToken cancellationToken) =>
            Answer(await enrolments.ContractAsync(facility, processor, facts, new Caller(http.User).Subject, cancellationToken)));
        enrolment.MapPut("/facilities/{facility}/participations/{project}", async (
            FacilityId facility, ProjectId project, PeriodFacts facts, HttpContext http, Enrolments enrolments, CancellationToken cancellationToken) =>
            Answer(await enrolments.ParticipateAsync(facility, project, facts, new Caller(http.User).Subject, cancellationToken)));
        enrolment.MapGet("/processors/{processor}/enrolment", ProcessorAsync);
        enrolment.MapPut("/processors/{processor}", async (ProcessorId processor, ProcessorFacts facts, HttpContext http, Enrolments enrolments, CancellationToken cancellationToken) =>
            Answer(await enrolments.EnterAsync(processor, facts, new Caller(http.User).Subject, cancellationToken)));
        enrolment.MapGet("/projects/{project}/enrolment", ProjectAsync);
        enrolment.MapPut("/projects/{project}", async (ProjectId project, ProjectFacts facts, HttpContext http, Enrolments enrolments, CancellationToken cancellationToken) =>
            Answer(await enrolments.EnterAsync(project, facts, new Caller(http.User).Subject, cancellationToken)));
    }

    private static IResult Answer(string? refusal) => refusal is null
        ? Results.NoContent()
        : ApiProblems.Conflict(refusal, ReasonTexts.Of(refusal).Japanese, ReasonTexts.Of(refusal).English);

    private static async Task<IResult> FacilityAsync(FacilityId facility, RegistryContext registry, CancellationToken cancellationToken)
        => await registry.Facilities.AsNoTracking().AsSplitQuery().Include(row => row.Contracts).Include(row => row.Participations)
            .SingleOrDefaultAsync(row => row.Id == facility, cancellationToken) is { } found
            ? Results.Ok(new
            {
                found.Id, found.Name, found.NameEnglish, found.FilingMade, found.FilingPublished, found.FilingUntil, found.Posted, found.PostedUntil, found.EntrustedFrom, found.EntrustedUntil,
                found.UploadRange, found.ApplicationId,
                Contracts = found.Contracts.OrderBy(contract => contract.From).Select(contract => new { With = contract.ProcessorId.Value, contract.From, contract.Until }),
                Participations = found.Participations.OrderBy(part => part.From).Select(part => new { With = part.ProjectId.Value, part.From, part.Until }),
            })
            : ApiProblems.NotFound();

    private static async Task<IResult> ProcessorAsync(ProcessorId processor, RegistryContext registry, CancellationToken cancellationToken)
        => await registry.Processors.AsNoTracking().Where(row => row.Id == processor)
            .Select(row => new { row.Id, row.Name, row.Address, row.Representative, row.Use, row.PublicKeyId, row.ApplicationId })
            .SingleOrDefaultAsync(cancellationToken) is { } found ? Results.Ok(found) : ApiProblems.NotFound();

    private static async Task<IResult> ProjectAsync(ProjectId project, RegistryContext registry, CancellationToken cancellationToken)
        => await registry.Projects.AsNoTracking().Include(row => row.Members).SingleOrDefaultAsync(row => row.Id == project, cancellationToken) is { } found
            ? Results.Ok(new
            {
                found.Id, found.Title, found.ApprovalNumber, found.ApprovedFrom, found.ApprovedUntil, found.Domains, found.Modalities, found.StudiesFrom, found.StudiesUntil,
                found.PublicKeyId, found.ApplicationId, Members = found.Members.ToDictionary(member => member.Subject, member => member.Domains),
            })
            : ApiProblems.NotFound();
}
