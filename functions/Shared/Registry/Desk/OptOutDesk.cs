using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>
/// Takes what patients, guardians and the bereaved ask for (C4), and what the operator learns of a patient, into the ledger
/// under the patient's lock. The decision and the recall that follow are in the outbox of the same transaction.
/// </summary>
public sealed class OptOutDesk(RegistryContext registry, PatientLock patientLock, LedgerBook ledger, AuditTrail audit, IRandomNames names, TimeProvider clock)
{
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const int NumberLength = 8;
    private static readonly DateOnly FirstBirthDate = new(1870, 1, 1);

    /// <summary>Records a request. The same one again gives the same receipt and changes nothing.</summary>
    /// <param name="request">As the operator enters it.</param>
    /// <param name="subject">The operator.</param>
    /// <param name="name">The operator's name, for the receipt.</param>
    /// <param name="cancellationToken">Cuts it; nothing is then recorded.</param>
    public async Task<DeskOutcome> RecordAsync(DeskRequest request, string subject, string name, CancellationToken cancellationToken = default)
    {
        if (await RefusalAsync(request, cancellationToken) is { } refusal)
        {
            return new DeskOutcome(null, refusal);
        }

        await using PatientTransaction transaction = await patientLock.AcquireAsync(request.FacilityId, request.FacilityPatientId, cancellationToken);
        if (await registry.DeskReceipts.AsNoTracking().SingleOrDefaultAsync(row => row.Id == request.Id, cancellationToken) is { } before)
        {
            return new DeskOutcome(before);
        }

        LedgerState state = await transaction.LedgerAsync(cancellationToken);
        if (request.Kind == DeskRequestKind.OptOutWithdrawn && !state.OptedOut)
        {
            return new DeskOutcome(null, DeskReasons.NotOptedOut);
        }

        if (IsKnownAlready(request, state))
        {
            return new DeskOutcome(null);
        }

        LedgerEvent entry = await ledger.AppendAsync(transaction, Entry(request, subject), subject, cancellationToken);
        DeskReceipt? receipt = Receipt(request, entry, transaction.Patient, subject, name);
        if (receipt is not null)
        {
            registry.DeskReceipts.Add(receipt);
            audit.Add("desk.receipt-issued", subject, request.FacilityId, entry.PatientId, details: new { receipt.Number, ledgerEvent = entry.Id });
        }

        await transaction.CommitAsync(cancellationToken);
        return new DeskOutcome(receipt);
    }

    private async Task<string?> RefusalAsync(DeskRequest request, CancellationToken cancellationToken)
    {
        DateOnly today = JapaneseDay.Of(clock.GetUtcNow());
        if (!IsComplete(request, today))
        {
            return DeskReasons.Incomplete;
        }

        bool places = await registry.Facilities.AnyAsync(row => row.Id == request.FacilityId, cancellationToken)
            && (request.ProjectId is not { } project || await registry.Projects.AnyAsync(row => row.Id == project, cancellationToken));
        if (!places)
        {
            return DeskReasons.NoSuchPlace;
        }

        // An opt-out of one who is not known yet must hold from the first study on; everything else needs somebody to be about.
        string patient = request.FacilityPatientId.Trim();
        bool isKnown = await registry.Patients.AnyAsync(row => row.FacilityId == request.FacilityId && row.FacilityPatientId == patient, cancellationToken);
        bool mayBeUnknown = request.UnknownPatient && request.Kind is DeskRequestKind.OptOut or DeskRequestKind.ResearchConsentWithdrawn;
        return isKnown || mayBeUnknown ? null : DeskReasons.PatientUnknown;
    }

    private static bool IsComplete(DeskRequest request, DateOnly today)
        => request.Id != Guid.Empty
            && request.FacilityPatientId.Trim() is { Length: > 0 and <= 64 } patient && !patient.Any(char.IsControl)
            && Enum.IsDefined(request.Kind) && Enum.IsDefined(request.By) && Enum.IsDefined(request.Channel) && Enum.IsDefined(request.Sex)
            && (request.Kind == DeskRequestKind.OptOut || !string.IsNullOrWhiteSpace(request.Reason))
            && !(request.Reason?.Length > DeskRequest.LongestReason)
            && request.Kind switch
            {
                DeskRequestKind.Death => request.DiedOn is { } died && died <= today && died >= FirstBirthDate,
                DeskRequestKind.IdentityCorrected => (request.BirthDate is not null || request.Sex != Sex.Unknown) && !(request.BirthDate > today) && !(request.BirthDate < FirstBirthDate),
                _ => true,
            };

    private static bool IsKnownAlready(DeskRequest request, LedgerState state) => request.Kind switch
    {
        DeskRequestKind.Death => state.DiedOn == request.DiedOn,
        DeskRequestKind.IdentityCorrected => (request.BirthDate is null || request.BirthDate == state.BirthDate) && (request.Sex == Sex.Unknown || request.Sex == state.Sex),
        _ => false,
    };

    private LedgerEntry Entry(DeskRequest request, string subject)
    {
        DateOnly today = JapaneseDay.Of(clock.GetUtcNow());
        string note = request.Channel.ToString().ToLowerInvariant();
        var entry = new LedgerEntry(KindOf(request.Kind), request.Kind == DeskRequestKind.Death ? request.DiedOn!.Value : today)
        {
            By = request.By,
            Operator = subject,
            Reason = string.IsNullOrWhiteSpace(request.Reason) ? note : $"{note}: {request.Reason.Trim()}",
        };
        return request.Kind switch
        {
            DeskRequestKind.ResearchConsentWithdrawn => entry with { ProjectId = request.ProjectId },
            DeskRequestKind.IdentityCorrected => entry with { BirthDate = request.BirthDate, Sex = request.Sex },
            _ => entry,
        };
    }

    private static LedgerEventKind KindOf(DeskRequestKind kind) => kind switch
    {
        DeskRequestKind.OptOut => LedgerEventKind.OptOut,
        DeskRequestKind.OptOutWithdrawn => LedgerEventKind.OptOutWithdrawn,
        DeskRequestKind.ResearchConsentWithdrawn => LedgerEventKind.ResearchConsentWithdrawn,
        DeskRequestKind.Death => LedgerEventKind.Death,
        _ => LedgerEventKind.IdentityCorrected,
    };

    /// <summary>Whoever asked for something gets one; what the operator merely learned needs none.</summary>
    private DeskReceipt? Receipt(DeskRequest request, LedgerEvent entry, Patient patient, string subject, string name)
    {
        if (request.Kind is DeskRequestKind.Death or DeskRequestKind.IdentityCorrected)
        {
            return null;
        }

        DateOnly day = JapaneseDay.Of(entry.Recorded);
        return new DeskReceipt
        {
            Id = request.Id,
            Number = $"{day:yyyyMMdd}-{RandomPart()}",
            FacilityId = patient.FacilityId,
            PatientId = patient.Id,
            FacilityPatientId = patient.FacilityPatientId,
            Kind = request.Kind,
            By = request.By,
            Channel = request.Channel,
            ProjectId = entry.ProjectId,
            Taken = entry.Recorded,
            TakenBy = subject,
            TakenByName = name,
            LedgerEventId = entry.Id,
            KeptUntil = day.AddYears(DeskReceipt.KeepYears),
        };
    }

    private string RandomPart()
    {
        byte[] random = Convert.FromHexString(names.NewName());
        return string.Create(NumberLength, random, (text, bytes) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = Alphabet[bytes[i] % Alphabet.Length];
            }
        });
    }
}
