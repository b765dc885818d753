namespace Pipeline.Registry.Tests;

/// <summary>The deck's center: α病院, one processor, one project, everything in force.</summary>
internal static class Seed
{
    public static readonly RandomNames Names = new(new SettableClock());

    public static readonly FacilityId Alpha = new("alpha");
    public static readonly FacilityId Beta = new("beta");
    public static readonly ProcessorId Processor = new("processor");
    public static readonly ProjectId Liver = new("liver");
    public static readonly DateOnly Year = new(2026, 1, 1);

    public static Facility Facility(FacilityId id)
    {
        var facility = new Facility
        {
            Id = id, Name = "α病院", NameEnglish = "Alpha Hospital", FilingPublished = Year, Posted = Year, EntrustedFrom = Year,
        };
        facility.Contracts.Add(new ProcessorContract { FacilityId = id, ProcessorId = Processor, From = Year });
        facility.Participations.Add(new ProjectParticipation { FacilityId = id, ProjectId = Liver, From = Year });
        return facility;
    }

    public static Processor CertifiedProcessor(CertifiedUse use = CertifiedUse.Anonymised) => new()
    {
        Id = Processor, Name = "認定事業者", Address = "東京都千代田区架空1-1", Representative = "代表 花子", Use = use, PublicKeyId = "local", PublicKeyPem = "-",
    };

    public static Project LiverProject() => new()
    {
        Id = Liver, Title = "脂肪肝の超音波", ApprovalNumber = "R-1", ApprovedFrom = Year, PublicKeyId = "local", PublicKeyPem = "-",
    };

    public static Case Case(Guid patientId, string study = "1.2.3", FacilityId? facility = null, DateTimeOffset registered = default) => new()
    {
        Id = Names.NewId(),
        FacilityId = facility ?? Alpha,
        PatientId = patientId,
        StudyInstanceUid = study,
        Registered = registered,
        StudyDate = new DateOnly(2026, 4, 1),
        BirthDate = new DateOnly(1960, 2, 3),
        Sex = Sex.Male,
        Age = 66,
        Domain = "abdomen",
        Modalities = ["US"],
        BodySite = "abdomen",
        ContentVersion = 1,
    };

    public static Task CenterAsync(this TestRegistry registry) => registry.RunAsync<RegistryContext>(async context =>
    {
        context.Processors.Add(CertifiedProcessor());
        context.Projects.Add(LiverProject());
        context.Facilities.Add(Facility(Alpha));
        context.Facilities.Add(Facility(Beta));
        await context.SaveChangesAsync();
    });

    /// <summary>Adds a patient in a transaction of its own, with a study where one is named.</summary>
    public static Task<(Guid Patient, Guid Case)> PatientAsync(
        this TestRegistry registry, string facilityPatientId, string? study, params IReadOnlyList<LedgerEntry> ledger)
        => registry.RunAsync(async provider =>
        {
            var patientLock = (PatientLock)provider.GetService(typeof(PatientLock))!;
            var book = (LedgerBook)provider.GetService(typeof(LedgerBook))!;
            await using PatientTransaction transaction = await patientLock.AcquireAsync(Alpha, facilityPatientId);
            await book.AppendAsync(transaction, ledger, "test");
            Case? added = study is null ? null : Case(transaction.PatientId, study, registered: registry.Clock.Now);
            if (added is not null)
            {
                transaction.Registry.Cases.Add(added);
            }

            await transaction.CommitAsync();
            return (transaction.PatientId, added?.Id ?? Guid.Empty);
        });

    public static LedgerEntry Listed() => new(LedgerEventKind.Listed, new DateOnly(2026, 4, 1)) { BirthDate = new DateOnly(1960, 2, 3), Sex = Sex.Male };

    public static LedgerEntry Notice(DateOnly delivered, NoticeKind kind = NoticeKind.Both, bool toGuardian = false)
        => new(LedgerEventKind.Notice, delivered) { NoticeKind = kind, ToGuardian = toGuardian };

    public static LedgerEntry OptOut() => new(LedgerEventKind.OptOut, new DateOnly(2026, 4, 1)) { By = OptOutBy.Patient };

    public static LedgerEntry Consent(ProjectId? project = null) => new(LedgerEventKind.ResearchConsent, new DateOnly(2026, 4, 1)) { ProjectId = project };

    public static readonly DateOnly LongAgo = new(2026, 4, 1);
}
