using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>Takes the lines of a consent table that could be opened, then what a full table says by silence, and records the result.</summary>
public sealed class ConsentTaking(
    RegistryContext registry, ConsentTables tables, ConsentSnapshot snapshot, AuditTrail audit, IRandomNames names, TimeProvider clock)
{
    /// <summary>Line of a problem that concerns the table as a whole: its header.</summary>
    public const int WholeTable = 1;

    private const string Actor = ReceiveConsents.Actor;

    /// <summary>Takes the table.</summary>
    /// <param name="confirmed">How many missing patients the sender knows of.</param>
    /// <returns>Why it is refused as a whole, as a reason code; none: it was taken.</returns>
    public async Task<string?> TakeAsync(ConsentUpload upload, ConsentTable table, int? confirmed, CancellationToken cancellationToken)
    {
        if (upload.IsSnapshot && !table.Rows().Any(row => row.FacilityPatientId.Length > 0))
        {
            return ConsentReasons.SnapshotEmpty;
        }

        bool isOvertaken = await snapshot.IsOvertakenAsync(upload, cancellationToken);
        Lines lines = await ApplyAsync(upload, table, isOvertaken, cancellationToken);
        if (isOvertaken)
        {
            return ConsentReasons.Overtaken;
        }

        ConsentSnapshotResult silence = upload.IsSnapshot
            ? await snapshot.UnlistMissingAsync(upload, lines.Mentioned, lines.AllReadable, confirmed, Actor, cancellationToken)
            : new ConsentSnapshotResult(0, 0, null);
        lines.Problems.AddRange(silence.Doubt is { } doubt ? [new ConsentProblem(WholeTable, null, doubt)] : []);
        await CompleteAsync(upload, lines, silence, cancellationToken);
        return null;
    }

    private async Task<Lines> ApplyAsync(ConsentUpload upload, ConsentTable table, bool onlyWhatForbids, CancellationToken cancellationToken)
    {
        var lines = new Lines();
        int number = 0;
        foreach (ConsentRow row in table.Rows())
        {
            lines.Note(row, upload.IsSnapshot);
            if ((row.Accepted ?? row.Forbids) is null)
            {
                continue;
            }

            number++; // whatever is taken of them: a run that was cut goes on by this number
            if ((onlyWhatForbids ? row.Forbids : row.Accepted ?? row.Forbids) is { } line)
            {
                ConsentLineResult result = await tables.ApplyLineAsync(upload.FacilityId, line, number, upload.Id, upload.Received, Actor, cancellationToken);
                lines.Problems.AddRange(row.Accepted is null ? [] : result.Problems);
            }
        }

        return lines;
    }

    private async Task CompleteAsync(ConsentUpload upload, Lines lines, ConsentSnapshotResult silence, CancellationToken cancellationToken)
    {
        registry.ChangeTracker.Clear();
        ConsentUpload row = await registry.ConsentUploads.SingleAsync(u => u.Id == upload.Id, cancellationToken);
        if (row.Completed is not null)
        {
            return; // another delivery of the same event came first
        }

        row.LinesAccepted = lines.Accepted;
        row.LinesRefused = lines.Problems.Where(p => p.Line != WholeTable).Select(p => p.Line).Distinct().Count();
        (row.PatientsMissing, row.PatientsUnlisted) = (silence.Missing, silence.Unlisted);
        row.Completed = clock.GetUtcNow();
        registry.ConsentLineProblems.AddRange(lines.Problems.Select(p => new ConsentLineProblem
        {
            Id = names.NewId(),
            ConsentUploadId = upload.Id,
            Line = p.Line,
            Column = p.Column,
            Reason = p.Reason,
        }));
        audit.Add("consents.taken", Actor, upload.FacilityId, details: new
        {
            upload = upload.Id, accepted = row.LinesAccepted, refused = row.LinesRefused, snapshot = row.IsSnapshot, missing = row.PatientsMissing, unlisted = row.PatientsUnlisted,
        });
        await registry.SaveChangesAsync(cancellationToken);
    }

    /// <summary>What the lines came to.</summary>
    private sealed class Lines
    {
        public int Accepted { get; private set; }

        public List<ConsentProblem> Problems { get; } = [];

        /// <summary>Patient IDs of a full table, those of refused lines too: who is named is not missing.</summary>
        public HashSet<string> Mentioned { get; } = new(StringComparer.Ordinal);

        public bool AllReadable { get; private set; } = true;

        public void Note(ConsentRow row, bool isSnapshot)
        {
            Problems.AddRange(row.Problems);
            Accepted += row.Accepted is null ? 0 : 1;
            AllReadable &= row.FacilityPatientId.Length > 0;
            if (isSnapshot)
            {
                Mentioned.Add(row.FacilityPatientId);
            }
        }
    }
}
