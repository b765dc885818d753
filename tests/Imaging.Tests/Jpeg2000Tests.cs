using System.Text;
using Pipeline.Imaging.Jpeg2000;

namespace Pipeline.Imaging.Tests;

public sealed class Jpeg2000Tests
{
    [Theory]
    [InlineData("-p LRCP")]
    [InlineData("-p RLCP -r 20,10,1")]
    [InlineData("-p RPCL -c [32,32],[16,16] -b 16,16")]
    [InlineData("-p PCRL -c [64,64],[32,32] -n 3")]
    [InlineData("-p CPRL -t 64,48")]
    [InlineData("-p CPRL -r 10,1 -c [32,32]")]
    [InlineData("-t 33,27 -d 5,7 -n 4")]
    [InlineData("-M 1")]
    [InlineData("-M 2")]
    [InlineData("-M 4")]
    [InlineData("-M 8")]
    [InlineData("-M 32")]
    [InlineData("-M 63")]
    [InlineData("-M 5 -r 20,5,1")]
    [InlineData("-SOP -EPH -r 30,3,1")]
    [InlineData("-ROI c=0,U=6")]
    [InlineData("-n 1")]
    [InlineData("-t 64,32 -TP R")]
    [InlineData("-t 50,50 -PLT")]
    [InlineData("-t 50,50 -TLM")]
    [InlineData("-TP R")]
    [InlineData("-POC T1=0,0,1,3,3,RLCP/T1=3,0,1,6,3,CPRL")]
    [InlineData("-I")]
    [InlineData("-I -r 20,5")]
    [InlineData("-I -t 40,40 -M 1 -n 3")]
    [InlineData("-r 15")]
    public void What_OpenJPEG_coded_decodes_as_it_decodes_there(string options)
    {
        PixelDescription[] images = [CodecPictures.Color(61, 83), CodecPictures.Gray(61, 83, 8), CodecPictures.Gray(61, 83, 12), CodecPictures.Gray(61, 83, 16)];
        foreach (PixelDescription d in images)
        {
            string folder = Directory.CreateTempSubdirectory().FullName;
            try
            {
                string picture = Path.Combine(folder, d.SamplesPerPixel == 3 ? "in.ppm" : "in.pgm"), coded = Path.Combine(folder, "coded.j2k");
                File.WriteAllBytes(picture, Pnm(CodecPictures.Frame(d, 2), d));
                Assert.SkipUnless(File.Exists("/usr/bin/opj_compress"), "opj_compress is not on this machine");
                DicomFiles.RunsOrSkip("opj_compress", $"-i {picture} -o {coded} {options}").ShouldBeTrue();
                string decoded = Path.Combine(folder, d.SamplesPerPixel == 3 ? "out.ppm" : "out.pgm");
                DicomFiles.RunsOrSkip("opj_decompress", $"-i {coded} -o {decoded}").ShouldBeTrue();
                byte[] ours = Jpeg2000Decoder.Decode(File.ReadAllBytes(coded), d);
                int distance = DicomFiles.Distance(DicomFiles.Stored(ours, d), DicomFiles.Stored(FromPnm(File.ReadAllBytes(decoded), d), d), d);

                // OpenJPEG's constants of the 9/7 wavelet are rounded: 3 in 100,000 shows in 16 bits.
                distance.ShouldBeLessThanOrEqualTo(options.Contains("-I") ? d.BitsStored == 16 ? 4 : 1 : 0, $"{options} {d}");
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    [Fact]
    public void A_codestream_in_the_boxes_of_JP2_is_found()
    {
        PixelDescription d = CodecPictures.Gray(61, 83, 8);
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "in.pgm"), Pnm(CodecPictures.Frame(d, 2), d));
            DicomFiles.RunsOrSkip("opj_compress", $"-i {folder}/in.pgm -o {folder}/coded.jp2").ShouldBeTrue();
            Jpeg2000Decoder.Decode(File.ReadAllBytes(Path.Combine(folder, "coded.jp2")), d).ShouldBe(CodecPictures.Frame(d, 2));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Pnm(byte[] frame, PixelDescription d)
    {
        byte[] head = Encoding.ASCII.GetBytes($"P{(d.SamplesPerPixel == 3 ? 6 : 5)}\n{d.Columns} {d.Rows}\n{(1 << d.BitsStored) - 1}\n");
        return [.. head, .. Swapped(frame, d)];
    }

    private static byte[] FromPnm(byte[] pnm, PixelDescription d) => Swapped(pnm[^(int)d.NativeFrameLength..], d);

    private static byte[] Swapped(byte[] frame, PixelDescription d)
    {
        byte[] swapped = [.. frame];
        if (d.BitsAllocated == 16) for (int i = 0; i < frame.Length; i += 2) (swapped[i], swapped[i + 1]) = (frame[i + 1], frame[i]);
        return swapped;
    }
}
