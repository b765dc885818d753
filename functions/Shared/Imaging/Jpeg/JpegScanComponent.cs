namespace Pipeline.Imaging.Jpeg;

/// <summary>A component in a scan.</summary>
internal sealed record JpegScanComponent(
    JpegComponent Component, int BlocksInMcu, int DcSelector, int AcSelector, HuffmanTable Dc, HuffmanTable Ac);
