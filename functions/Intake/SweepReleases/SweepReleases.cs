using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>
/// Daily: asks for a new decision wherever one may have changed by itself, because 30 days have passed, a birthday came, or
/// a contract or an approval began or ended. It walks the decisions that are due in the order of their cases, so many at a
/// time; a patient's message of one day has one ID, so that a sweep that was cut and begins anew asks for nobody twice.
/// </summary>
public sealed class SweepReleases(RegistryContext registry, Outbox outbox, RulesInEffect rules, TimeProvider clock) : IFunction<TimerInfo>
{
    internal const int Batch = 500;

    /// <inheritdoc/>
    public async Task HandleAsync(TimerInfo message, CancellationToken cancellationToken)
    {
        await rules.RecordAsync(cancellationToken);
        DateOnly today = JapaneseDay.Of(clock.GetUtcNow());
        Guid after = Guid.Empty;
        while (await NextAsync(today, after, cancellationToken) is { Count: > 0 } due)
        {
            await outbox.AddNewAsync(
                QueueNames.ReleaseReview,
                [.. due.Select(row => row.PatientId).Distinct().Select(patient => new ReleaseReview(MessageIdOf(today, patient), patient))],
                cancellationToken);
            await registry.SaveChangesAsync(cancellationToken);
            registry.ChangeTracker.Clear();
            after = due[^1].CaseId;
        }
    }

    /// <summary>A time-ordered ID (RFC 9562, version 8) of that day and patient.</summary>
    internal static Guid MessageIdOf(DateOnly day, Guid patientId)
    {
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, JapaneseDay.StartOf(day).ToUnixTimeMilliseconds() << 16);
        SHA256.HashData(patientId.ToByteArray(bigEndian: true)).AsSpan(0, 10).CopyTo(id[6..]);
        id[6] = (byte)(0x80 | (id[6] & 0x0F));
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return new Guid(id, bigEndian: true);
    }

    private async Task<List<DueCase>> NextAsync(DateOnly today, Guid after, CancellationToken cancellationToken)
    {
        var due = await registry.ReleaseDecisions
            .Where(decision => decision.Current && decision.ReviewOn <= today && decision.CaseId > after)
            .OrderBy(decision => decision.CaseId)
            .Take(Batch)
            .Select(decision => new { decision.CaseId, PatientId = registry.Cases.Where(row => row.Id == decision.CaseId).Select(row => row.PatientId).First() })
            .ToListAsync(cancellationToken);
        return [.. due.Select(row => new DueCase(row.CaseId, row.PatientId))];
    }

    private sealed record DueCase(Guid CaseId, Guid PatientId);
}
