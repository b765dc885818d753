using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Pipeline.Registry;

/// <summary>
/// A facility's patients without a valid notice of the needed kind: the society's work list (委託). It names patients: who
/// shows it audits that first.
/// </summary>
public sealed class PatientsToNotify(RegistryContext registry, IOptions<ReleaseSettings> settings, TimeProvider clock)
{
    private const int Page = 1_000;

    /// <summary>All of them in the order in which the center learned of them, read page by page.</summary>
    public async IAsyncEnumerable<PatientToNotify> ReadAsync(FacilityId facility, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        NoticeNeeds needs = await NoticeNeeds.OfFacilityAsync(registry, facility, settings.Value, clock.GetUtcNow(), cancellationToken);
        Guid last = Guid.Empty;
        while (await PageAsync(facility, last, cancellationToken) is { Count: > 0 } patients)
        {
            last = patients[^1].Id;
            List<Guid> ids = [.. patients.Select(patient => patient.Id)];
            ILookup<Guid, LedgerEvent> events = (await registry.LedgerEvents.AsNoTracking().Where(entry => ids.Contains(entry.PatientId)).ToListAsync(cancellationToken))
                .ToLookup(entry => entry.PatientId);
            Dictionary<Guid, PostalAddress> addresses = await registry.PostalAddresses.AsNoTracking()
                .Where(row => ids.Contains(row.PatientId)).ToDictionaryAsync(row => row.PatientId, cancellationToken);
            foreach (Patient patient in patients)
            {
                if (needs.Of(LedgerState.Of(events[patient.Id], DateTimeOffset.MaxValue)) is { } need)
                {
                    PostalAddress? address = need.CanBePosted ? addresses.GetValueOrDefault(patient.Id) : null;
                    yield return new PatientToNotify(patient.Id, patient.FacilityPatientId, address is null ? NoticeMethod.Visit : NoticeMethod.Post, need, address);
                }
            }
        }
    }

    private Task<List<Patient>> PageAsync(FacilityId facility, Guid after, CancellationToken cancellationToken)
        => registry.Patients.AsNoTracking().Where(row => row.FacilityId == facility && row.Id > after).OrderBy(row => row.Id).Take(Page).ToListAsync(cancellationToken);
}
