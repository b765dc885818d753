using Pipeline.Tests;

namespace Pipeline.Imaging.Tests;

/// <summary>Real files of every compressed transfer syntax: against each other, and against dcmtk and GDCM.</summary>
public sealed class RealCodecTests(ITestOutputHelper output)
{
    // Larger images are decoded and compared, but not masked too: the whole must stay short.
    private const int MaskedSamples = 600_000;

    private static readonly string[] LosslessForms = ["RLE", "JPLL", "JLSL", "J2KR"];

    [Fact]
    public void Every_lossless_form_of_an_image_decodes_to_the_same_pixels()
    {
        string folder = Repository.SharedOrSkip("dicom", "dicom-test-files", "WG04");
        int compared = 0;
        foreach (IGrouping<string, string> image in LosslessForms.SelectMany(form => Directory.GetFiles(Path.Combine(folder, form))).GroupBy(path => Path.GetFileName(path).Split('_')[0]))
        {
            int[]? first = null;
            foreach (string path in image)
            {
                RealFile file = new(path);
                int[] pixels = Decoded(file, file.Frames[0]);
                (first ??= pixels).AsSpan().SequenceEqual(pixels).ShouldBeTrue(Path.GetFileName(path));
                compared++;
            }
        }

        output.WriteLine($"{compared} files");
        compared.ShouldBeGreaterThan(35);
    }

    [Fact]
    public void Every_form_of_one_CT_image_decodes_alike()
    {
        string folder = Repository.SharedOrSkip("dicom", "cornerstoneWADOImageLoader", "examples", "test-images");
        RealFile native = new(Path.Combine(folder, "CTImage.dcm_LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1.dcm"));
        int[] pixels = Decoded(native, native.Frames[0]);
        foreach (string lossless in new[] { "1.2.5", "1.2.4.57", "1.2.4.70", "1.2.4.80", "1.2.4.90" })
        {
            RealFile file = new(Directory.GetFiles(folder, $"CTImage.dcm_*10008.{lossless}.dcm")[0]);
            Decoded(file, file.Frames[0]).AsSpan().SequenceEqual(pixels).ShouldBeTrue(lossless);
        }
    }

    [Fact]
    public void Real_frames_decode_as_dcmtk_and_GDCM_decode_them_and_are_masked()
    {
        string folder = Repository.SharedOrSkip("dicom");
        SortedDictionary<string, List<string>> outcomes = new(StringComparer.Ordinal);
        List<string> failures = [];
        foreach (string line in File.ReadLines(Path.Combine(folder, "INVENTORY.tsv")).Skip(1))
        {
            string[] fields = line.Split('\t');
            string uid = fields[5].Split(' ')[0];
            if (!uid.StartsWith("1.2.840.10008.1.2.4.", StringComparison.Ordinal) || fields[19] != "Y") continue;
            string outcome = Outcome(Path.Combine(folder, fields[0]), out bool bad);
            (outcomes.TryGetValue(uid, out List<string>? list) ? list : outcomes[uid] = []).Add(outcome);
            if (bad) failures.Add($"{fields[0]}: {outcome}");
            else if (!outcome.StartsWith("same", StringComparison.Ordinal)) output.WriteLine($"  {fields[0]}: {outcome}");
        }

        foreach ((string uid, List<string> list) in outcomes)
            output.WriteLine($"{uid}: {string.Join("; ", list.GroupBy(o => o).OrderByDescending(g => g.Count()).Select(g => $"{g.Count()} {g.Key}"))}");
        failures.ShouldBeEmpty();
    }

    private static string Outcome(string path, out bool bad)
    {
        bad = false;
        try
        {
            RealFile file;
            try
            {
                file = new RealFile(path);
            }
            catch (Exception e) when (e is ArgumentException or FormatException)
            {
                return "not laid out as this test reads files";
            }

            PixelEncoding encoding = PixelCapabilities.Find(file.TransferSyntax).Encoding;
            (string tool, string arguments) = encoding switch
            {
                PixelEncoding.JpegLs => ("dcmdjpls", ""),
                PixelEncoding.Jpeg2000 => ("gdcmconv", "--raw"),
                _ => ("dcmdjpeg", "+cn"),
            };
            List<byte[]> frames = file.Frames;
            RealFile? theirs = DicomFiles.ConvertOrSkip(tool, arguments, path);
            int[] first = Decoded(file, frames[0]);
            int distance = -1;
            if (theirs is not null)
            {
                // dcmtk interpolates subsampled chroma, which T.81 leaves open: luma is compared alone.
                bool luma = encoding == PixelEncoding.JpegBaseline && file.Description.SamplesPerPixel == 3;
                List<byte[]> reference = theirs.Frames;
                PixelDescription form = file.Description with { PlanarConfiguration = theirs.Description.PlanarConfiguration };
                for (int i = 0; i < frames.Count; i++)
                    distance = Math.Max(distance, DicomFiles.Distance(Only(i == 0 ? first : Decoded(file, frames[i]), luma), Only(DicomFiles.Stored(reference[i], form), luma), form));
            }

            if (first.Length <= MaskedSamples) RequireMasked(file, frames[0], first);
            int allowed = encoding is PixelEncoding.JpegBaseline or PixelEncoding.Jpeg2000 ? 1 : 0;
            bad = distance > allowed;
            return distance < 0 ? $"decoded, masked; {tool} could not" : distance == 0 ? $"same as {tool}, masked" : $"within {distance} of {tool}, masked";
        }
        catch (ImageFormatException e)
        {
            return $"{e.Reason} ({e.Message})";
        }
    }

    private static void RequireMasked(RealFile file, byte[] frame, int[] before)
    {
        PixelDescription one = file.Description with { NumberOfFrames = 1 };
        FrameMask mask = FrameMask.Hide(one.Columns, one.Rows, new PixelRectangle(0, 0, one.Columns, (one.Rows / 10) + 1));
        FrameReader reader = FrameReader.Open(new MemoryStream(Pictures.Encapsulate(frame)), one, file.TransferSyntax);
        MemoryStream masked = new();
        MaskedPixelData.Write(reader, mask, null, masked);
        MaskedForm form = reader.Masked;
        if (form.Capability.Encoding != PixelEncoding.JpegLs) return;
        byte[] written = Pictures.Frames(masked.ToArray(), form.Description, form.Capability.TransferSyntaxUid)[0];
        int below = mask.Hidden[0].Bottom * one.Columns * one.SamplesPerPixel;
        int[] after = DicomFiles.Stored(FrameDecoder.DecodeSamples(written, form.Description, PixelEncoding.JpegLs), form.Description);
        after.AsSpan(below).SequenceEqual(before.AsSpan(below)).ShouldBeTrue(file.Path);
    }

    private static int[] Only(int[] values, bool first) => first ? [.. values.Where((_, i) => i % 3 == 0)] : values;

    private static int[] Decoded(RealFile file, byte[] frame)
    {
        PixelEncoding encoding = PixelCapabilities.Find(file.TransferSyntax).Encoding;
        return DicomFiles.Stored(FrameDecoder.DecodeSamples(frame, file.Description, encoding), FrameDecoder.SamplesForm(file.Description, encoding));
    }
}
