using Microsoft.EntityFrameworkCore;
using Pipeline.CenterCli;
using Pipeline.LocalCenter.Host;
using Pipeline.Registry;

namespace Pipeline.LocalCenter.Outcome;

/// <summary>Adds up what became of everything that was sent.</summary>
internal sealed class Accounting(CenterHost host, Enrolment enrolment)
{
    /// <summary>A message older than this that nobody consumed is stuck.</summary>
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(10);

    /// <param name="sent">What each facility sent.</param>
    /// <param name="labelOf">The label of a patient ID; none: the ID itself.</param>
    /// <param name="seconds">How long the run took.</param>
    public async Task<CenterSummary> SumUpAsync(
        IReadOnlyDictionary<FacilityId, SendSummary> sent, Func<string, string?> labelOf, double seconds, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> storage = await new StorageInvariants(host, enrolment).CheckAsync(cancellationToken);
        return await host.InRegistryAsync(async services =>
        {
            RegistryContext registry = services.GetRequiredService<RegistryContext>();
            IReadOnlyList<InvariantViolation> broken = await services.GetRequiredService<RegistryInvariants>().CheckAsync(Stuck, cancellationToken);
            IReadOnlyList<StudyStatus> statuses = await services.GetRequiredService<StudyStatuses>().ListAsync(cancellationToken: cancellationToken);
            return new CenterSummary
            {
                Seconds = Math.Round(seconds, 1),
                Stages = await StagesAsync(registry, sent, cancellationToken),
                Files = await FilesAsync(registry, sent, cancellationToken),
                NotSent = sent.Values.SelectMany(s => s.NotSent).GroupBy(f => f.Reason).ToDictionary(g => g.Key, g => g.Count()),
                DeadLetters = await registry.DeadLetters.CountAsync(d => d.Resent == null, cancellationToken),
                Violations = [.. broken.Select(v => $"{v.Invariant} {v.Subject}"), .. storage],
                Studies = [.. statuses.Select(s => OutcomeOf(s, labelOf))
                    .OrderBy(o => o.Facility, StringComparer.Ordinal).ThenBy(o => o.Patient, StringComparer.Ordinal).ThenBy(o => o.Study, StringComparer.Ordinal)],
            };
        });
    }

    private static StudyOutcome OutcomeOf(StudyStatus status, Func<string, string?> labelOf)
    {
        string patient = status.FacilityPatientId ?? "";
        return new StudyOutcome(
            status.FacilityId.Value,
            labelOf(patient) ?? patient,
            status.StudyInstanceUid ?? "",
            status.State.ToString().ToLowerInvariant(),
            status.Reasons,
            [.. status.DeliveredTo.Select(p => p.Value)],
            [.. status.Research.Select(p => p.Value)]);
    }

    private static async Task<Dictionary<string, StageCount>> StagesAsync(
        RegistryContext registry, IReadOnlyDictionary<FacilityId, SendSummary> sent, CancellationToken cancellationToken)
    {
        List<UploadedPackage> packages = await registry.UploadedPackages.AsNoTracking().ToListAsync(cancellationToken);
        List<Registry.Delivery> deliveries = await registry.Deliveries.AsNoTracking().ToListAsync(cancellationToken);
        List<ResearchCopy> copies = await registry.ResearchCopies.AsNoTracking().ToListAsync(cancellationToken);
        return new()
        {
            ["sent"] = Count(sent.Values.SelectMany(s => s.Studies), s => s.Bytes),
            ["received"] = Count(packages, p => p.Size),
            ["registered"] = Count(packages.Where(p => p.State == PackageState.Registered), p => p.Size),
            ["quarantined"] = Count(packages.Where(p => p.State == PackageState.Quarantined), p => p.Size),
            ["anonymised"] = Count(copies.Where(c => c.State == ResearchCopyState.Published), c => c.Size),
            ["notAnonymisable"] = Count(copies.Where(c => c.State == ResearchCopyState.Quarantined), c => c.Size),
            ["delivered"] = Count(deliveries.Where(d => d.State == DeliveryState.Published), d => d.Size),
            ["recalled"] = Count(deliveries.Where(d => d.State == DeliveryState.Recalled), d => d.Size),
        };
    }

    private static StageCount Count<T>(IEnumerable<T> rows, Func<T, long> bytes)
    {
        List<T> all = [.. rows];
        return new StageCount(all.Count, all.Sum(bytes));
    }

    /// <summary>Holds every file that was found against the outcome of the package it went in.</summary>
    private static async Task<FileCount> FilesAsync(
        RegistryContext registry, IReadOnlyDictionary<FacilityId, SendSummary> sent, CancellationToken cancellationToken)
    {
        var packages = (await registry.UploadedPackages.AsNoTracking()
            .Select(p => new { p.FacilityId, p.BlobName, p.State, p.ReasonDetail }).ToListAsync(cancellationToken))
            .GroupBy(p => (p.FacilityId, p.BlobName)).ToDictionary(g => g.Key, g => g.MaxBy(p => p.State)!);
        int registered = 0, quarantined = 0, total = 0;
        foreach ((FacilityId facility, SendSummary summary) in sent)
        {
            total += summary.NotSent.Count;
            quarantined += summary.NotSent.Count(f => SkipReasons.IsHarmless(f.Reason));
            foreach (SentStudy study in summary.Studies)
            {
                total += study.Study.Files.Count;
                var package = study.Blob is { } blob ? packages.GetValueOrDefault((facility, blob)) : null;
                int files = study.Study.Files.Count;
                int leftOut = package?.State switch
                {
                    PackageState.Registered => UploadedPackage.LeftOut(package.ReasonDetail).Count,
                    PackageState.Quarantined => files,
                    _ => 0,
                };
                registered += package?.State == PackageState.Registered ? files - leftOut : 0;
                quarantined += leftOut;
            }
        }

        return new FileCount(total, registered, quarantined, total - registered - quarantined);
    }
}
