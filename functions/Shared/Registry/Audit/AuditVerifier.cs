namespace Pipeline.Registry;

/// <summary>
/// Reads the anchored chain from its beginning and holds each line against the entry before it, the registry's row and the
/// registry's anchors. Altered, missing, added and moved entries show in the chain alone; a chain whose hashes were computed
/// anew from some point on is consistent in itself and shows against the anchors, or against a head noted elsewhere.
/// </summary>
public sealed class AuditVerifier(IAuditChain chain, IAuditRecords records)
{
    /// <summary>Rows and anchors asked for at a time.</summary>
    private const int Page = 2_000;

    /// <summary>A chain so spoilt is not listed line by line.</summary>
    private const int MostFindings = 1_000;

    private readonly List<AuditFinding> findings = [];
    private readonly IndexGaps gaps = new();
    private Dictionary<long, AuditEntry> rows = [];
    private long rowsFrom = long.MinValue;
    private long rowsNext = 1;
    private long expected = 1;
    private long planned;
    private long entries;
    private (long Index, string Hash) last = (0, AuditLink.Genesis);

    /// <summary>Verifies the whole chain, once.</summary>
    /// <param name="writtenBefore">Rows older than this must be anchored.</param>
    /// <param name="head">An entry's place and hash as they were noted at an earlier verification.</param>
    public async Task<AuditVerification> VerifyAsync(
        DateTimeOffset writtenBefore, (long Index, string Hash)? head = null, CancellationToken cancellationToken = default)
    {
        List<AuditAnchor> anchors = await AnchorsAsync(cancellationToken);
        planned = anchors.Count == 0 ? 0 : anchors[^1].LastIndex;
        HashSet<string> stored = await StoredAsync(cancellationToken);
        HashSet<string> named = [.. anchors.Select(anchor => anchor.BlobName)];
        findings.AddRange(stored.Where(blob => !named.Contains(blob)).Select(blob => new AuditFinding(AuditFindings.UnknownBlob, Blob: blob)));
        ILookup<long, AuditAnchor> ends = anchors.ToLookup(anchor => anchor.LastIndex);
        int blobs = 0;
        foreach (string blob in anchors.Select(anchor => anchor.BlobName).Distinct())
        {
            if (stored.Contains(blob))
            {
                blobs++;
                await ReadAsync(blob, ends, head, cancellationToken);
            }
            else if (anchors.Exists(anchor => anchor.BlobName == blob && anchor.Anchored is not null))
            {
                Tell(new AuditFinding(AuditFindings.MissingBlob, anchors.First(anchor => anchor.BlobName == blob).FirstIndex, Blob: blob));
            }
        }

        await EndAsync(anchors, head, cancellationToken);
        AuditWaiting waiting = await records.WaitingAsync(cancellationToken);
        if (waiting.Oldest < writtenBefore)
        {
            Tell(new AuditFinding(AuditFindings.RowWaiting));
        }

        return new AuditVerification(entries, blobs, last.Index, last.Hash, waiting.Rows, [.. findings.Take(MostFindings)]);
    }

    private async Task<List<AuditAnchor>> AnchorsAsync(CancellationToken cancellationToken)
    {
        List<AuditAnchor> all = [];
        while (await records.AnchorsAsync(all.Count == 0 ? 0 : all[^1].FirstIndex + 1, Page, cancellationToken) is { Count: > 0 } page)
        {
            foreach (AuditAnchor anchor in page)
            {
                if (anchor.FirstIndex != (all.Count == 0 ? 1 : all[^1].LastIndex + 1))
                {
                    Tell(new AuditFinding(AuditFindings.RowMissing, all.Count == 0 ? 1 : all[^1].LastIndex + 1, anchor.FirstIndex - 1));
                }

                all.Add(anchor);
            }
        }

        return all;
    }

    private async Task<HashSet<string>> StoredAsync(CancellationToken cancellationToken)
    {
        HashSet<string> stored = [];
        await foreach (string blob in chain.BlobsAsync(cancellationToken))
        {
            stored.Add(blob);
        }

        return stored;
    }

    private async Task ReadAsync(string blob, ILookup<long, AuditAnchor> ends, (long Index, string Hash)? head, CancellationToken cancellationToken)
    {
        await using Stream content = await chain.OpenAsync(blob, cancellationToken);
        await foreach ((byte[] bytes, long offset) in AuditLines.ReadAsync(content, cancellationToken))
        {
            entries++;
            if (AuditLine.Parse(bytes) is { } line && line.Index <= planned)
            {
                bool isSound = await CheckAsync(line, blob, offset, cancellationToken);
                CheckAnchor(line, blob, ends);
                if (head is { } noted && noted.Index == line.Index && noted.Hash != line.Hash)
                {
                    Tell(new AuditFinding(AuditFindings.OtherHead, line.Index, Blob: blob, Offset: offset));
                }

                if (line.Index >= last.Index)
                {
                    // An entry that was altered is followed by what followed the entry it was.
                    last = (line.Index, isSound ? line.Hash : (await RowAsync(line.Index, cancellationToken))?.ChainHash ?? line.Hash);
                }
            }
            else
            {
                Tell(new AuditFinding(AuditFindings.Added, Blob: blob, Offset: offset));
            }
        }
    }

    /// <returns>Whether its hash follows.</returns>
    private async Task<bool> CheckAsync(AuditLine line, string blob, long offset, CancellationToken cancellationToken)
    {
        bool isRepeated = false;
        if (line.Index >= expected)
        {
            if (line.Index > expected)
            {
                gaps.Add(expected, line.Index - 1);
            }

            expected = line.Index + 1;
        }
        else
        {
            isRepeated = !gaps.Remove(line.Index);
            Tell(new AuditFinding(isRepeated ? AuditFindings.Added : AuditFindings.Reordered, line.Index, Blob: blob, Offset: offset));
        }

        return isRepeated || await CheckContentAsync(line, blob, offset, cancellationToken);
    }

    private async Task<bool> CheckContentAsync(AuditLine line, string blob, long offset, CancellationToken cancellationToken)
    {
        string? before = line.Index == 1 ? AuditLink.Genesis
            : last.Index == line.Index - 1 ? last.Hash
            : (await RowAsync(line.Index - 1, cancellationToken))?.ChainHash;
        bool follows = before is null || line.Follows(before);
        AuditEntry? row = await RowAsync(line.Index, cancellationToken);
        await TellMissingRowsAsync(line.Index, cancellationToken);
        if (!follows)
        {
            Tell(new AuditFinding(AuditFindings.Altered, line.Index, Blob: blob, Offset: offset));
        }
        else if (row is not null && !line.Says(row))
        {
            // Of two that differ the row is the altered one where its own hash, which is the line's, is not that of its content.
            Tell(new AuditFinding(row.ChainHash == line.Hash ? AuditFindings.RowAltered : AuditFindings.Rewritten, line.Index, Blob: blob, Offset: offset));
        }

        return follows;
    }

    /// <summary>Rows cannot change places: those not there up to a place are gone.</summary>
    private async Task TellMissingRowsAsync(long until, CancellationToken cancellationToken)
    {
        for (; rowsNext <= until; rowsNext++)
        {
            if (await RowAsync(rowsNext, cancellationToken) is null)
            {
                Tell(new AuditFinding(AuditFindings.RowMissing, rowsNext));
            }
        }
    }

    private void CheckAnchor(AuditLine line, string blob, ILookup<long, AuditAnchor> ends)
    {
        foreach (AuditAnchor anchor in ends[line.Index])
        {
            bool isTold = findings.Exists(told => told.Kind == AuditFindings.Rewritten && (told.LastIndex ?? told.Index) >= anchor.FirstIndex);
            if (anchor.LastHash != line.Hash && !isTold)
            {
                Tell(new AuditFinding(AuditFindings.Rewritten, anchor.FirstIndex, anchor.LastIndex, blob, anchor.Offset));
            }
            else if (anchor.BlobName != blob)
            {
                Tell(new AuditFinding(AuditFindings.Reordered, anchor.FirstIndex, anchor.LastIndex, blob));
            }
        }
    }

    private async Task EndAsync(List<AuditAnchor> anchors, (long Index, string Hash)? head, CancellationToken cancellationToken)
    {
        long anchored = anchors.Where(anchor => anchor.Anchored is not null).Max(anchor => (long?)anchor.LastIndex) ?? 0;
        if (expected <= anchored)
        {
            gaps.Add(expected, anchored);
        }

        foreach ((long first, long end) in gaps.Ranges)
        {
            AuditAnchor? place = anchors.Find(anchor => anchor.FirstIndex <= first && first <= anchor.LastIndex);
            Tell(new AuditFinding(AuditFindings.Missing, first, end > first ? end : null, place?.BlobName, place?.Offset));
        }

        if (head is { } noted && noted.Index >= expected)
        {
            Tell(new AuditFinding(AuditFindings.OtherHead, noted.Index));
        }

        await TellMissingRowsAsync(anchored, cancellationToken);
        if (await RowAsync(planned + 1, cancellationToken) is not null)
        {
            Tell(new AuditFinding(AuditFindings.RowAltered, planned + 1));
        }
    }

    /// <summary>Adds a finding, or lengthens the one before by the entry after it.</summary>
    private void Tell(AuditFinding found)
    {
        if (findings.Count > 0 && findings[^1] is { Index: not null } before
            && before.Kind == found.Kind && before.Blob == found.Blob && (before.LastIndex ?? before.Index) + 1 == found.Index)
        {
            findings[^1] = before with { LastIndex = found.LastIndex ?? found.Index };
        }
        else
        {
            findings.Add(found);
        }
    }

    private async Task<AuditEntry?> RowAsync(long index, CancellationToken cancellationToken)
    {
        if (index < rowsFrom || index >= rowsFrom + Page)
        {
            // A little back, so that the entry before a page's first is in it too.
            rowsFrom = Math.Max(1, index - 1);
            rows = (await records.RowsAsync(rowsFrom, Page, cancellationToken)).ToDictionary(row => row.ChainIndex!.Value);
        }

        return rows.GetValueOrDefault(index);
    }
}
