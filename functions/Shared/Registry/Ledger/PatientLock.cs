using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Pipeline.Registry;

/// <summary>
/// Orders everything that publishes, opts out or registers for one patient. PostgreSQL: a transaction-level advisory lock;
/// SQLite: the writer lock of the whole file (BEGIN IMMEDIATE). Take one at a time: nesting waits for itself.
/// </summary>
public sealed class PatientLock(RegistryContext registry, IRandomNames names)
{
    /// <summary>
    /// Takes the lock. Entities loaded before are no longer tracked: what was read before the lock may be stale under it.
    /// </summary>
    /// <exception cref="InvalidOperationException">There are unsaved changes, or no such patient.</exception>
    public async Task<PatientTransaction> AcquireAsync(Guid patientId, CancellationToken cancellationToken = default)
    {
        IDbContextTransaction transaction = await BeginAsync(cancellationToken);
        try
        {
            return await LockedAsync(transaction, patientId, cancellationToken);
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes the lock by facility and its patient ID (trimmed), and adds the patient where the facility has none such.</summary>
    public async Task<PatientTransaction> AcquireAsync(FacilityId facilityId, string facilityPatientId, CancellationToken cancellationToken = default)
    {
        string trimmed = facilityPatientId.Trim();
        ArgumentException.ThrowIfNullOrEmpty(trimmed, nameof(facilityPatientId));
        IDbContextTransaction transaction = await BeginAsync(cancellationToken);
        try
        {
            Guid fresh = names.NewId();
            string facility = facilityId.Value;
            await registry.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "Patients" ("Id", "FacilityId", "FacilityPatientId", "Version")
                VALUES ({fresh}, {facility}, {trimmed}, 0) ON CONFLICT ("FacilityId", "FacilityPatientId") DO NOTHING
                """,
                cancellationToken);
            Guid patientId = await registry.Patients
                .Where(patient => patient.FacilityId == facilityId && patient.FacilityPatientId == trimmed)
                .Select(patient => patient.Id)
                .SingleAsync(cancellationToken);
            return await LockedAsync(transaction, patientId, cancellationToken);
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <summary>The advisory lock's key: the first 8 bytes of SHA-256 of the ID.</summary>
    internal static long KeyOf(Guid patientId)
        => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(patientId.ToByteArray(bigEndian: true)));

    private async Task<IDbContextTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        if (registry.ChangeTracker.HasChanges())
        {
            throw new InvalidOperationException("Save before taking a patient's lock: it forgets what was read before.");
        }

        registry.ChangeTracker.Clear();
        return await registry.Database.BeginTransactionAsync(cancellationToken);
    }

    private async Task<PatientTransaction> LockedAsync(IDbContextTransaction transaction, Guid patientId, CancellationToken cancellationToken)
    {
        if (registry.Database.IsNpgsql())
        {
            long key = KeyOf(patientId);
            await registry.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({key})", cancellationToken);
        }

        Patient patient = await registry.Patients.SingleAsync(row => row.Id == patientId, cancellationToken);
        return new PatientTransaction(registry, transaction, patient);
    }
}
