using BenchmarkDotNet.Attributes;
using Pipeline.Dicom;

namespace Pipeline.Benchmarks;

/// <summary>Reading and writing a file unedited, against copying its bytes.</summary>
[MemoryDiagnoser]
public class PassingThrough
{
    private byte[] file = [];
    private byte[] target = [];

    /// <summary>What passes through.</summary>
    [Params("native", "jpeg cine")]
    public string Kind { get; set; } = "";

    /// <summary>Makes the file.</summary>
    [GlobalSetup]
    public void Setup()
    {
        file = Kind == "native" ? SampleCine.NativeFile() : SampleCine.JpegFile();
        target = new byte[file.Length * 2];
    }

    /// <summary>The floor.</summary>
    [Benchmark(Baseline = true)]
    public void CopyBytes()
    {
        new MemoryStream(file, writable: false).CopyTo(new MemoryStream(target));
    }

    /// <summary>Parse, then write what was read.</summary>
    [Benchmark]
    public void ReadAndWrite()
    {
        using DicomFile dicom = DicomFile.Open(new MemoryStream(file, writable: false));
        dicom.WriteTo(new MemoryStream(target), DicomEdit.None);
    }
}
