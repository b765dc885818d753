using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>Raises incidents, each once as long as it is open.</summary>
public sealed class Incidents(RegistryContext registry, TimeProvider clock, IRandomNames names)
{
    /// <summary>Adds an incident unless the same one is open; it exists once the caller saves.</summary>
    /// <param name="kind">A stable word such as <c>delivery.without-record</c>.</param>
    /// <param name="place">The container and blob, or row, it was found at.</param>
    /// <param name="patientId">The patient concerned, where one is known.</param>
    /// <param name="cancellationToken">Cuts the looking.</param>
    public async Task RaiseAsync(string kind, string place, Guid? patientId, CancellationToken cancellationToken = default)
    {
        if (!await registry.Incidents.AnyAsync(i => i.Closed == null && i.Kind == kind && i.Place == place, cancellationToken))
        {
            registry.Incidents.Add(new Incident { Id = names.NewId(), Kind = kind, Found = clock.GetUtcNow(), Place = place, PatientId = patientId });
        }
    }
}
