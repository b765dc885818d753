using System.Buffers;
using System.Numerics;
using Pipeline.Dicom;
using Pipeline.Imaging.Faces;
using Pipeline.Imaging.JpegLs;
using Pipeline.Imaging.Rle;
using Pipeline.Imaging.Tests.Faces;
using Pipeline.Registry;

namespace Pipeline.Deidentification.Tests;

/// <summary>A series' slices, de-identified one by one with what was found in the series.</summary>
public class StudyFacesTests
{
    private static readonly Lazy<List<FaceSlice>> Head = new(() => new SyntheticHead() { Step = 4, Spacing = 2 }.Slices());

    [Theory]
    [InlineData("HEAD", "native")]
    [InlineData("CHEST", "native")]
    [InlineData("HEAD", "rle")]
    [InlineData("HEAD", "jpeg-ls")]
    public async Task A_series_with_a_head_in_it_comes_out_without_its_face_whatever_it_is_called(string region, string coding)
    {
        List<byte[]> files = await Files(Head.Value, region, coding);
        StudyFaces faces = await Find(files);
        int changed = 0;
        for (int i = 0; i < files.Count; i++)
        {
            (DeidentificationOutcome outcome, byte[] output) = await Run(files[i], faces);
            outcome.ShouldBeOfType<Deidentified>(outcome.ToString()).Record.Pixels.ShouldBe(PixelTreatment.FaceRemoved);
            DataSet root = DicomFile.Open(new MemoryStream(output)).DataSet;
            root.GetString(Tags.RecognizableVisualFeatures).ShouldBe("NO");
            string?[] codes = [.. root.GetItems(Tags.DeidentificationMethodCodeSequence).Select(item => item.GetString(Tags.CodeValue))];
            codes.ShouldContain("113101");
            codes.ShouldContain("113102");
            byte[] before = Head.Value[i].ReadSamples(), after = Samples(output);
            after.Length.ShouldBe(before.Length);
            changed += Enumerable.Range(0, before.Length / 2).Count(p => before[2 * p] != after[2 * p] || before[(2 * p) + 1] != after[(2 * p) + 1]);
            (await Run(files[i], faces)).Output.ShouldBe(output);
        }

        changed.ShouldBeGreaterThan(10_000);
    }

    [Fact]
    public async Task A_slice_alone_is_quarantined()
    {
        List<byte[]> files = await Files(Head.Value[..3], "HEAD");
        (await Reason(files[0], null)).ShouldBe(DeidentificationReason.FaceNotRemoved);
        (await Reason(files[0], StudyFaces.None)).ShouldBe(DeidentificationReason.FaceNotRemoved);
        (await Reason(files[0], await Find([files[0]]))).ShouldBe(DeidentificationReason.FaceNotRemoved);
    }

    [Theory]
    [InlineData("slices missing", "HEAD")]
    [InlineData("slices missing", "CHEST")]
    [InlineData("a slice without a place", "HEAD")]
    [InlineData("a slice without a place", "CHEST")]
    [InlineData("a slice twice", "HEAD")]
    [InlineData("a slice twice", "CHEST")]
    [InlineData("no Hounsfield units", "HEAD")]
    [InlineData("no Hounsfield units", "CHEST")]
    [InlineData("a slice that cannot be decoded", "HEAD")]
    [InlineData("a slice that cannot be decoded", "CHEST")]
    public async Task A_head_series_that_is_not_sure_is_quarantined_whole_whatever_it_is_called(string how, string region)
    {
        List<byte[]> files = await Files(Head.Value, region, how: how);
        if (how == "slices missing") files.RemoveRange(30, 2);
        if (how == "a slice twice") files.Add(files[5]);
        StudyFaces faces = await Find(files);
        foreach (byte[] file in new[] { files[0], files[^1] }) (await Reason(file, faces)).ShouldBe(DeidentificationReason.FaceNotRemoved);
    }

    [Theory]
    [InlineData("slices missing")]
    [InlineData("a slice without a place")]
    [InlineData("a slice twice")]
    public async Task A_trunk_of_which_no_volume_can_be_built_passes_by_what_its_slices_show(string how)
    {
        List<FaceSlice> trunk = new SyntheticHead(Top: 60, Bottom: -60) { HasSkull = false, Step = 5, Spacing = 2.5f }.Slices();
        List<byte[]> files = await Files(trunk, "CHEST", how: how);
        if (how == "slices missing") files.RemoveRange(10, 3);
        if (how == "a slice twice") files.Add(files[5]);
        (DeidentificationOutcome outcome, _) = await Run(files[3], await Find(files));
        outcome.ShouldBeOfType<Deidentified>(outcome.ToString());
    }

    [Fact]
    public async Task One_slice_or_copies_of_it_go_by_their_words_and_two_that_show_a_skull_do_not()
    {
        List<byte[]> files = await Files([.. Head.Value.Where(slice => slice.Geometry.Position.Z is > 0 and < 40)], "CHEST");
        (await Run(files[0], await Find([files[0]]))).Outcome.ShouldBeOfType<Deidentified>();
        (await Run(files[0], await Find([files[0], files[0]]))).Outcome.ShouldBeOfType<Deidentified>();
        (await Reason(files[0], await Find([files[0], files[4]]))).ShouldBe(DeidentificationReason.FaceNotRemoved);
    }

    [Fact]
    public async Task A_slice_of_a_series_that_was_not_looked_at_is_quarantined_whatever_it_is_called()
        => (await Reason((await Files(Head.Value[..1], "CHEST"))[0], StudyFaces.None)).ShouldBe(DeidentificationReason.FaceNotRemoved);

    [Theory]
    [InlineData("native", true, true)]
    [InlineData("native", false, false)]
    [InlineData("jpeg-ls", true, true)]
    [InlineData("jpeg-ls", false, false)]
    [InlineData("rle", false, true)]
    public async Task Slices_are_seen_as_they_pass_and_what_was_not_seen_may_be_a_head(string coding, bool skull, bool may)
    {
        List<byte[]> files = await Files(new SyntheticHead(Top: 11, Bottom: 0) { HasSkull = skull, Step = 10 }.Slices(), "CHEST", coding);
        List<SeenSlice?> seen = [];
        foreach (byte[] file in files) seen.Add((await See(file)).Slice);
        seen.ShouldAllBe(slice => slice != null && slice.MayShowSkull == may);
        seen.Select(slice => slice!.Series).Distinct().ShouldHaveSingleItem();
        (await See(files[0], Fixtures.Key(3))).Slice!.Series.ShouldNotBe(seen[0]!.Series);
        (await Run(files[0], null)).Outcome.Slice.ShouldBeNull("nobody asked");
        (await Run(files[0], await Find(files))).Outcome.Slice.ShouldBeNull("its series was looked at");
    }

    [Fact]
    public async Task A_slice_that_is_called_a_head_says_what_series_it_is_of()
    {
        DeidentificationOutcome head = await See((await Files(Head.Value[..1], "HEAD"))[0]), chest = await See((await Files(Head.Value[..1], "CHEST"))[0]);
        head.ShouldBeOfType<Quarantined>().Slice.ShouldBe(new SeenSlice(chest.Slice!.Series, true));
    }

    [Fact]
    public async Task A_slice_moved_after_the_volume_was_built_is_quarantined()
    {
        StudyFaces faces = await Find(await Files(Head.Value, "HEAD"));
        FaceSlice slice = Head.Value[40];
        List<byte[]> moved = await Files([.. Head.Value.Select(s => s == slice ? s with { Geometry = s.Geometry with { Position = s.Geometry.Position + Vector3.UnitX } } : s)], "HEAD");
        (await Reason(moved[40], faces)).ShouldBe(DeidentificationReason.FaceNotRemoved);
    }

    [Fact]
    public async Task A_trunk_passes_bit_by_bit_and_one_called_a_head_does_not()
    {
        List<FaceSlice> trunk = new SyntheticHead(Top: 60, Bottom: -60) { HasSkull = false, Step = 5, Spacing = 2.5f }.Slices();
        List<byte[]> chest = await Files(trunk, "CHEST");
        (DeidentificationOutcome outcome, byte[] output) = await Run(chest[3], await Find(chest));
        outcome.ShouldBeOfType<Deidentified>(outcome.ToString()).Record.Pixels.ShouldBe(PixelTreatment.Passed);
        Samples(output).ShouldBe(trunk[3].ReadSamples());
        List<byte[]> head = await Files(trunk, "HEAD");
        (await Reason(head[3], await Find(head))).ShouldBe(DeidentificationReason.FaceNotRemoved);
    }

    [Theory]
    [InlineData("MR", "KNEE RT", false)]
    [InlineData("MR", "T/S/C FAST PILOT", true)]
    [InlineData("MR", "Carotids", true)]
    [InlineData("MR", "T1 SE", true)]
    [InlineData("PT", "PET AC", true)]
    [InlineData("CT", "Routine", false)]
    [InlineData("CT", "頭部単純", true)]
    public void What_is_not_ct_must_name_a_region_without_a_face(string modality, string description, bool may)
    {
        var root = new DataSet();
        root.SetString(Tags.SpecificCharacterSet, "ISO_IR 192");
        root.SetString(Tags.Modality, modality);
        root.SetString(Tags.StudyDescription, description);
        FaceFinder.MayShowFace(root).ShouldBe(may);
    }

    [Theory]
    [InlineData(FaceExtent.UpperHalf, "JAW")]
    [InlineData(FaceExtent.UpperHalf, "mandible", "顎骨CT")]
    [InlineData(FaceExtent.BrowToChin, "mandible", "head")]
    [InlineData(FaceExtent.BrowToChin)]
    public void Only_what_is_of_the_jaw_alone_keeps_it(FaceExtent extent, params string[] said)
        => HeadRegion.ExtentOf([.. said.Select(FoldedText.Of)]).ShouldBe(extent);

    [Fact]
    public async Task The_slices_of_a_real_head_come_out_without_the_face()
    {
        string folder = Repository.SharedOrSkip("dicom", "ct-head");
        List<byte[]> files = [.. Directory.EnumerateFiles(folder, "*.dcm").Order().Select(File.ReadAllBytes)];
        StudyFaces faces = await Find(files);
        int passed = 0;
        foreach (byte[] file in files)
        {
            using var output = new MemoryStream();
            DeidentificationOutcome outcome = await new Deidentifier().DeidentifyAsync(
                new MemoryStream(file), output, new FacilityId("alpha"), DeidentificationProfile.Research, Fixtures.Key(), previews: passed == 40, faces);
            Deidentified clean = outcome.ShouldBeOfType<Deidentified>(outcome.ToString());
            clean.Record.Pixels.ShouldBe(PixelTreatment.FaceRemoved);
            (clean.Thumbnail is not null).ShouldBe(passed == 40);
            passed++;
        }

        passed.ShouldBe(93);
    }

    private static Task<StudyFaces> Find(List<byte[]> files)
        => StudyFaces.FindAsync(files.Select(file => (Func<CancellationToken, ValueTask<Stream>>)(_ => new(new MemoryStream(file)))), DeidentificationProfile.Research, Fixtures.Key());

    private static async Task<string> Reason(byte[] file, StudyFaces? faces) => (await Run(file, faces)).Outcome.ShouldBeOfType<Quarantined>().Reason;

    private static async Task<(DeidentificationOutcome Outcome, byte[] Output)> Run(byte[] file, StudyFaces? faces)
    {
        using var output = new MemoryStream();
        DeidentificationOutcome outcome = await new Deidentifier().DeidentifyAsync(new MemoryStream(file), output, Fixtures.Patient, DeidentificationProfile.Research, Fixtures.Key(), faces: faces);
        return (outcome, output.ToArray());
    }

    private static Task<DeidentificationOutcome> See(byte[] file, PseudonymKey? key = null)
        => new Deidentifier { SeesSlices = true }.DeidentifyAsync(new MemoryStream(file), new MemoryStream(), Fixtures.Patient, DeidentificationProfile.Research, key ?? Fixtures.Key());

    private static byte[] Samples(byte[] output)
    {
        using DicomFile file = DicomFile.Open(new MemoryStream(output));
        Imaging.PixelDescription description = new ImageFacts(file.DataSet, file.TransferSyntax).Describe();
        StreamedValue value = file.Streamed!;
        Imaging.FrameReader frames = Imaging.FrameReader.Open(value.IsEncapsulated ? new EncapsulatedStream(value) : value.OpenRead(), description, file.TransferSyntax.Uid.Value);
        frames.TryReadFrame(out ReadOnlyMemory<byte> frame).ShouldBeTrue();
        return Imaging.FrameDecoder.DecodeSamples(frame.Span, description, frames.Capability.Encoding);
    }

    private static async Task<List<byte[]>> Files(List<FaceSlice> slices, string region, string coding = "native", string how = "")
    {
        List<byte[]> files = [];
        foreach (FaceSlice slice in slices)
        {
            bool spoilt = files.Count == slices.Count / 2;
            DataSet root = Header(slice, region, files.Count + 1);
            if (spoilt && how == "a slice without a place") root.Remove(Tags.ImagePositionPatient);
            if (how == "no Hounsfield units") root.SetString(Tags.RescaleType, "US");
            byte[] samples = slice.ReadSamples();
            PixelContent content = PixelContent.Native(samples);
            if (coding != "native")
            {
                var coded = new ArrayBufferWriter<byte>();
                if (coding == "rle") RleCodec.Encode(samples, slice.Description, coded);
                else JpegLsEncoder.Encode(samples, slice.Description, coded);
                content = PixelContent.Encapsulated([coded.WrittenMemory]);
            }

            bool broken = spoilt && how == "a slice that cannot be decoded";
            files.Add(await Fixtures.FileOf(root, broken ? PixelContent.Encapsulated([new byte[8]]) : content, broken ? TransferSyntax.Find("1.2.840.10008.1.2.4.90") : coding switch { "rle" => TransferSyntax.RleLossless, "jpeg-ls" => TransferSyntax.Find("1.2.840.10008.1.2.4.80"), _ => null }));
        }

        return files;
    }

    private static DataSet Header(FaceSlice slice, string region, int number)
    {
        (SliceGeometry g, Imaging.PixelDescription d) = (slice.Geometry, slice.Description);
        DataSet root = Fixtures.Header(StudyFaces.CtImageStorage, $"1.2.392.999999.770001.1.1.{number}");
        root.SetString(Tags.Modality, "CT");
        root.SetStrings(Tags.ImageType, "ORIGINAL", "PRIMARY", "AXIAL");
        root.SetString(Tags.BodyPartExamined, region);
        root.SetStrings(Tags.ImagePositionPatient, Texts(g.Position));
        root.SetStrings(Tags.ImageOrientationPatient, [.. Texts(g.Row), .. Texts(g.Column)]);
        root.SetStrings(Tags.PixelSpacing, $"{g.RowSpacing}", $"{g.ColumnSpacing}");
        root.SetString(Tags.RescaleSlope, "1");
        root.SetString(Tags.RescaleIntercept, "-1024");
        root.SetInts(Tags.SamplesPerPixel, 1);
        root.SetString(Tags.PhotometricInterpretation, "MONOCHROME2");
        root.SetInts(Tags.Rows, d.Rows);
        root.SetInts(Tags.Columns, d.Columns);
        root.SetInts(Tags.BitsAllocated, d.BitsAllocated);
        root.SetInts(Tags.BitsStored, d.BitsStored);
        root.SetInts(Tags.HighBit, d.HighBit);
        root.SetInts(Tags.PixelRepresentation, (long)d.PixelRepresentation);
        return root;
    }

    private static string[] Texts(Vector3 v) => [$"{v.X}", $"{v.Y}", $"{v.Z}"];
}
