using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Deidentification;
using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>
/// Closes the one-time exports (匿名加工) of projects whose approval has ended: their pseudonym keys are destroyed. Cut
/// anywhere, the next day does the rest.
/// </summary>
public sealed class ExpiredExports(RegistryContext registry, ProjectProfiles profiles, IPseudonymKeys keys, AuditTrail audit, TimeProvider clock)
{
    private const string Closed = "research.export-closed";

    /// <summary>Closes what is due.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        DateOnly today = JapaneseDay.Of(clock.GetUtcNow());
        foreach (ProjectId id in profiles.Projects.Where(id => profiles.Of(id).Pseudonyms == PseudonymMode.OneTime))
        {
            bool isOver = await registry.Projects.AnyAsync(p => p.Id == id && p.ApprovedUntil != null && p.ApprovedUntil < today, cancellationToken);
            List<FacilityId> facilities = isOver
                ? await registry.ProjectParticipations.Where(p => p.ProjectId == id).Select(p => p.FacilityId).Distinct().ToListAsync(cancellationToken)
                : [];
            foreach (FacilityId facility in facilities)
            {
                await keys.CloseAsync(id, facility, cancellationToken);
                await RecordAsync(id, facility, cancellationToken);
            }
        }
    }

    /// <summary>Once: also where the run that closed it was cut before it could say so.</summary>
    private async Task RecordAsync(ProjectId id, FacilityId facility, CancellationToken cancellationToken)
    {
        string project = $"\"{id.Value}\"";
        if (!await registry.AuditEntries.AnyAsync(e => e.Action == Closed && e.FacilityId == facility && e.Details!.Contains(project), cancellationToken))
        {
            audit.Add(Closed, CopyWithdrawal.Actor, facility, details: new { project = id.Value });
            await registry.SaveChangesAsync(cancellationToken);
        }
    }
}
