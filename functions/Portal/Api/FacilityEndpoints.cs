using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>
/// What a facility's application may do, for that facility alone; operators read along. A facility that is not the
/// caller's is refused the same way whether or not it exists.
/// </summary>
internal static class FacilityEndpoints
{
    /// <summary>Rate limit of asking for grants, per application.</summary>
    public const string GrantLimit = "grants";

    public static void MapFacilities(this RouteGroupBuilder api)
    {
        RouteGroupBuilder facilities = api.MapGroup("/facilities");
        facilities.MapGet("/", ListAsync);
        facilities.MapPost("/{facility}/grants", IssueAsync).RequireRateLimiting(GrantLimit);
        facilities.MapDelete("/{facility}/grants/{grant:guid}", CloseAsync);
        facilities.MapGet("/{facility}/packages", PackagesAsync);
        facilities.MapGet("/{facility}/consents", ConsentsAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext http, RegistryContext registry, CancellationToken cancellationToken)
    {
        var caller = new Caller(http.User);
        if (!caller.IsOperator && !http.User.IsInRole(CenterRoles.Facility))
        {
            return ApiProblems.Forbidden();
        }

        string? application = caller.ApplicationId;
        IQueryable<Facility> visible = caller.IsOperator
            ? registry.Facilities
            : registry.Facilities.Where(facility => facility.ApplicationId != null && facility.ApplicationId == application);
        return Results.Ok(await visible.OrderBy(facility => facility.Id)
            .Select(facility => new FacilityLine(
                facility.Id, facility.Name, facility.NameEnglish, facility.FilingPublished, facility.Posted, facility.EntrustedFrom, facility.EntrustedUntil))
            .ToListAsync(cancellationToken));
    }

    private static async Task<IResult> IssueAsync(
        FacilityId facility, string? network, HttpContext http, RegistryContext registry, FacilityErasures erasures, UploadGrants grants, CancellationToken cancellationToken)
    {
        var caller = new Caller(http.User);
        Facility? row = await registry.Facilities.SingleOrDefaultAsync(candidate => candidate.Id == facility, cancellationToken);
        if (row is null || !caller.Is(CenterRoles.Facility, row.ApplicationId))
        {
            return ApiProblems.Forbidden();
        }

        if (await erasures.IsLeavingAsync(facility, cancellationToken))
        {
            return ApiProblems.Conflict("facility.left", "この施設は離脱の手続き中です。もう送れません。", "This facility is leaving the center: nothing more can be sent.");
        }

        try
        {
            return await grants.IssueAsync(row, caller, network, cancellationToken) is { } grant ? Results.Ok(grant) : ApiProblems.NotReady();
        }
        catch (FormatException)
        {
            return ApiProblems.Conflict(
                "grant.network-unusable",
                "登録されているIPアドレス範囲では送信許可を発行できません。事務局に連絡してください。",
                "The networks on file cannot be used for a grant. Ask the center's office.");
        }
    }

    private static async Task<IResult> CloseAsync(
        FacilityId facility, Guid grant, HttpContext http, RegistryContext registry, UploadGrants grants, CancellationToken cancellationToken)
        => await RefusalAsync(facility, http, registry, cancellationToken)
            ?? (await grants.CloseAsync(facility, grant, new Caller(http.User), cancellationToken) ? Results.NoContent() : ApiProblems.NotFound());

    private static async Task<IResult> PackagesAsync(
        FacilityId facility, DateTimeOffset? since, HttpContext http, RegistryContext registry, SentUploads sent, CancellationToken cancellationToken)
        => await RefusalAsync(facility, http, registry, cancellationToken)
            ?? Results.Ok(await sent.PackagesAsync(facility, since, cancellationToken));

    private static async Task<IResult> ConsentsAsync(
        FacilityId facility, DateTimeOffset? since, HttpContext http, RegistryContext registry, SentUploads sent, CancellationToken cancellationToken)
        => await RefusalAsync(facility, http, registry, cancellationToken)
            ?? Results.Ok(await sent.ConsentsAsync(facility, since, cancellationToken));

    /// <summary>Why the caller may not see this facility; null: it may.</summary>
    private static async Task<IResult?> RefusalAsync(FacilityId facility, HttpContext http, RegistryContext registry, CancellationToken cancellationToken)
    {
        var caller = new Caller(http.User);
        Facility? row = await registry.Facilities.AsNoTracking().SingleOrDefaultAsync(candidate => candidate.Id == facility, cancellationToken);
        return (row, caller.IsOperator) switch
        {
            (null, true) => ApiProblems.NotFound(),
            (not null, true) => null,
            _ => row is not null && caller.Is(CenterRoles.Facility, row.ApplicationId) ? null : ApiProblems.Forbidden(),
        };
    }
}
