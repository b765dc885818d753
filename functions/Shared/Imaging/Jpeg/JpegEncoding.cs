namespace Pipeline.Imaging.Jpeg;

/// <summary>How a picture is coded as JPEG Baseline.</summary>
/// <param name="Quality">1 to 100, as libjpeg scales the tables of T.81 annex K.</param>
/// <param name="Chroma">How chroma is sampled; without meaning in gray.</param>
/// <param name="RestartInterval">MCUs between restart markers, 0 none.</param>
/// <param name="OptimizedTables">Huffman tables made for this picture instead of annex K's.</param>
/// <param name="KeepRgb">Red, green and blue as they are (photometric interpretation RGB); chroma sampling must be full.</param>
public sealed record JpegEncoding(
    int Quality = 85,
    ChromaSampling Chroma = ChromaSampling.HalfWidth,
    int RestartInterval = 0,
    bool OptimizedTables = false,
    bool KeepRgb = false);
