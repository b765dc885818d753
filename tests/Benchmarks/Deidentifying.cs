using BenchmarkDotNet.Attributes;
using Pipeline.Deidentification;
using Pipeline.Registry;

namespace Pipeline.Benchmarks;

/// <summary>The whole research profile on one object, masking and both checks included, against copying its bytes.</summary>
[MemoryDiagnoser]
public class Deidentifying
{
    private readonly Deidentifier deidentifier = new() { TrustRegions = true };
    private readonly PatientContext patient = new() { Facility = new FacilityId("alpha"), PatientId = "MIHON-770001", BirthDate = new DateOnly(1965, 4, 1) };
    private readonly PseudonymKey key = PseudonymKey.FromBytes([.. Enumerable.Range(1, PseudonymKey.Length).Select(i => (byte)(37 * i))]);
    private byte[] file = [];
    private byte[] target = [];

    /// <summary>What is de-identified.</summary>
    [Params("native", "jpeg cine")]
    public string Kind { get; set; } = "";

    /// <summary>Makes the file.</summary>
    [GlobalSetup]
    public void Setup()
    {
        file = Kind == "native" ? SampleCine.NativeFile() : SampleCine.JpegFile();
        target = new byte[file.Length * 2];
        if (RunAsync().GetAwaiter().GetResult() is not Deidentified)
        {
            throw new InvalidOperationException("The sample was quarantined, so nothing would be measured.");
        }
    }

    /// <summary>The floor.</summary>
    [Benchmark(Baseline = true)]
    public void CopyBytes()
    {
        new MemoryStream(file, writable: false).CopyTo(new MemoryStream(target));
    }

    /// <summary>The built-in research profile.</summary>
    [Benchmark]
    public Task<DeidentificationOutcome> Research() => RunAsync();

    private Task<DeidentificationOutcome> RunAsync()
        => deidentifier.DeidentifyAsync(new MemoryStream(file, writable: false), new MemoryStream(target), patient, DeidentificationProfile.Research, key);
}
