using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>
/// Who of a facility is still to be notified, and of what: whoever C2 or C5 blocks for one of its processors. It asks those
/// rules themselves, so that what the list calls notified is what a release can rest on.
/// </summary>
public sealed class NoticeNeeds
{
    private static readonly IReleaseRule<CertifiedFacts>[] Rules = [new C2NoticeCoversUse(), new C5GuardianNotified()];

    private readonly Facility facility;
    private readonly IReadOnlyList<Processor> processors;
    private readonly ReleaseSettings settings;
    private readonly DateTimeOffset now;

    /// <param name="facility">The facility.</param>
    /// <param name="processors">Those it has a contract with, in force or to come.</param>
    /// <param name="settings">The policies.</param>
    /// <param name="now">The instant asked about.</param>
    public NoticeNeeds(Facility facility, IReadOnlyList<Processor> processors, ReleaseSettings settings, DateTimeOffset now)
        => (this.facility, this.processors, this.settings, this.now) = (facility, processors, settings, now);

    /// <summary>The needs of a facility's patients.</summary>
    /// <exception cref="InvalidOperationException">There is no such facility.</exception>
    public static async Task<NoticeNeeds> OfFacilityAsync(
        RegistryContext registry, FacilityId facilityId, ReleaseSettings settings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateOnly today = JapaneseDay.Of(now);
        Facility of = await registry.Facilities.AsNoTracking().SingleAsync(row => row.Id == facilityId, cancellationToken);
        List<Processor> contracted = await registry.Processors.AsNoTracking()
            .Where(row => registry.ProcessorContracts.Any(contract => contract.FacilityId == facilityId && contract.ProcessorId == row.Id && (contract.Until == null || contract.Until >= today)))
            .OrderBy(row => row.Id).ToListAsync(cancellationToken);
        return new NoticeNeeds(of, contracted, settings, now);
    }

    /// <summary>The notice that a patient of this ledger lacks; none: notified, opted out, dead, or there is no processor to notify about.</summary>
    public NoticeNeed? Of(LedgerState ledger)
    {
        if (ledger.OptedOut || ledger.DiedOn is not null)
        {
            return null;
        }

        // A posted notice counts from a day that may lie ahead: asked as of then, it is there.
        DateTimeOffset asOf = ledger.Notices.Select(notice => JapaneseDay.StartOf(notice.Delivered)).Append(now).Max();
        (CertifiedUse Use, string Reason)[] lacking =
        [
            .. from processor in processors
               let blocking = Array.ConvertAll(Rules, rule => rule.Check(Facts(ledger, processor, asOf))?.Reason).OfType<string>().FirstOrDefault()
               where blocking is not null and not ReasonCodes.BirthDateUnknown
               select (processor.Use, blocking),
        ];
        if (lacking.Length == 0)
        {
            return null;
        }

        bool anonymised = Array.Exists(lacking, one => one.Use == CertifiedUse.Anonymised);
        bool pseudonymised = Array.Exists(lacking, one => one.Use == CertifiedUse.Pseudonymised);
        NoticeKind kind = anonymised && pseudonymised ? NoticeKind.Both : anonymised ? NoticeKind.Anonymised : NoticeKind.Pseudonymised;
        bool underAge = ledger.BirthDate is { } born && JapaneseDay.Of(now) < JapaneseDay.Birthday(born, settings.GuardianAge);
        return new NoticeNeed(kind, underAge, ledger is { Listed: true, BirthDate: not null }, ledger.Listed ? lacking[0].Reason : ReasonCodes.PatientNotListed);
    }

    /// <summary>The rules of notices look at the ledger alone; the study is not one.</summary>
    private CertifiedFacts Facts(LedgerState ledger, Processor processor, DateTimeOffset asOf)
    {
        var study = new Case { Id = Guid.Empty, FacilityId = facility.Id, PatientId = Guid.Empty, StudyInstanceUid = "", Registered = asOf };
        return new CertifiedFacts(study, ledger, facility, processor, [], asOf, settings, IsAskedFor: true);
    }
}
