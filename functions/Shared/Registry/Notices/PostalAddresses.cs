using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Pipeline.Registry;

/// <summary>Keeps addresses of patients who are still to be notified, and of nobody else.</summary>
public sealed class PostalAddresses(IOptions<ReleaseSettings> settings, TimeProvider clock)
{
    /// <summary>Keeps, or replaces, what a line of a consent table states, after its entries were appended; saved with the caller's transaction.</summary>
    public async Task KeepAsync(PatientTransaction transaction, ConsentLine line, CancellationToken cancellationToken = default)
    {
        if (line.Address is not { Length: > 0 } address || !await IsToBeNotifiedAsync(transaction, cancellationToken))
        {
            return;
        }

        PostalAddress? row = await transaction.Registry.PostalAddresses.SingleOrDefaultAsync(one => one.PatientId == transaction.PatientId, cancellationToken);
        if (row is null)
        {
            row = new PostalAddress { PatientId = transaction.PatientId, Address = address };
            transaction.Registry.PostalAddresses.Add(row);
        }

        (row.Address, row.PostalCode, row.Addressee) = (address, line.PostalCode, line.Addressee);
    }

    private async Task<bool> IsToBeNotifiedAsync(PatientTransaction transaction, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        NoticeNeeds needs = await NoticeNeeds.OfFacilityAsync(transaction.Registry, transaction.Patient.FacilityId, settings.Value, now, cancellationToken);
        return needs.Of(await transaction.LedgerAsync(cancellationToken)) is not null;
    }
}
