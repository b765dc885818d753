namespace Pipeline.Deidentification;

/// <summary>Whether what is being written is header, which the leak check reads, or frames, which are judged as pixels.</summary>
internal sealed class HeaderGate
{
    private bool _endsHeader;

    /// <summary>Whether the next write is header.</summary>
    public bool IsHeader { get; private set; } = true;

    /// <summary>A part of the header begins; <paramref name="endsWithFrames"/>: frames follow its last, and only, write.</summary>
    public void Begin(bool endsWithFrames) => (IsHeader, _endsHeader) = (true, endsWithFrames);

    /// <summary>What was to follow the header is left out: more header follows.</summary>
    public void GoOn() => _endsHeader = false;

    /// <summary>A write was seen.</summary>
    public void Wrote()
    {
        if (_endsHeader) IsHeader = false;
        _endsHeader = false;
    }
}
