using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>Registers a received study, or quarantines its package: each in one transaction, each once.</summary>
public sealed class StudyRegistration(
    RegistryContext registry, PatientLock patientLock, Outbox outbox, AuditTrail audit, StorageAccounts accounts, LeftFacilities left, IRandomNames names, TimeProvider clock)
{
    /// <summary>Adds the study to its patient's cases; what the case already has is a no-op.</summary>
    /// <exception cref="StudyRefusedException">It contradicts what is registered.</exception>
    public async Task RegisterAsync(UploadedPackage package, ReceivedStudy study, CancellationToken cancellationToken)
    {
        await using PatientTransaction patient = await patientLock.AcquireAsync(package.FacilityId, study.PatientId, cancellationToken);
        UploadedPackage row = await registry.UploadedPackages.SingleAsync(p => p.Id == package.Id, cancellationToken);
        if (row.State != PackageState.Receiving || await left.IsLeftAsync(package.FacilityId, cancellationToken))
        {
            return;
        }

        Case registered = await CaseOfAsync(package, study, patient, cancellationToken);
        bool grew = await AddNewInstancesAsync(registered, package, study, cancellationToken) | TakeReport(registered, study.Report);
        if (grew)
        {
            registered.ContentVersion++;
            patient.Patient.Version++;
            outbox.Add(QueueNames.ReleaseReview, id => new ReleaseReview(id, patient.PatientId));
        }

        Fill(row, package);
        row.State = PackageState.Registered;
        row.CaseId = registered.Id;
        if (study.LeftOut.Count > 0)
        {
            row.LeaveOut(study.LeftOut[0].Reason, [.. study.LeftOut.Select(file => file.Position)]);
        }

        audit.Add("study.registered", "intake", package.FacilityId, patient.PatientId, registered.Id, new
        {
            package = package.Id, objects = study.Objects.Count, photographs = study.Photographs.Count, leftOut = study.LeftOut.Count,
        });
        await patient.CommitAsync(cancellationToken);
    }

    /// <summary>Sets a package aside with its reason; the encrypted upload is kept for whoever looks into it.</summary>
    public async Task QuarantineAsync(UploadedPackage package, string reason, string? detail, CancellationToken cancellationToken)
    {
        registry.ChangeTracker.Clear();
        UploadedPackage row = await registry.UploadedPackages.SingleAsync(p => p.Id == package.Id, cancellationToken);
        if (row.State == PackageState.Receiving)
        {
            Fill(row, package);
            row.State = PackageState.Quarantined;
            row.Reason = reason;
            row.ReasonDetail = detail;
            audit.Add("study.quarantined", "intake", package.FacilityId, details: new { package = package.Id, reason });
            await registry.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Deletes the objects of a package that no instance refers to: doubles, and those of a quarantined package. Their names
    /// follow from the package, since this app may not list the named storage.
    /// </summary>
    public async Task DeleteWhatNobodyRefersToAsync(UploadedPackage package, CancellationToken cancellationToken)
    {
        HashSet<string> kept = [.. await registry.Instances.Where(i => i.PackageId == package.Id).Select(i => i.BlobName).ToListAsync(cancellationToken)];
        BlobContainer named = accounts[Containers.Named(package.FacilityId)];
        foreach (string name in Enumerable.Range(1, package.Files).Select(package.ObjectName).Where(name => !kept.Contains(name)))
        {
            await named.DeleteIfExistsAsync(name, cancellationToken);
        }
    }

    private async Task<Case> CaseOfAsync(UploadedPackage package, ReceivedStudy study, PatientTransaction patient, CancellationToken cancellationToken)
    {
        string uid = study.StudyInstanceUid;
        Case? registered = await registry.Cases.Include(c => c.Diagnoses)
            .SingleOrDefaultAsync(c => c.FacilityId == package.FacilityId && c.StudyInstanceUid == uid, cancellationToken);
        if (registered is null && study.Objects.Count == 0)
        {
            throw new StudyRefusedException(StudyReasons.PhotographsAlone);
        }

        if (registered is null)
        {
            registered = new Case
            {
                Id = names.NewId(),
                FacilityId = package.FacilityId,
                PatientId = patient.PatientId,
                StudyInstanceUid = uid,
                Registered = clock.GetUtcNow(),
                BirthDate = study.BirthDate,
                Sex = study.Sex,
                StudyDate = study.StudyDate,
            };
            registry.Cases.Add(registered);
        }
        else if (registered.PatientId != patient.PatientId)
        {
            throw new StudyRefusedException(StudyReasons.PatientMismatch);
        }

        Describe(registered, study);
        return registered;
    }

    private static void Describe(Case registered, ReceivedStudy study)
    {
        registered.Modalities = [.. registered.Modalities.Concat(study.Objects.Select(o => o.Modality).OfType<string>()).Distinct().Order(StringComparer.Ordinal)];
        registered.BodySite ??= study.Objects.Select(o => o.BodyPart).OfType<string>().FirstOrDefault();
        registered.Age = registered is { BirthDate: { } born, StudyDate: { } day } && born <= day ? JapaneseDay.AgeOn(born, day) : null;
        if (study.IdentityDiffers || Differs(registered, study))
        {
            registered.IdentityDoubt = StudyReasons.IdentityDiffers;
        }
    }

    private static bool Differs(Case registered, ReceivedStudy study)
        => (study.BirthDate is not null && study.BirthDate != registered.BirthDate) || (study.Sex != Sex.Unknown && study.Sex != registered.Sex);

    private async Task<bool> AddNewInstancesAsync(Case registered, UploadedPackage package, ReceivedStudy study, CancellationToken cancellationToken)
    {
        bool grew = false;
        IEnumerable<(Instance Row, int Position)> received = study.Objects.Select(o => (Row(registered, package, o), o.Position))
            .Concat(study.Photographs.Select(p => (Row(registered, package, p), p.Position)));
        foreach ((Instance row, int position) in received.DistinctBy(one => one.Row.SopInstanceUid))
        {
            Instance? known = await registry.Instances.AsNoTracking().SingleOrDefaultAsync(
                i => i.FacilityId == package.FacilityId && i.SopInstanceUid == row.SopInstanceUid, cancellationToken);
            if (known is null)
            {
                registry.Instances.Add(row);
                grew = true;
            }
            else if (known.Sha256 != row.Sha256 || known.CaseId != registered.Id)
            {
                throw new StudyRefusedException(StudyReasons.InstanceConflict, $"file {position}");
            }
        }

        return grew;
    }

    private Instance Row(Case registered, UploadedPackage package, ReceivedObject received) => new()
    {
        Id = names.NewId(),
        CaseId = registered.Id,
        FacilityId = package.FacilityId,
        PackageId = package.Id,
        SopInstanceUid = received.SopInstanceUid,
        SopClassUid = received.SopClassUid,
        TransferSyntaxUid = received.TransferSyntaxUid,
        Sha256 = received.Sha256,
        Size = received.Size,
        BlobName = received.BlobName,
        ContentVersion = registered.ContentVersion + 1,
    };

    private Instance Row(Case registered, UploadedPackage package, ReceivedPhotograph received) => new()
    {
        Id = names.NewId(),
        CaseId = registered.Id,
        FacilityId = package.FacilityId,
        PackageId = package.Id,
        SopInstanceUid = received.UidIn(registered.StudyInstanceUid),
        SopClassUid = "",
        TransferSyntaxUid = "",
        Sha256 = received.Sha256,
        Size = received.Size,
        BlobName = received.BlobName,
        ContentVersion = registered.ContentVersion + 1,
        Photograph = received.Photograph,
    };

    /// <summary>Takes a report that differs from the case's; a later one replaces it.</summary>
    private bool TakeReport(Case registered, DomainReport? report)
    {
        string? json = report is null ? null : JsonSerializer.Serialize(report, JsonSerializerOptions.Web);
        if (report is null || json == registered.ReportJson)
        {
            return false;
        }

        registered.ReportJson = json;
        registered.Domain = report.Domain;
        registered.BodySite = report.BodySite ?? registered.BodySite;
        registry.CaseDiagnoses.RemoveRange(registered.Diagnoses);
        registered.Diagnoses.Clear();
        registered.Diagnoses.AddRange(report.Diagnoses.DistinctBy(d => d.Code)
            .Select(d => new CaseDiagnosis { CaseId = registered.Id, Code = d.Code, Name = DiseaseNames.Of(d.Code) ?? d.Code }));
        return true;
    }

    private static void Fill(UploadedPackage row, UploadedPackage package)
    {
        row.StudyInstanceUid = package.StudyInstanceUid;
        row.FacilityPatientId = package.FacilityPatientId;
        row.Files = package.Files;
    }
}
