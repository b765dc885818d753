using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.LocalCenter.Demo;
using Pipeline.LocalCenter.Development;
using Pipeline.Registry;

namespace Pipeline.LocalCenter.Host;

/// <summary>
/// Who takes part in the center of one machine: what the society would have entered, with a key for each receiver and an
/// identity file for everyone who signs in by program.
/// </summary>
internal sealed class Enrolment
{
    /// <summary>A receiver's SAS on one machine, standing in for its role in the cloud.</summary>
    private const string Operator = "operator";

    private const string Reviewer = "reviewer";
    private readonly CenterFolder folder;
    private readonly Dictionary<string, string> secrets;

    public Enrolment(CenterFolder folder, DateOnly today)
    {
        this.folder = folder;
        Facilities = [Facility(Deck.Alpha, "α病院", "Alpha Hospital"), Facility(Deck.Beta, "β病院", "Beta Hospital"), Facility(Deck.Gamma, "γ病院", "Gamma Hospital")];
        PublicKey processorKey = KeyOf(Deck.Processor.Value);
        Processors =
        [
            new Processor
            {
                Id = Deck.Processor,
                Name = "認定事業者（見本）",
                Address = "東京都見本区見本町一丁目",
                Representative = "見本 代表",
                Use = CertifiedUse.Anonymised,
                PublicKeyId = processorKey.KeyId,
                PublicKeyPem = Pem(processorKey),
                ApplicationId = Deck.Processor.Value,
            },
        ];
        Projects = [Project(Deck.EchoAtlas, "超音波アトラス研究", today), Project(Deck.BreastReader, "乳腺読影支援研究", today)];
        Projects[0].Members.AddRange([new ProjectMember { ProjectId = Deck.EchoAtlas, Subject = "researcher-1" }]);
        Projects[1].Members.AddRange([new ProjectMember { ProjectId = Deck.BreastReader, Subject = "researcher-2" }]);
        foreach (Facility facility in Facilities)
        {
            bool ended = facility.Id == Deck.Gamma;
            facility.Contracts.Add(new ProcessorContract { FacilityId = facility.Id, ProcessorId = Deck.Processor, From = today.AddYears(-1), Until = ended ? today.AddDays(-1) : null });
            facility.Participations.Add(new ProjectParticipation { FacilityId = facility.Id, ProjectId = Deck.EchoAtlas, From = today.AddYears(-1) });
        }

        Facilities[2].Participations.Add(new ProjectParticipation { FacilityId = Deck.Gamma, ProjectId = Deck.BreastReader, From = today.AddYears(-1) });
        secrets = folder.Keep(Path.Combine("keys", "applications.json"), () => Applications.ToDictionary(a => a, _ => NewSecret()));
        secrets.TryAdd(Reviewer, folder.Keep(Path.Combine("keys", "reviewer.json"), NewSecret));

        Facility Facility(FacilityId id, string name, string english) => new()
        {
            Id = id,
            Name = name,
            NameEnglish = english,
            FilingPublished = today.AddYears(-1),
            Posted = today.AddYears(-1),
            EntrustedFrom = today.AddYears(-1),
            ApplicationId = id.Value,
        };
    }

    /// <summary>The three hospitals.</summary>
    public IReadOnlyList<Facility> Facilities { get; }

    /// <summary>The certified processor.</summary>
    public IReadOnlyList<Processor> Processors { get; }

    /// <summary>The research projects.</summary>
    public IReadOnlyList<Project> Projects { get; }

    /// <summary>Whom the development issuer vouches for.</summary>
    public IEnumerable<DevelopmentPrincipal> Principals =>
    [
        new("operator-1", "学会事務局 / Society operator", ["Operator"]),
        new("reviewer-1", "画像確認者 / Image reviewer", ["Reviewer"]),
        new("researcher-1", "研究者・超音波アトラス / Researcher, echo atlas", ["Researcher"]),
        new("researcher-2", "研究者・乳腺読影 / Researcher, breast reader", ["Researcher"]),
        .. Facilities.Select(f => new DevelopmentPrincipal(f.Id.Value, f.Name, ["Facility"], secrets[f.Id.Value])),
        .. Processors.Select(p => new DevelopmentPrincipal(p.Id.Value, p.Name, ["Processor"], secrets[p.Id.Value])),
        .. Projects.Select(p => new DevelopmentPrincipal(p.Id.Value, p.Title, ["Researcher"], secrets[p.Id.Value])),
        new(Operator, "学会", ["Operator"], secrets[Operator]),
        new(Reviewer, "画像確認者", ["Reviewer"], secrets[Reviewer]),
    ];

    private IEnumerable<string> Applications
        => [.. Facilities.Select(f => f.Id.Value), .. Processors.Select(p => p.Id.Value), .. Projects.Select(p => p.Id.Value), Operator];

    /// <summary>Enters everyone into an empty registry; later starts find them there.</summary>
    public async Task EnterAsync(RegistryContext registry, CancellationToken cancellationToken)
    {
        if (!await registry.Facilities.AnyAsync(cancellationToken))
        {
            registry.AddRange(Processors);
            registry.AddRange(Projects);
            registry.AddRange(Facilities);
            await registry.SaveChangesAsync(cancellationToken);
        }

        if (!await registry.DeviceRules.AnyAsync(rule => rule.Rule == DemoDevice.Rule, cancellationToken))
        {
            registry.DeviceRules.Add(DemoDevice.Approved);
            await registry.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>Writes the identity files anew, since addresses change with every start.</summary>
    public async Task WriteIdentitiesAsync(CenterHost host, TimeProvider clock, CancellationToken cancellationToken)
    {
        GrantIssuer grants = new(host.Accounts, clock);
        foreach (Facility facility in Facilities)
        {
            Write(host, facility.Id.Value, "facility", null);
        }

        foreach (Processor processor in Processors)
        {
            PullGrant grant = await grants.IssuePullAsync(Containers.Delivery(processor.Id), GrantIssuer.MaximumLifetime, cancellationToken: cancellationToken);
            Write(host, processor.Id.Value, "processor", grant.Container);
        }

        foreach (Project project in Projects)
        {
            PullGrant grant = await grants.IssuePullAsync(Containers.Research(project.Id), GrantIssuer.MaximumLifetime, cancellationToken: cancellationToken);
            Write(host, project.Id.Value, "project", grant.Container);
        }

        Write(host, Operator, "operator", null);
        Write(host, Reviewer, "reviewer", null);
    }

    private void Write(CenterHost host, string id, string kind, Uri? storage)
    {
        Dictionary<string, object> identity = new()
        {
            ["name"] = id,
            ["kind"] = kind,
            ["portal"] = host.Portal,
            ["development"] = new { token = new Uri(host.Portal, "development/token"), clientId = id, clientSecret = secrets[id] },
        };
        if (storage is not null)
        {
            identity["storage"] = storage;
            identity["key"] = folder.ReceiverKey(id);
        }

        PrivateFile.Write(folder.Identity(id), JsonSerializer.SerializeToUtf8Bytes(identity, MessageJson.Options));
    }

    private Project Project(ProjectId id, string title, DateOnly today)
    {
        PublicKey key = KeyOf(id.Value);
        return new()
        {
            Id = id,
            Title = title,
            ApprovalNumber = $"倫審-{today.Year}-{id.Value.Length:D3}",
            ApprovedFrom = today.AddYears(-1),
            ApprovedUntil = today.AddYears(2),
            PublicKeyId = key.KeyId,
            PublicKeyPem = Pem(key),
            ApplicationId = id.Value,
        };
    }

    private static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private PublicKey KeyOf(string id) => LocalKeyFile.OpenOrCreate(folder.ReceiverKey(id), id).Current;

    private static string Pem(PublicKey key)
    {
        using RSA rsa = key.ToRsa();
        return rsa.ExportSubjectPublicKeyInfoPem();
    }
}
