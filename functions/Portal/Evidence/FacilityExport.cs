using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>
/// Everything the registry holds of a facility, part by part, each row with the same members. Named: for the facility itself,
/// fetched by the operator who hands it over.
/// </summary>
internal sealed class FacilityExport(RegistryContext registry, ProvisionRecords provisions)
{
    /// <summary>The parts there are.</summary>
    public static IReadOnlyList<string> Parts { get; } =
        ["facility", "processor-contracts", "projects", "patients", "postal-addresses", "ledger", "desk-receipts", "consent-tables", "studies", "objects", "uploads", "decisions", "research-copies", "provisions", "audit"];

    /// <summary>The rows of a part; null: there is no such part.</summary>
    public IAsyncEnumerable<object>? Read(FacilityId facility, string part) => part switch
    {
        "facility" => Rows(registry.Facilities.Where(row => row.Id == facility).Select(row => new
        {
            row.Id, row.Name, row.NameEnglish, row.FilingMade, row.FilingPublished, row.FilingUntil, row.Posted, row.PostedUntil, row.EntrustedFrom, row.EntrustedUntil, row.UploadRange,
        })),
        "processor-contracts" => Rows(registry.ProcessorContracts.Where(row => row.FacilityId == facility)
            .Select(row => new { row.ProcessorId, row.From, row.Until })),
        "projects" => Rows(registry.ProjectParticipations.Where(row => row.FacilityId == facility)
            .Select(row => new { row.ProjectId, row.From, row.Until })),
        "patients" => Rows(registry.Patients.Where(row => row.FacilityId == facility).OrderBy(row => row.Id).Select(row => new { row.Id, row.FacilityPatientId })),
        "postal-addresses" => Rows(
            from address in registry.PostalAddresses
            join patient in registry.Patients on address.PatientId equals patient.Id
            where patient.FacilityId == facility
            orderby patient.Id
            select new { patient.FacilityPatientId, address.PostalCode, address.Address, address.Addressee }),
        "ledger" => Ledger(facility),
        "desk-receipts" => Rows(registry.DeskReceipts.Where(row => row.FacilityId == facility).OrderBy(row => row.Id)
            .Select(row => new { row.Number, row.FacilityPatientId, row.Kind, row.By, row.Channel, row.ProjectId, row.Taken, row.TakenBy, row.LedgerEventId, row.KeptUntil })),
        "consent-tables" => Rows(registry.ConsentUploads.Where(row => row.FacilityId == facility).OrderBy(row => row.Id)
            .Select(row => new { row.Id, row.Received, row.Completed, row.Refusal, row.LinesAccepted, row.LinesRefused, row.Made, row.IsSnapshot, row.PatientsMissing, row.PatientsUnlisted })),
        "studies" => Studies(facility),
        "objects" => Objects(facility),
        "uploads" => Rows(registry.UploadedPackages.Where(row => row.FacilityId == facility).OrderBy(row => row.Id)
            .Select(row => new { row.Id, row.BlobName, row.Received, row.Size, row.State, row.Reason, row.ReasonDetail, row.CaseId, row.StudyInstanceUid, row.FacilityPatientId, row.Files })),
        "decisions" => Rows(registry.ReleaseDecisions.Where(row => registry.Cases.Any(one => one.Id == row.CaseId && one.FacilityId == facility)).OrderBy(row => row.Id)
            .Select(row => new { row.Id, row.CaseId, row.Track, row.Recipient, row.Allowed, row.Blocking, row.Decided, row.Current })),
        "research-copies" => Rows(registry.ResearchCopies.Where(row => row.Case.FacilityId == facility).OrderBy(row => row.Id)
            .Select(row => new { row.Id, row.CaseId, row.ProjectId, row.State, row.Reason, row.Instances, row.InstancesLeftOut, row.Size, row.Published, row.Withdrawn, row.Pulled, row.DeletionAcknowledged })),
        "provisions" => Boxed(provisions.ReadAsync(facility, null, DateOnly.MinValue.AddDays(1), DateOnly.MaxValue.AddDays(-1))),
        "audit" => Rows(registry.AuditEntries.Where(row => row.FacilityId == facility).OrderBy(row => row.Id)
            .Select(row => new { row.Id, row.At, row.Actor, row.Action, row.PatientId, row.CaseId, row.Details, row.ChainIndex, row.ChainHash })),
        _ => null,
    };

    private IAsyncEnumerable<object> Ledger(FacilityId facility) => Rows(
        from entry in registry.LedgerEvents
        join patient in registry.Patients on entry.PatientId equals patient.Id
        where patient.FacilityId == facility
        orderby entry.PatientId, entry.Sequence
        select new
        {
            entry.Id, patient.FacilityPatientId, entry.Sequence, entry.Kind, entry.Effective, entry.Recorded, entry.NoticeKind, entry.ToGuardian, entry.Method, entry.Wording, entry.By,
            entry.ProjectId, entry.BirthDate, entry.Sex, entry.ConsentUploadId, entry.Line, entry.Operator, entry.Reason,
        });

    private IAsyncEnumerable<object> Studies(FacilityId facility) => Rows(
        registry.Cases.Where(row => row.FacilityId == facility).OrderBy(row => row.Id).Select(row => new
        {
            row.Id, row.Patient.FacilityPatientId, row.StudyInstanceUid, row.StudyDate, row.Modalities, row.Domain, row.BodySite, row.BirthDate, row.Sex, row.Age,
            row.Registered, row.IdentityDoubt, Report = row.ReportJson,
        }));

    private IAsyncEnumerable<object> Objects(FacilityId facility) => Rows(
        from one in registry.Instances
        join study in registry.Cases on one.CaseId equals study.Id
        where one.FacilityId == facility
        orderby one.Id
        select new { one.Id, study.StudyInstanceUid, one.SopInstanceUid, one.SopClassUid, one.TransferSyntaxUid, one.Sha256, one.Size, one.Photograph, Blob = one.BlobName });

    private static IAsyncEnumerable<object> Rows<T>(IQueryable<T> query)
        where T : class
        => query.AsNoTracking().AsAsyncEnumerable();

    private static async IAsyncEnumerable<object> Boxed(IAsyncEnumerable<ProvisionRecord> records)
    {
        await foreach (ProvisionRecord record in records)
        {
            yield return record;
        }
    }
}
