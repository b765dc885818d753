namespace Pipeline.CenterCli;

/// <summary>How far sending is. Reported often and from several threads; each report replaces the one before.</summary>
public sealed record SendProgress
{
    /// <summary>Whether headers are still being read; totals are known afterwards.</summary>
    public required bool IsReading { get; init; }

    /// <summary>Files whose header was read.</summary>
    public required long FilesRead { get; init; }

    /// <summary>Studies found, and files of their own.</summary>
    public required long Studies { get; init; }

    /// <summary>Studies sent, found unchanged, or given up.</summary>
    public required long StudiesDone { get; init; }

    /// <summary>Files of all studies.</summary>
    public required long Files { get; init; }

    /// <summary>Files of the studies done.</summary>
    public required long FilesDone { get; init; }

    /// <summary>Bytes of all studies.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bytes sent, and those of unchanged studies.</summary>
    public required long BytesDone { get; init; }
}
