using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>The list of patients still to be notified, for operators. It names patients: each sight of it is audited before it is shown.</summary>
internal sealed class NoticeLists(RegistryContext registry, PatientsToNotify patients, AuditTrail audit)
{
    /// <summary>One page of a facility's list with the counts of all of it; without a facility, the facilities to choose from.</summary>
    public async Task<NoticesView> ReadAsync(FacilityId? facility, int page, Caller caller, CancellationToken cancellationToken)
    {
        List<Facility> facilities = await registry.Facilities.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellationToken);
        if (facility is not { } id || !facilities.Exists(row => row.Id == id))
        {
            return new NoticesView(facilities, null, page, [], 0, 0);
        }

        await AuditAsync(id, caller, cancellationToken);
        List<PatientToNotify> shown = [];
        (int visit, int post) = (0, 0);
        await foreach (PatientToNotify one in patients.ReadAsync(id, cancellationToken))
        {
            int place = visit + post;
            (visit, post) = one.Way == NoticeMethod.Post ? (visit, post + 1) : (visit + 1, post);
            if (place >= (page - 1) * NoticesView.PageLength && place < page * NoticesView.PageLength)
            {
                shown.Add(one);
            }
        }

        return new NoticesView(facilities, id, page, shown, visit, post);
    }

    /// <summary>The whole list as CSV; null: there is no such facility.</summary>
    public async Task<IResult?> CsvAsync(FacilityId facility, Caller caller, CancellationToken cancellationToken)
    {
        if (!await registry.Facilities.AnyAsync(row => row.Id == facility, cancellationToken))
        {
            return null;
        }

        await AuditAsync(facility, caller, cancellationToken);
        return EvidenceAnswer.Csv(
            patients.ReadAsync(facility, cancellationToken),
            ("患者ID Patient", row => row.FacilityPatientId),
            ("方法 Way", row => row.Way == NoticeMethod.Post ? "郵送 post" : "再来 visit"),
            ("通知種別 Kind", row => row.Need.Kind switch { NoticeKind.Anonymised => "匿名 anonymised", NoticeKind.Pseudonymised => "仮名 pseudonymised", _ => "両方 both" }),
            ("宛先 To", row => row.Need.AlsoToGuardian ? "本人・保護者 patient and guardian" : "本人 patient"),
            ("宛名 Addressee", row => row.Address?.Addressee),
            ("郵便番号 Postal code", row => row.Address?.PostalCode),
            ("住所 Address", row => row.Address?.Address),
            ("理由 Reason", row => ReasonTexts.Of(row.Need.Reason).Japanese));
    }

    private async Task AuditAsync(FacilityId facility, Caller caller, CancellationToken cancellationToken)
    {
        audit.Add("notices.listed", caller.Subject, facility);
        await registry.SaveChangesAsync(cancellationToken);
    }
}
