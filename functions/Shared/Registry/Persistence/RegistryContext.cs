using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Pipeline.Registry;

/// <summary>
/// The registry: one model, two providers. The ledger, the audit trail, device rules, reviewers' decisions and the desk's receipts are append-only here, whoever calls.
/// </summary>
public abstract class RegistryContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>Hospitals.</summary>
    public DbSet<Facility> Facilities => Set<Facility>();

    /// <summary>Facilities' contracts with processors.</summary>
    public DbSet<ProcessorContract> ProcessorContracts => Set<ProcessorContract>();

    /// <summary>Facilities' participation in projects.</summary>
    public DbSet<ProjectParticipation> ProjectParticipations => Set<ProjectParticipation>();

    /// <summary>Certified processors.</summary>
    public DbSet<Processor> Processors => Set<Processor>();

    /// <summary>Research projects.</summary>
    public DbSet<Project> Projects => Set<Project>();

    /// <summary>Who may search within a project.</summary>
    public DbSet<ProjectMember> ProjectMembers => Set<ProjectMember>();

    /// <summary>Patients, per facility.</summary>
    public DbSet<Patient> Patients => Set<Patient>();

    /// <summary>The append-only ledger.</summary>
    public DbSet<LedgerEvent> LedgerEvents => Set<LedgerEvent>();

    /// <summary>Received consent tables.</summary>
    public DbSet<ConsentUpload> ConsentUploads => Set<ConsentUpload>();

    /// <summary>Refused lines of consent tables.</summary>
    public DbSet<ConsentLineProblem> ConsentLineProblems => Set<ConsentLineProblem>();

    /// <summary>Registered studies.</summary>
    public DbSet<Case> Cases => Set<Case>();

    /// <summary>Diagnoses of the studies' reports.</summary>
    public DbSet<CaseDiagnosis> CaseDiagnoses => Set<CaseDiagnosis>();

    /// <summary>Decrypted objects.</summary>
    public DbSet<Instance> Instances => Set<Instance>();

    /// <summary>Received study packages.</summary>
    public DbSet<UploadedPackage> UploadedPackages => Set<UploadedPackage>();

    /// <summary>Decisions, current and past.</summary>
    public DbSet<ReleaseDecision> ReleaseDecisions => Set<ReleaseDecision>();

    /// <summary>Anonymised copies.</summary>
    public DbSet<ResearchCopy> ResearchCopies => Set<ResearchCopy>();

    /// <summary>Packages for processors; provision records once published.</summary>
    public DbSet<Delivery> Deliveries => Set<Delivery>();

    /// <summary>Orders of chosen studies for processors.</summary>
    public DbSet<DeliveryOrder> DeliveryOrders => Set<DeliveryOrder>();

    /// <summary>The studies that orders name.</summary>
    public DbSet<OrderedCase> OrderedCases => Set<OrderedCase>();

    /// <summary>Where scanners burn text in: every version of every rule, append-only.</summary>
    public DbSet<DeviceRuleVersion> DeviceRules => Set<DeviceRuleVersion>();

    /// <summary>What waits for a person's look.</summary>
    public DbSet<ReviewItem> ReviewItems => Set<ReviewItem>();

    /// <summary>The append-only log of reviewers' decisions.</summary>
    public DbSet<ReviewDecision> ReviewDecisions => Set<ReviewDecision>();

    /// <summary>Messages to send.</summary>
    public DbSet<OutboxMessage> OutboxMessages => Set<OutboxMessage>();

    /// <summary>Messages their queue gave up.</summary>
    public DbSet<DeadLetter> DeadLetters => Set<DeadLetter>();

    /// <summary>The append-only audit trail.</summary>
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    /// <summary>Versions of the upload key, public halves.</summary>
    public DbSet<UploadKey> UploadKeys => Set<UploadKey>();

    /// <summary>Stretches of the anchored audit chain.</summary>
    public DbSet<AuditAnchor> AuditAnchors => Set<AuditAnchor>();

    /// <summary>What was found where it had no right to be.</summary>
    public DbSet<Incident> Incidents => Set<Incident>();

    /// <summary>Handed-out upload grants.</summary>
    public DbSet<UploadGrantRecord> UploadGrants => Set<UploadGrantRecord>();

    /// <summary>Facilities that leave or have left.</summary>
    public DbSet<FacilityErasure> FacilityErasures => Set<FacilityErasure>();

    /// <summary>What apps found when they looked for what is left of a facility.</summary>
    public DbSet<ErasureConfirmation> ErasureConfirmations => Set<ErasureConfirmation>();

    /// <summary>What was stored of facilities that left, by day.</summary>
    public DbSet<ErasedVolume> ErasedVolumes => Set<ErasedVolume>();

    /// <summary>Where notices may be posted to, of patients still to be notified.</summary>
    public DbSet<PostalAddress> PostalAddresses => Set<PostalAddress>();

    /// <summary>Copies of the receipts given at the opt-out desk, append-only.</summary>
    public DbSet<DeskReceipt> DeskReceipts => Set<DeskReceipt>();

    /// <summary>Set while a saved outbox row waits for its transaction to commit.</summary>
    internal bool OutboxGrew { get; set; }

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        GuardWhatIsAppendOnly();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    /// <inheritdoc/>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        GuardWhatIsAppendOnly();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(RegistryContext).Assembly);
        foreach (var foreignKey in modelBuilder.Model.GetEntityTypes().SelectMany(type => type.GetForeignKeys()))
        {
            foreignKey.DeleteBehavior = DeleteBehavior.Restrict;
        }
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<FacilityId>().HaveConversion<FacilityIdConverter>().HaveMaxLength(CenterId.MaximumLength);
        configurationBuilder.Properties<ProjectId>().HaveConversion<ProjectIdConverter>().HaveMaxLength(CenterId.MaximumLength);
        configurationBuilder.Properties<ProcessorId>().HaveConversion<ProcessorIdConverter>().HaveMaxLength(CenterId.MaximumLength);
        configurationBuilder.Properties<List<string>>().HaveConversion<JsonListConverter<string>, JsonListComparer<string>>();
        configurationBuilder.Properties<List<MaskRectangle>>().HaveConversion<JsonListConverter<MaskRectangle>, JsonListComparer<MaskRectangle>>();
        configurationBuilder.Properties<DeviceSignature>().HaveConversion<JsonTextConverter<DeviceSignature>>();
        configurationBuilder.Properties<Photograph>().HaveConversion<JsonTextConverter<Photograph>>();
        configurationBuilder.Properties<DeviceMatch>().HaveConversion<JsonTextConverter<DeviceMatch>>();
        configurationBuilder.Properties<List<BlockingRule>>().HaveConversion<JsonListConverter<BlockingRule>, JsonListComparer<BlockingRule>>();
    }

    private void GuardWhatIsAppendOnly()
    {
        foreach (EntityEntry entry in ChangeTracker.Entries().Where(entry => entry.State is EntityState.Modified or EntityState.Deleted))
        {
            bool refused = entry.Entity switch
            {
                LedgerEvent or DeviceRuleVersion or ReviewDecision or DeskReceipt => true,
                AuditEntry => entry.State == EntityState.Deleted || !IsAnchoring(entry),
                _ => false,
            };
            if (refused)
            {
                throw new InvalidOperationException($"{entry.Metadata.ClrType.Name} is append-only.");
            }
        }
    }

    private static bool IsAnchoring(EntityEntry entry) => entry.Properties.Where(property => property.IsModified).All(property =>
        property.Metadata.Name is nameof(AuditEntry.ChainIndex) or nameof(AuditEntry.ChainHash) && property.OriginalValue is null);
}
