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

    /// <summary>Longer than a message's five deliveries and the outbox's resending take: what has not moved by then will not.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Waits until everything has settled, telling the progress now and then.</summary>
    /// <exception cref="CenterFailureException">Nothing has moved for <see cref="Patience"/>.</exception>
    public async Task WaitAsync(Action<Progress> tell, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(Between, clock);
        (Progress? progress, long moved) = (null, clock.GetTimestamp());
        while (progress is not { IsSettled: true })
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            Progress before = progress ?? new(0, 0, 0, 0, 0, 0, 0);
            progress = await LookAsync(cancellationToken);
            tell(progress);
            if (progress != before)
            {
                moved = clock.GetTimestamp();
            }
            else if (clock.GetElapsedTime(moved) > Patience)
            {
                throw Stalled(progress);
            }
        }
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

    private CenterFailureException Stalled(Progress progress) => new(
        $"{Patience.TotalMinutes:0} 分間、何も進んでいません (受信 {progress.Taken}/{progress.Uploaded}、処理待ち {progress.Pending})。{host.Folder.Log} に理由があります。同じフォルダで起動し直すと続きから行います。",
        $"Nothing has moved for {Patience.TotalMinutes:0} minutes (taken {progress.Taken}/{progress.Uploaded}, pending {progress.Pending}). {host.Folder.Log} says why. Starting again on the same folder goes on from here.")
    {
        ExitCode = 1,
    };

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
