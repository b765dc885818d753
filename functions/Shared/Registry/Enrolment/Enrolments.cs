using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Pipeline.Registry;

/// <summary>
/// Enters who takes part in the center, as dated facts. Each change is one transaction with its audit row, which holds what
/// was and what is, and with a release review of every patient whose studies it may concern: so an end that is entered is
/// followed by its recalls as an opt-out is.
/// </summary>
public sealed class Enrolments(RegistryContext registry, Outbox outbox, AuditTrail audit, FacilityErasures erasures)
{
    private const int Batch = 1_000;

    private static readonly HashSet<string> RulesLookAt =
    [
        nameof(Facility.FilingPublished), nameof(Facility.FilingUntil), nameof(Facility.Posted), nameof(Facility.PostedUntil), nameof(Facility.EntrustedFrom), nameof(Facility.EntrustedUntil),
        nameof(ProcessorContract.From), nameof(ProcessorContract.Until), nameof(Processor.Use), nameof(Project.ApprovalNumber), nameof(Project.ApprovedFrom), nameof(Project.ApprovedUntil),
        nameof(Project.Domains), nameof(Project.Modalities), nameof(Project.StudiesFrom), nameof(Project.StudiesUntil),
    ];

    /// <summary>Enters a facility, or facts of one.</summary>
    /// <returns>A reason code where it is refused.</returns>
    public async Task<string?> EnterAsync(FacilityId id, FacilityFacts facts, string actor, CancellationToken cancellationToken = default)
    {
        await using var transaction = await registry.Database.BeginTransactionAsync(cancellationToken);
        Facility? row = await registry.Facilities.SingleOrDefaultAsync(one => one.Id == id, cancellationToken);
        if (EnrolmentChecks.Texts(facts.Name, facts.NameEnglish, facts.ApplicationId, facts.UploadRange) is { } text)
        {
            return text;
        }

        if (row is null && EnrolmentChecks.Needed(facts.Name, facts.NameEnglish) is { } missing)
        {
            return missing;
        }

        row ??= registry.Facilities.Add(new Facility { Id = id, Name = facts.Name!, NameEnglish = facts.NameEnglish! }).Entity;
        State(row, facts);
        string? refusal = await erasures.IsLeavingAsync(id, cancellationToken) ? EnrolmentReasons.Left
            : !Clear(row, facts.Cleared) ? EnrolmentReasons.Incomplete
            : EnrolmentChecks.Networks(facts.UploadRange)
                ?? EnrolmentChecks.Period(row.FilingMade ?? DateOnly.MinValue, row.FilingPublished) ?? EnrolmentChecks.Period(row.FilingPublished, row.FilingUntil)
                ?? EnrolmentChecks.Period(row.Posted, row.PostedUntil) ?? EnrolmentChecks.Period(row.EntrustedFrom, row.EntrustedUntil);
        return refusal ?? await SaveAsync("enrolment.facility", id, new { }, registry.Patients.Where(one => one.FacilityId == id), actor, transaction, cancellationToken);
    }

    /// <summary>Enters a contract of a facility with a processor, or its end.</summary>
    /// <returns>A reason code where it is refused.</returns>
    public async Task<string?> ContractAsync(FacilityId id, ProcessorId processor, PeriodFacts facts, string actor, CancellationToken cancellationToken = default)
    {
        await using var transaction = await registry.Database.BeginTransactionAsync(cancellationToken);
        bool isKnown = await registry.Processors.AnyAsync(row => row.Id == processor, cancellationToken);
        if ((isKnown ? await RefusalAsync(id, cancellationToken) : EnrolmentReasons.Unknown) is { } why)
        {
            return why;
        }

        List<ProcessorContract> known = await registry.ProcessorContracts.Where(row => row.FacilityId == id && row.ProcessorId == processor).OrderBy(row => row.From).ToListAsync(cancellationToken);
        ProcessorContract? row = facts.From is { } stated ? known.Find(one => one.From == stated) : known.LastOrDefault();
        if (row is null && facts.From is { } from)
        {
            row = registry.ProcessorContracts.Add(new ProcessorContract { FacilityId = id, ProcessorId = processor, From = from }).Entity;
        }

        row?.Until = facts.NoEnd ? null : facts.Until ?? row.Until;
        string? refusal = row is null ? EnrolmentReasons.Incomplete : EnrolmentChecks.Period(row.From, row.Until);
        return refusal ?? await SaveAsync(
            "enrolment.contract", id, new { processor = processor.Value, row!.From }, registry.Patients.Where(one => one.FacilityId == id), actor, transaction, cancellationToken);
    }

    /// <summary>Enters a facility's participation in a project, or its end.</summary>
    /// <returns>A reason code where it is refused.</returns>
    public async Task<string?> ParticipateAsync(FacilityId id, ProjectId project, PeriodFacts facts, string actor, CancellationToken cancellationToken = default)
    {
        await using var transaction = await registry.Database.BeginTransactionAsync(cancellationToken);
        bool isKnown = await registry.Projects.AnyAsync(row => row.Id == project, cancellationToken);
        if ((isKnown ? await RefusalAsync(id, cancellationToken) : EnrolmentReasons.Unknown) is { } why)
        {
            return why;
        }

        List<ProjectParticipation> known = await registry.ProjectParticipations.Where(row => row.FacilityId == id && row.ProjectId == project).OrderBy(row => row.From).ToListAsync(cancellationToken);
        ProjectParticipation? row = facts.From is { } stated ? known.Find(one => one.From == stated) : known.LastOrDefault();
        if (row is null && facts.From is { } from)
        {
            row = registry.ProjectParticipations.Add(new ProjectParticipation { FacilityId = id, ProjectId = project, From = from }).Entity;
        }

        row?.Until = facts.NoEnd ? null : facts.Until ?? row.Until;
        string? refusal = row is null ? EnrolmentReasons.Incomplete : EnrolmentChecks.Period(row.From, row.Until);
        return refusal ?? await SaveAsync(
            "enrolment.participation", id, new { project = project.Value, row!.From }, registry.Patients.Where(one => one.FacilityId == id), actor, transaction, cancellationToken);
    }

    /// <summary>Enters a certified processor, or facts of one.</summary>
    /// <returns>A reason code where it is refused.</returns>
    public async Task<string?> EnterAsync(ProcessorId id, ProcessorFacts facts, string actor, CancellationToken cancellationToken = default)
    {
        await using var transaction = await registry.Database.BeginTransactionAsync(cancellationToken);
        Processor? row = await registry.Processors.SingleOrDefaultAsync(one => one.Id == id, cancellationToken);
        string? refusal = EnrolmentChecks.Texts(facts.Name, facts.Address, facts.Representative, facts.PublicKeyId, facts.ApplicationId)
            ?? EnrolmentChecks.Key(facts.PublicKeyId, facts.PublicKeyPem)
            ?? (row is null ? EnrolmentChecks.Needed(facts.Name, facts.Address, facts.Representative, facts.Use, facts.PublicKeyPem) : null)
            ?? (facts.Use is { } use && !Enum.IsDefined(use) ? EnrolmentReasons.Incomplete : null);
        if (refusal is not null)
        {
            return refusal;
        }

        row ??= registry.Processors.Add(new Processor
        {
            Id = id, Name = facts.Name!, Address = facts.Address!, Representative = facts.Representative!, Use = facts.Use!.Value, PublicKeyId = facts.PublicKeyId!, PublicKeyPem = facts.PublicKeyPem!,
        }).Entity;
        (row.Name, row.Address, row.Representative) = (facts.Name ?? row.Name, facts.Address ?? row.Address, facts.Representative ?? row.Representative);
        (row.Use, row.ApplicationId) = (facts.Use ?? row.Use, facts.ApplicationId ?? row.ApplicationId);
        (row.PublicKeyId, row.PublicKeyPem) = (facts.PublicKeyId ?? row.PublicKeyId, facts.PublicKeyPem ?? row.PublicKeyPem);
        IQueryable<Patient> concerned = registry.Patients.Where(one => registry.ProcessorContracts.Any(contract => contract.FacilityId == one.FacilityId && contract.ProcessorId == id));
        return await SaveAsync("enrolment.processor", null, new { processor = id.Value }, concerned, actor, transaction, cancellationToken);
    }

    /// <summary>Enters a research project, or facts of one.</summary>
    /// <returns>A reason code where it is refused.</returns>
    public async Task<string?> EnterAsync(ProjectId id, ProjectFacts facts, string actor, CancellationToken cancellationToken = default)
    {
        await using var transaction = await registry.Database.BeginTransactionAsync(cancellationToken);
        Project? row = await registry.Projects.Include(one => one.Members).SingleOrDefaultAsync(one => one.Id == id, cancellationToken);
        string? refusal = EnrolmentChecks.Texts([facts.Title, facts.ApprovalNumber, facts.PublicKeyId, facts.ApplicationId, .. facts.Domains ?? [], .. facts.Modalities ?? [], .. facts.Members?.Keys ?? []])
            ?? EnrolmentChecks.Key(facts.PublicKeyId, facts.PublicKeyPem)
            ?? (row is null ? EnrolmentChecks.Needed(facts.Title, facts.PublicKeyPem) : null);
        if (refusal is not null)
        {
            return refusal;
        }

        row ??= registry.Projects.Add(new Project { Id = id, Title = facts.Title!, PublicKeyId = facts.PublicKeyId!, PublicKeyPem = facts.PublicKeyPem! }).Entity;
        State(row, facts);
        if ((EnrolmentChecks.Period(row.ApprovedFrom, row.ApprovedUntil) ?? EnrolmentChecks.Period(row.StudiesFrom ?? DateOnly.MinValue, row.StudiesUntil)) is { } period)
        {
            return period;
        }

        IQueryable<Patient> concerned = registry.Patients.Where(one => registry.ProjectParticipations.Any(part => part.FacilityId == one.FacilityId && part.ProjectId == id));
        return await SaveAsync("enrolment.project", null, new { project = id.Value }, concerned, actor, transaction, cancellationToken);
    }

    private static void State(Facility row, FacilityFacts facts)
    {
        (row.Name, row.NameEnglish) = (facts.Name ?? row.Name, facts.NameEnglish ?? row.NameEnglish);
        (row.FilingMade, row.FilingPublished, row.FilingUntil) = (facts.FilingMade ?? row.FilingMade, facts.FilingPublished ?? row.FilingPublished, facts.FilingUntil ?? row.FilingUntil);
        (row.Posted, row.PostedUntil) = (facts.Posted ?? row.Posted, facts.PostedUntil ?? row.PostedUntil);
        (row.EntrustedFrom, row.EntrustedUntil) = (facts.EntrustedFrom ?? row.EntrustedFrom, facts.EntrustedUntil ?? row.EntrustedUntil);
        (row.UploadRange, row.ApplicationId) = (facts.UploadRange ?? row.UploadRange, facts.ApplicationId ?? row.ApplicationId);
    }

    private void State(Project row, ProjectFacts facts)
    {
        (row.Title, row.ApplicationId) = (facts.Title ?? row.Title, facts.ApplicationId ?? row.ApplicationId);
        (row.ApprovalNumber, row.ApprovedFrom, row.ApprovedUntil) = (facts.ApprovalNumber ?? row.ApprovalNumber, facts.ApprovedFrom ?? row.ApprovedFrom, facts.ApprovedUntil ?? row.ApprovedUntil);
        (row.StudiesFrom, row.StudiesUntil) = (facts.StudiesFrom ?? row.StudiesFrom, facts.StudiesUntil ?? row.StudiesUntil);
        (row.PublicKeyId, row.PublicKeyPem) = (facts.PublicKeyId ?? row.PublicKeyId, facts.PublicKeyPem ?? row.PublicKeyPem);
        Replace(row.Domains, facts.Domains);
        Replace(row.Modalities, facts.Modalities);
        foreach ((string subject, IReadOnlyList<string> domains) in facts.Members ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            ProjectMember? member = row.Members.Find(one => one.Subject == subject);
            if (member is null)
            {
                member = new ProjectMember { ProjectId = row.Id, Subject = subject };
                row.Members.Add(member);
            }

            Replace(member.Domains, domains);
        }

        registry.ProjectMembers.RemoveRange(row.Members.Where(member => facts.Removed?.Contains(member.Subject) == true));
    }

    private static void Replace(List<string> list, IReadOnlyList<string>? stated)
    {
        if (stated is not null)
        {
            list.Clear();
            list.AddRange(stated);
        }
    }

    /// <summary>False: one of them is no fact that may be none.</summary>
    private static bool Clear(Facility row, IReadOnlyList<string> facts)
    {
        foreach (string fact in facts)
        {
            switch (fact)
            {
                case "filingMade": row.FilingMade = null; break;
                case "filingPublished": row.FilingPublished = null; break;
                case "filingUntil": row.FilingUntil = null; break;
                case "posted": row.Posted = null; break;
                case "postedUntil": row.PostedUntil = null; break;
                case "entrustedFrom": row.EntrustedFrom = null; break;
                case "entrustedUntil": row.EntrustedUntil = null; break;
                case "uploadRange": row.UploadRange = null; break;
                case "applicationId": row.ApplicationId = null; break;
                default: return false;
            }
        }

        return true;
    }

    private async Task<string?> RefusalAsync(FacilityId id, CancellationToken cancellationToken)
        => !await registry.Facilities.AnyAsync(row => row.Id == id, cancellationToken) ? EnrolmentReasons.Unknown
            : await erasures.IsLeavingAsync(id, cancellationToken) ? EnrolmentReasons.Left
            : null;

    /// <summary>Saves what was changed, if anything was, with its audit row and the reviews that follow.</summary>
    private async Task<string?> SaveAsync(
        string action, FacilityId? facility, object of, IQueryable<Patient> concerned, string actor, Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        registry.ChangeTracker.DetectChanges();
        Change[] changes = [.. registry.ChangeTracker.Entries().Where(entry => entry.State is not EntityState.Unchanged).SelectMany(ChangesOf)];
        if (changes.Length == 0)
        {
            return null;
        }

        audit.Add(action, actor, facility, details: new { of, changes });
        await registry.SaveChangesAsync(cancellationToken);
        if (Array.Exists(changes, change => RulesLookAt.Contains(change.Fact)))
        {
            await ReviewAsync(concerned, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private static IEnumerable<Change> ChangesOf(EntityEntry entry) =>
        from property in entry.Properties
        where entry.State == EntityState.Modified ? property.IsModified : property.CurrentValue is not null
        where property.Metadata.Name != nameof(Processor.PublicKeyPem) // its identifier changes with it
        select new Change(
            property.Metadata.Name,
            entry.State == EntityState.Added ? null : TextOf(property.OriginalValue),
            entry.State == EntityState.Deleted ? null : TextOf(property.CurrentValue));

    private static string? TextOf(object? value) => value switch
    {
        null => null,
        DateOnly day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        IEnumerable<string> list => string.Join(',', list),
        _ => value.ToString(),
    };

    private async Task ReviewAsync(IQueryable<Patient> concerned, CancellationToken cancellationToken)
    {
        Guid after = Guid.Empty;
        while (await concerned.Where(one => one.Id > after && one.Cases.Any()).OrderBy(one => one.Id).Select(one => one.Id).Take(Batch).ToListAsync(cancellationToken) is { Count: > 0 } patients)
        {
            patients.ForEach(patient => outbox.Add(QueueNames.ReleaseReview, id => new ReleaseReview(id, patient)));
            await registry.SaveChangesAsync(cancellationToken);
            registry.ChangeTracker.Clear();
            after = patients[^1];
        }
    }

    /// <param name="Fact">The member that changed.</param>
    /// <param name="Was">Its value before; none: there was none.</param>
    /// <param name="Is">Its value now; none: there is none.</param>
    private sealed record Change(string Fact, string? Was, string? Is);
}
