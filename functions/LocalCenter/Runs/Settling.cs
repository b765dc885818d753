using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.LocalCenter.Host;
using Pipeline.Registry;

namespace Pipeline.LocalCenter.Runs;

/// <summary>How far the center is with what it was sent.</summary>
internal sealed record Progress(int Uploaded, int Taken, int Pending, int Anonymised, int Delivered, int Quarantined, int DeadLetters)
{
    /// <summary>Nothing is under way any more.</summary>
    public bool IsSettled => Taken >= Uploaded && Pending == 0;
}

/// <summary>Tells from registry and storage whether everything has settled: every upload has its outcome, every message its consumer.</summary>
internal sealed class Settling(CenterHost host, Enrolment enrolment, TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits until everything has settled, telling the progress now and then.</summary>
    public async Task WaitAsync(Action<Progress> tell, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(Between, clock);
        Progress progress;
        do
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            progress = await LookAsync(cancellationToken);
            tell(progress);
        }
        while (!progress.IsSettled);
    }

    /// <summary>One look.</summary>
    public async Task<Progress> LookAsync(CancellationToken cancellationToken)
    {
        HashSet<(FacilityId, string)> uploads = await UploadsAsync(cancellationToken);
        return await host.InRegistryAsync(async services =>
        {
            RegistryContext registry = services.GetRequiredService<RegistryContext>();
            var packages = await registry.UploadedPackages.AsNoTracking()
                .Select(p => new { p.FacilityId, p.BlobName, p.State }).ToListAsync(cancellationToken);
            var tables = await registry.ConsentUploads.AsNoTracking()
                .Where(u => u.Completed != null).Select(u => new { u.FacilityId, u.BlobName }).ToListAsync(cancellationToken);
            int taken = packages.Count(p => p.State != PackageState.Receiving && uploads.Contains((p.FacilityId, p.BlobName)))
                + tables.Count(t => uploads.Contains((t.FacilityId, t.BlobName)));
            int messages = await registry.OutboxMessages.CountAsync(m => m.Consumed == null && m.DeadLettered == null, cancellationToken);
            int staged = await registry.Deliveries.CountAsync(d => d.State == DeliveryState.Staged, cancellationToken)
                + await registry.ResearchCopies.CountAsync(c => c.State == ResearchCopyState.Staged, cancellationToken);
            return new Progress(
                uploads.Count,
                taken,
                messages + staged,
                await registry.ResearchCopies.CountAsync(c => c.State == ResearchCopyState.Published, cancellationToken),
                await registry.Deliveries.CountAsync(d => d.State == DeliveryState.Published, cancellationToken),
                packages.Count(p => p.State == PackageState.Quarantined),
                await registry.DeadLetters.CountAsync(d => d.Resent == null, cancellationToken));
        });
    }

    private async Task<HashSet<(FacilityId, string)>> UploadsAsync(CancellationToken cancellationToken)
    {
        HashSet<(FacilityId, string)> uploads = [];
        foreach (Facility facility in enrolment.Facilities)
        {
            await foreach (StoredBlob blob in host.Accounts[Containers.Intake(facility.Id)].ListAsync(cancellationToken: cancellationToken))
            {
                uploads.Add((facility.Id, blob.Name));
            }
        }

        return uploads;
    }
}
