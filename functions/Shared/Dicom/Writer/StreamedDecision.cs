namespace Pipeline.Dicom;

/// <summary>What becomes of a streamed value; the default keeps it.</summary>
public readonly struct StreamedDecision
{
    private StreamedDecision(bool removed, PixelContent? content)
    {
        IsRemoved = removed;
        Content = content;
    }

    /// <summary>Passes through as it is.</summary>
    public static StreamedDecision Keep => default;

    /// <summary>Goes, with its element.</summary>
    public static StreamedDecision Remove => new(true, null);

    internal bool IsRemoved { get; }

    internal PixelContent? Content { get; }

    internal bool IsKept => !IsRemoved && Content is null;

    /// <summary>Is replaced. The content may be made from the old value while it is written.</summary>
    public static StreamedDecision Replace(PixelContent content) => new(false, content);
}
