namespace Pipeline.Imaging.Tests;

public sealed class JpegLosslessTests
{
    public static TheoryData<string> Options()
    {
        TheoryData<string> options = ["+e1", "+el +sv 1 +pt 2"];
        foreach (int predictor in Enumerable.Range(2, 6)) options.Add($"+el +sv {predictor}");
        return options;
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void What_dcmtk_coded_decodes_as_it_decodes_there(string options)
    {
        foreach (PixelDescription d in new[] { CodecPictures.Color(61, 83), CodecPictures.Gray(61, 83, 8), CodecPictures.Gray(61, 83, 12), CodecPictures.Gray(61, 83, 16), CodecPictures.Gray(61, 83, 16, signed: true) })
        {
            string path = Path.GetTempFileName();
            try
            {
                File.WriteAllBytes(path, DicomFiles.Create(d, DicomFiles.ExplicitLittleEndian, CodecPictures.Frame(d, 2)));
                DicomFiles.RunsOrSkip("dcmcjpeg", $"{options} {path} {path}.jpl").ShouldBeTrue();
                RealFile coded = new($"{path}.jpl"), theirs = DicomFiles.ConvertOrSkip("dcmdjpeg", "", $"{path}.jpl").ShouldNotBeNull();
                byte[] ours = FrameDecoder.DecodeSamples(coded.Frames[0], coded.Description, PixelEncoding.JpegLossless);
                DicomFiles.Stored(ours, CodedImage.DecodedForm(coded.Description)).ShouldBe(DicomFiles.Stored(theirs.Frames[0], theirs.Description), $"{options} {d}");
            }
            finally
            {
                File.Delete(path);
                File.Delete($"{path}.jpl");
            }
        }
    }
}
