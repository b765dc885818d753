namespace Pipeline.Dicom.Tests;

/// <summary>Reading and writing such files.</summary>
internal static partial class Wire
{
    public static DicomFile Open(byte[] bytes, DicomLimits? limits = null) => DicomFile.Open(new MemoryStream(bytes), limits);

    /// <summary>The refusal of a file that is read to its end.</summary>
    public static DicomFormatException Refusal(byte[] bytes, DicomLimits? limits = null)
        => Should.Throw<DicomFormatException>(() => ReadToEnd(bytes, limits));

    public static void ReadToEnd(byte[] bytes, DicomLimits? limits = null)
    {
        using DicomFile file = Open(bytes, limits);
        while (Synchronous.Result(file.ReadNextPartAsync()) is not null)
        {
        }
    }

    public static byte[] Write(DicomFile file, DicomEdit? edit = null)
    {
        var output = new MemoryStream();
        file.WriteTo(output, edit ?? DicomEdit.None);
        return output.ToArray();
    }
}
