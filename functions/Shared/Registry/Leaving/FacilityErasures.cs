using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>Orders that a facility be erased, and tells how far that is. The removing is done by the apps, each in its own storage.</summary>
public sealed class FacilityErasures(RegistryContext registry, AuditTrail audit, IRandomNames names, TimeProvider clock)
{
    /// <summary>Apps that confirm by looking through their storage.</summary>
    public static IReadOnlyList<string> Confirming { get; } = ["delivery", "research"];

    /// <summary>
    /// Orders it in one transaction: contracts and participations end, so that every rule of release blocks; open grants are
    /// closed; the order is audited. Ordering it again changes nothing.
    /// </summary>
    /// <returns>Whether there is such a facility.</returns>
    public async Task<bool> OrderAsync(FacilityId facilityId, string subject, CancellationToken cancellationToken = default)
    {
        Facility? facility = await registry.Facilities.Include(row => row.Contracts).Include(row => row.Participations).AsSplitQuery()
            .SingleOrDefaultAsync(row => row.Id == facilityId, cancellationToken);
        if (facility is null)
        {
            return false;
        }

        if (await IsLeavingAsync(facilityId, cancellationToken))
        {
            return true;
        }

        DateTimeOffset now = clock.GetUtcNow();
        DateOnly last = JapaneseDay.Of(now).AddDays(-1);
        facility.EntrustedUntil = Earlier(facility.EntrustedUntil, last);
        facility.Contracts.ForEach(contract => contract.Until = Earlier(contract.Until, last));
        facility.Participations.ForEach(part => part.Until = Earlier(part.Until, last));
        List<UploadGrantRecord> open = await registry.UploadGrants.Where(grant => grant.FacilityId == facilityId && grant.Revoked == null).ToListAsync(cancellationToken);
        open.ForEach(grant => grant.Revoked = now);
        FacilityErasure erasure = new() { Id = names.NewId(), FacilityId = facilityId, RequestedBy = subject, Requested = now };
        registry.FacilityErasures.Add(erasure);
        audit.Add("facility.erasure-ordered", subject, facilityId, details: new { erasure = erasure.Id, grants = open.Count });
        await registry.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>Whether the facility leaves or has left.</summary>
    public Task<bool> IsLeavingAsync(FacilityId facilityId, CancellationToken cancellationToken = default)
        => registry.FacilityErasures.AnyAsync(erasure => erasure.FacilityId == facilityId, cancellationToken);

    /// <summary>How far it is; null: it was not ordered.</summary>
    public async Task<ErasureReport?> ReportAsync(FacilityId facilityId, CancellationToken cancellationToken = default)
    {
        FacilityErasure? erasure = await registry.FacilityErasures.AsNoTracking().SingleOrDefaultAsync(row => row.FacilityId == facilityId, cancellationToken);
        if (erasure is null)
        {
            return null;
        }

        List<ErasureConfirmation> confirmations = await registry.ErasureConfirmations.AsNoTracking()
            .Where(row => row.ErasureId == erasure.Id).OrderBy(row => row.App).ToListAsync(cancellationToken);
        int requested = await registry.Deliveries.CountAsync(d => d.Case.FacilityId == facilityId && d.DeletionRequested != null && d.DeletionAcknowledged == null, cancellationToken)
            + await registry.ResearchCopies.CountAsync(c => c.Case.FacilityId == facilityId && c.Pulled != null && c.Withdrawn != null && c.DeletionAcknowledged == null, cancellationToken);
        return new ErasureReport
        {
            Facility = facilityId,
            RequestedBy = erasure.RequestedBy,
            Requested = erasure.Requested,
            Erased = erasure.Erased,
            Completed = erasure.Completed,
            Removed = new ErasureCounts(erasure.Cases, erasure.Objects, erasure.Uploads),
            Remaining = new ErasureCounts(
                await registry.Cases.CountAsync(row => row.FacilityId == facilityId && !row.StudyInstanceUid.StartsWith(ErasedStudy.Prefix), cancellationToken),
                await registry.Instances.CountAsync(row => row.FacilityId == facilityId, cancellationToken),
                await registry.UploadedPackages.CountAsync(row => row.FacilityId == facilityId, cancellationToken)),
            ProvisionRecords = await registry.Deliveries.CountAsync(row => row.Case.FacilityId == facilityId && row.Published != null, cancellationToken),
            PatientsOnRecord = await registry.Patients.CountAsync(row => row.FacilityId == facilityId, cancellationToken),
            OpenDeletionRequests = requested,
            Confirmations = [.. confirmations.Select(row => new ErasureFinding(row.App, row.At, row.Checked, row.Found))],
        };
    }

    private static DateOnly Earlier(DateOnly? day, DateOnly last) => day is { } known && known < last ? known : last;
}
