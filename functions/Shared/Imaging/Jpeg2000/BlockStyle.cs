namespace Pipeline.Imaging.Jpeg2000;

/// <summary>Code-block style (T.800 table A.19).</summary>
[Flags]
internal enum BlockStyle
{
    None = 0,

    /// <summary>The arithmetic coder is left out in the lower bit-planes.</summary>
    Bypass = 1,

    /// <summary>Contexts start anew at each pass.</summary>
    Reset = 2,

    /// <summary>Each pass ends its codeword.</summary>
    TerminateAll = 4,

    /// <summary>Contexts do not look into the next stripe.</summary>
    Causal = 8,

    /// <summary>Terminations are predictable: of use to those who mend, ignored here.</summary>
    PredictableTermination = 16,

    /// <summary>Four symbols end each bit-plane.</summary>
    SegmentationSymbols = 32,

    /// <summary>Some code-blocks are of high throughput (T.814).</summary>
    HighThroughput = 64,
}
