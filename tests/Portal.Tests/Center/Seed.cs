using System.Text.Json;
using Pipeline.Registry;

namespace Pipeline.Portal.Tests;

/// <summary>
/// A small center: two facilities, two processors, two projects; the deck's patients A to D, enough others to be counted,
/// and a quarantined package. Everyone in it is made up.
/// </summary>
public sealed class Seed(Portal portal)
{
    public static readonly FacilityId Alpha = new("alpha");
    public static readonly FacilityId Beta = new("beta");
    public static readonly ProcessorId Kamo = new("kamo");
    public static readonly ProcessorId Yodo = new("yodo");
    public static readonly ProjectId Liver = new("liver");
    public static readonly ProjectId Heart = new("heart");

    public const string Operator = "operator-sato";
    public const string Researcher = "researcher-suzuki";
    public const string OtherResearcher = "researcher-tanaka";
    public const string ScopedResearcher = "researcher-kato";
    public const string Nobody = "nobody-ito";

    /// <summary>Of a receipt that the desk gave to patient A.</summary>
    public const string ReceiptNumber = "20260401-TEST2345";

    private readonly RandomNames names = new(Portal.Clock);
    private int studies;

    public DateTimeOffset Now { get; } = Portal.Clock.GetUtcNow();

    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime.AddHours(9));

    /// <summary>Opted out, consented to research: its copy can be seen.</summary>
    public (Case Case, ResearchCopy Copy) A { get; private set; }

    /// <summary>Notified only: named delivery.</summary>
    public Case B { get; private set; } = null!;

    /// <summary>In no table.</summary>
    public Case D { get; private set; } = null!;

    /// <summary>Of 93 years, in research.</summary>
    public (Case Case, ResearchCopy Copy) Oldest { get; private set; }

    public UploadedPackage Quarantined { get; private set; } = null!;

    public Guid NewId() => names.NewId();

    public async Task PlantAsync()
    {
        portal.Issuer.People[Operator] = ["Operator"];
        portal.Issuer.People[Researcher] = ["Researcher"];
        portal.Issuer.People[OtherResearcher] = ["Researcher"];
        portal.Issuer.People[ScopedResearcher] = ["Researcher"];
        portal.Issuer.People[Nobody] = [];
        await portal.AddAsync(
            NewFacility(Alpha, "α病院", "Alpha Hospital"),
            NewFacility(Beta, "β病院", "Beta Hospital"),
            NewProcessor(Kamo),
            NewProcessor(Yodo),
            NewProject(Liver, "腹部超音波による脂肪肝の研究", (Researcher, []), (ScopedResearcher, ["heart"])),
            NewProject(Heart, "心エコー画像の研究", (OtherResearcher, [])));
        await portal.AddAsync(new ProcessorContract { FacilityId = Alpha, ProcessorId = Kamo, From = new DateOnly(2025, 4, 1) });
        await PlantDeckAsync();
        await PlantOthersAsync();
    }

    public static Facility NewFacility(FacilityId id, string name, string english) => new()
    {
        Id = id,
        Name = name,
        NameEnglish = english,
        ApplicationId = "app-" + id.Value,
        FilingPublished = new DateOnly(2025, 4, 1),
        Posted = new DateOnly(2025, 4, 1),
    };

    public static Processor NewProcessor(ProcessorId id) => new()
    {
        Id = id,
        Name = id.Value,
        Address = "京都市",
        Representative = "代表 花子",
        Use = CertifiedUse.Anonymised,
        PublicKeyId = id.Value,
        PublicKeyPem = "none",
        ApplicationId = "app-" + id.Value,
    };

    public static Project NewProject(ProjectId id, string title, params (string Subject, string[] Domains)[] members)
    {
        var project = new Project { Id = id, Title = title, PublicKeyId = id.Value, PublicKeyPem = "none", ApplicationId = "app-" + id.Value };
        project.Members.AddRange(members.Select(member => new ProjectMember { ProjectId = id, Subject = member.Subject, Domains = [.. member.Domains] }));
        return project;
    }

    public Case NewCase(FacilityId facility, string patientId, int age = 54, string domain = "abdomen", string code = "K76.0", string disease = "脂肪肝", Sex sex = Sex.Female)
    {
        var patient = new Patient { Id = NewId(), FacilityId = facility, FacilityPatientId = patientId };
        Guid id = NewId();
        var row = new Case
        {
            Id = id,
            FacilityId = facility,
            PatientId = patient.Id,
            Patient = patient,
            StudyInstanceUid = $"1.2.826.0.1.3680043.10.999.{++studies}",
            StudyDate = Today.AddDays(-40 - studies),
            Modalities = ["US"],
            Domain = domain,
            BodySite = domain == "heart" ? "250" : "200",
            Sex = sex,
            Age = age,
            Registered = Now.AddDays(-20),
            ContentVersion = 1,
        };
        row.Diagnoses.Add(new CaseDiagnosis { CaseId = id, Code = code, Name = disease });
        return row;
    }

    public ReleaseDecision NewDecision(Case row, Track track, string recipient, params BlockingRule[] blocking) => new()
    {
        Id = NewId(),
        CaseId = row.Id,
        Track = track,
        Recipient = recipient,
        Allowed = blocking.Length == 0,
        Blocking = [.. blocking],
        Decided = Now.AddDays(-1),
        ReviewOn = blocking.Select(rule => rule.LiftsOn).Min(),
    };

    public ResearchCopy NewCopy(Case row, ProjectId project, ResearchCopyState state = ResearchCopyState.Published) => new()
    {
        Id = NewId(),
        CaseId = row.Id,
        ProjectId = project,
        ContentVersion = 1,
        BlobName = names.NewName(),
        PreviewPrefix = names.NewName(),
        Previews = 2,
        ReportJson = JsonSerializer.Serialize(
            new DomainReport
            {
                Domain = row.Domain!,
                Diagnoses = [new ReportDiagnosis("K76.0", "脂肪肝")],
                BodySite = row.BodySite,
                Measurements = [new ReportMeasurement("肝右葉長径", 142.5m, "mm")],
                Findings = "肝実質エコー輝度の上昇、肝腎コントラスト陽性。占拠性病変を認めない。",
            },
            JsonSerializerOptions.Web),
        State = state,
        Instances = 3,
        Size = 5_400_000,
        Created = Now.AddDays(-1),
        Published = state == ResearchCopyState.Staged ? null : Now.AddDays(-1),
        Withdrawn = state == ResearchCopyState.Withdrawn ? Now : null,
    };

    public Delivery NewDelivery(Case row, ProcessorId processor, DeliveryState state = DeliveryState.Published) => new()
    {
        Id = NewId(),
        CaseId = row.Id,
        ProcessorId = processor,
        ContentVersion = 1,
        BlobName = names.NewName(),
        State = state,
        Created = Now.AddDays(-1),
        Published = state == DeliveryState.Staged ? null : Now.AddDays(-1),
        Recalled = state == DeliveryState.Recalled ? Now : null,
        Size = 48_200_000,
    };

    public LedgerEvent NewEntry(Case row, int sequence, LedgerEventKind kind, NoticeKind? notice = null) => new()
    {
        Id = NewId(),
        PatientId = row.PatientId,
        Kind = kind,
        Effective = Today.AddDays(-60 + sequence),
        Recorded = Now.AddDays(-30),
        Sequence = sequence,
        NoticeKind = notice,
        By = kind == LedgerEventKind.OptOut ? OptOutBy.Patient : null,
        Line = sequence + 1,
    };

    public UploadedPackage NewPackage(FacilityId facility, PackageState state, string? reason = null) => new()
    {
        Id = NewId(),
        FacilityId = facility,
        BlobName = "studies/" + names.NewName(),
        ETag = "0x1",
        Size = 1_900_000,
        Received = Now.AddHours(-3),
        StoragePrefix = names.NewName(),
        State = state,
        Reason = reason,
        ReasonDetail = reason is null ? null : "file 2",
        FacilityPatientId = "ALPHA-770009",
        Files = 4,
    };

    private async Task PlantDeckAsync()
    {
        Case a = NewCase(Alpha, "ALPHA-770001");
        ResearchCopy copy = NewCopy(a, Liver);
        A = (a, copy);
        await portal.AddAsync(
            a,
            copy,
            NewDecision(a, Track.Certified, Kamo.Value, new BlockingRule("C4", "patient.opted-out")),
            NewDecision(a, Track.Research, Liver.Value),
            NewEntry(a, 1, LedgerEventKind.Listed),
            NewEntry(a, 2, LedgerEventKind.Notice, NoticeKind.Both),
            NewEntry(a, 3, LedgerEventKind.ResearchConsent),
            NewEntry(a, 4, LedgerEventKind.OptOut));
        await portal.AddAsync(new DeskReceipt
        {
            Id = NewId(),
            Number = ReceiptNumber,
            FacilityId = Alpha,
            PatientId = a.PatientId,
            FacilityPatientId = "ALPHA-770001",
            Kind = DeskRequestKind.OptOut,
            By = OptOutBy.Patient,
            Channel = DeskChannel.Telephone,
            Taken = Now,
            TakenBy = Operator,
            TakenByName = "学会 花子",
            LedgerEventId = NewId(),
            KeptUntil = Today.AddYears(3),
        });
        await portal.WritePreviewAsync(copy.PreviewPrefix, 0);
        await portal.WritePreviewAsync(copy.PreviewPrefix, 1);

        B = NewCase(Alpha, "ALPHA-770002", age: 61, sex: Sex.Male);
        await portal.AddAsync(
            B,
            NewDelivery(B, Kamo),
            NewDecision(B, Track.Certified, Kamo.Value),
            NewDecision(B, Track.Research, Liver.Value, new BlockingRule("R1", "consent.missing")));
        D = NewCase(Alpha, "ALPHA-770004", age: 33);
        await portal.AddAsync(
            D,
            NewDecision(D, Track.Certified, Kamo.Value, new BlockingRule("I1", "patient.not-listed")),
            NewDecision(D, Track.Research, Liver.Value, new BlockingRule("I1", "patient.not-listed")));
        Quarantined = NewPackage(Alpha, PackageState.Quarantined, "package.hash-differs");
        await portal.AddAsync(Quarantined);
    }

    private async Task PlantOthersAsync()
    {
        Case old = NewCase(Beta, "BETA-310093", age: 93, code: "K80.2", disease: "胆石症", sex: Sex.Male);
        ResearchCopy copy = NewCopy(old, Liver);
        Oldest = (old, copy);
        await portal.AddAsync(old, copy, NewDecision(old, Track.Research, Liver.Value), NewDecision(old, Track.Certified, Kamo.Value));
        await portal.WritePreviewAsync(copy.PreviewPrefix, 0);

        Case beating = NewCase(Beta, "BETA-310094", age: 47, domain: "heart", code: "I50.9", disease: "心不全");
        ResearchCopy cine = NewCopy(beating, Heart);
        await portal.AddAsync(beating, cine, NewDecision(beating, Track.Research, Heart.Value));
        await portal.WritePreviewAsync(cine.PreviewPrefix, 0);

        Case waiting = NewCase(Beta, "BETA-310095", age: 29);
        await portal.AddAsync(
            waiting,
            NewDecision(waiting, Track.Certified, Kamo.Value, new BlockingRule("C3", "notice.too-recent", Today.AddDays(12))),
            NewDecision(waiting, Track.Research, Liver.Value, new BlockingRule("R1", "consent.missing")));
    }
}
