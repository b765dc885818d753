namespace Pipeline.Benchmarks;

/// <summary>Cines of some 30 MB: ultrasound whose margins are masked, and frames that pass as they are.</summary>
internal static class SampleCines
{
    private const int Length = 30_000_000;
    private const int MaskedFrames = 600;

    /// <summary>JPEG Baseline ultrasound with one region, as <see cref="SampleCine"/> makes it.</summary>
    public static void WriteMasked(string folder, int count)
    {
        Directory.CreateDirectory(folder);
        byte[] file = SampleCine.JpegFile(MaskedFrames);
        for (int i = 0; i < count; i++) File.WriteAllBytes(Path.Combine(folder, $"{i:D2}.dcm"), file);
    }

    /// <summary>Enhanced CT in JPEG Lossless: frames of the right markers around noise, which nobody decodes here.</summary>
    public static void WritePassed(string folder, int count)
    {
        Directory.CreateDirectory(folder);
        byte[] frame = new byte[250_000];
        new Random(1).NextBytes(frame);
        frame.AsSpan().Replace((byte)0xFF, (byte)0x7F);
        ReadOnlySpan<byte> start = [0xFF, 0xD8, 0xFF, 0xC3, 0, 11, 16, 2, 0, 2, 0, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 1, 0, 0];
        start.CopyTo(frame);
        frame[^2] = 0xFF;
        frame[^1] = 0xD9;
        var frames = new ReadOnlyMemory<byte>[Length / frame.Length];
        Array.Fill(frames, frame);
        byte[] file = SampleCine.LosslessFile(frames);
        for (int i = 0; i < count; i++) File.WriteAllBytes(Path.Combine(folder, $"{i:D2}.dcm"), file);
    }
}
