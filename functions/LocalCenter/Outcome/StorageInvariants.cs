using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.LocalCenter.Host;
using Pipeline.Registry;

namespace Pipeline.LocalCenter.Outcome;

/// <summary>
/// What must hold between storage and registry once everything has settled: every readable blob has its record, every record its
/// blob, every registered object and every frame before reviewers is there, and no name says anything.
/// </summary>
internal sealed partial class StorageInvariants(CenterHost host, Enrolment enrolment)
{
    /// <summary>Every violation, in a stable word and a place.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken)
        => await host.InRegistryAsync(async services =>
        {
            RegistryContext registry = services.GetRequiredService<RegistryContext>();
            List<string> violations = [];
            foreach (Processor processor in enrolment.Processors)
            {
                HashSet<string> recorded = [.. await registry.Deliveries.Where(d => d.ProcessorId == processor.Id && d.State == DeliveryState.Published).Select(d => d.BlobName).ToListAsync(cancellationToken)];
                await CompareAsync("delivery", Containers.Delivery(processor.Id), recorded, violations, cancellationToken);
            }

            foreach (Project project in enrolment.Projects)
            {
                HashSet<string> recorded = [.. await registry.ResearchCopies.Where(c => c.ProjectId == project.Id && c.State == ResearchCopyState.Published).Select(c => c.BlobName).ToListAsync(cancellationToken)];
                await CompareAsync("research", Containers.Research(project.Id), recorded, violations, cancellationToken);
            }

            foreach (Facility facility in enrolment.Facilities)
            {
                HashSet<string> recorded = [.. await registry.Instances.Where(i => i.FacilityId == facility.Id).Select(i => i.BlobName).ToListAsync(cancellationToken)];
                await CompareAsync("named", Containers.Named(facility.Id), recorded, violations, cancellationToken);
            }

            HashSet<string> waiting = [.. await registry.ReviewItems.Where(item => item.State == ReviewItemState.Open).Select(item => item.FrameBlob).ToListAsync(cancellationToken)];
            await CompareAsync("review", Containers.Review, waiting, violations, cancellationToken);
            return violations;
        });

    private async Task CompareAsync(string what, ContainerName container, HashSet<string> recorded, List<string> violations, CancellationToken cancellationToken)
    {
        HashSet<string> stored = [];
        await foreach (StoredBlob blob in host.Accounts[container].ListAsync(cancellationToken: cancellationToken))
        {
            stored.Add(blob.Name);
        }

        violations.AddRange(stored.Except(recorded).Select(name => $"{what}.without-record {container.Name}/{name}"));
        violations.AddRange(recorded.Except(stored).Select(name => $"{what}.missing {container.Name}/{name}"));
        violations.AddRange(stored.Where(name => !RandomName().IsMatch(name)).Select(_ => $"{what}.telling-name {container.Name}"));
    }

    [GeneratedRegex("^[0-9a-f]{32}(/[0-9]{6})?$")]
    private static partial Regex RandomName();
}
