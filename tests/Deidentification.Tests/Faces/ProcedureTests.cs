using System.Buffers;
using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Rle;
using Pipeline.Imaging.Tests.Faces;
using Pipeline.Registry;

namespace Pipeline.Deidentification.Tests;

/// <summary>
/// Endoscopic objects of a device that a rule speaks of. Frames are M, O and G mucosa in three forms, R a room, F a face close by.
/// </summary>
public class ProcedureTests
{
    private const int Strip = 16;

    [Theory]
    [InlineData("MOG", "MOG", "native", true)]
    [InlineData("ROMGR", "OMG", "native", false)]
    [InlineData("ROMGR", "OMG", "native", true)]
    [InlineData("ROMGR", "OMG", "rle", false)]
    [InlineData("RROM", "OM", "rle", true)]
    [InlineData("ROMGR", "OMG", "jpeg", false)]
    [InlineData("ROMGRR", "OMG", "jpeg", true)]
    [InlineData("RM", "M", "jpeg", false)]
    [InlineData("M", "M", "jpeg", false)]
    public async Task Frames_before_and_after_the_procedure_are_dropped_and_the_header_follows(string frames, string kept, string coding, bool masked)
    {
        byte[] file = await File(frames, coding, root => root.SetStrings(Tags.FrameTimeVector, [.. frames.Select((_, i) => $"{i}")]));

        (DeidentificationOutcome outcome, byte[] output) = await Run(file, await Find(file), masked);

        outcome.ShouldBeOfType<Deidentified>(outcome.ToString()).Frames.ShouldBe(kept.Length);
        DataSet root = DicomFile.Open(new MemoryStream(output)).DataSet;
        root.GetInt(Tags.NumberOfFrames).ShouldBe(kept.Length);
        int first = frames.IndexOf(kept[0]);
        root.GetStrings(Tags.FrameTimeVector).ShouldBe(Enumerable.Range(first, kept.Length).Select((time, i) => i == 0 ? "0" : $"{time}"));
        List<DisplayImage> written = Cine.Decode(output);
        written.Count.ShouldBe(kept.Length);
        for (int i = 0; i < kept.Length; i++)
        {
            DisplayImage before = coding == "jpeg" ? JpegDecoder.Decode(Jpeg(kept[i]), PhotometricInterpretation.YbrFull422) : Paint(kept[i]);
            int from = masked ? Strip * before.Width * 3 : 0;
            written[i].Samples.AsSpan(from).SequenceEqual(before.Samples.AsSpan(from)).ShouldBeTrue($"frame {i + 1}");
        }
    }

    [Theory]
    [InlineData("FMM")]
    [InlineData("MFM")]
    [InlineData("MRM")]
    [InlineData("RR")]
    [InlineData("R")]
    [InlineData("F")]
    public async Task What_is_not_plainly_one_procedure_is_held_whole(string frames)
    {
        foreach (string coding in new[] { "native", "jpeg" })
        {
            byte[] file = await File(frames, coding);
            (await Reason(file, await Find(file))).ShouldBe(DeidentificationReason.FaceNotRemoved, coding);
        }
    }

    [Fact]
    public async Task An_object_whose_frames_nobody_looked_at_is_held()
    {
        byte[] file = await File("MM", "native"), other = await File("MM", "native", root => root.SetString(Tags.SOPInstanceUID, "1.2.392.999999.770001.1.1.9"));

        (await Reason(file, null)).ShouldBe(DeidentificationReason.FaceNotRemoved);
        (await Reason(file, await Find(other))).ShouldBe(DeidentificationReason.FaceNotRemoved);
    }

    [Fact]
    public async Task Two_objects_of_one_UID_are_held()
    {
        byte[] mucosa = await File("MM", "native"), room = await File("RR", "native");

        foreach (StudyFaces faces in new[] { await Find(mucosa, room), await Find(room, mucosa), await Find(room, room, mucosa) })
        {
            (await Reason(mucosa, faces)).ShouldBe(DeidentificationReason.FaceNotRemoved);
            (await Reason(room, faces)).ShouldBe(DeidentificationReason.FaceNotRemoved);
        }
    }

    [Theory]
    [InlineData("ES", "1.2.840.10008.5.1.4.1.1.7")]
    [InlineData("XC", "1.2.840.10008.5.1.4.1.1.7")]
    [InlineData("OT", "1.2.840.10008.5.1.4.1.1.77.1.1")]
    [InlineData("OT", "1.2.840.10008.5.1.4.1.1.77.1.4")]
    public async Task Modality_or_class_alone_makes_its_frames_be_looked_at(string modality, string sopClass)
    {
        byte[] room = await File("R", "native", root => Name(root)), mucosa = await File("M", "native", root => Name(root));
        void Name(DataSet root)
        {
            root.SetString(Tags.Modality, modality);
            root.SetString(Tags.SOPClassUID, sopClass);
        }

        (await Reason(room, await Find(room))).ShouldBe(DeidentificationReason.FaceNotRemoved);
        (await Run(mucosa, await Find(mucosa), masked: true)).Outcome.ShouldBeOfType<Deidentified>();
    }

    public static TheoryData<string, Action<DataSet>> Unfollowed => new()
    {
        { "functional groups of each frame", root => root.SetSequence(Tags.PerFrameFunctionalGroupsSequence).Add() },
        { "a representative frame", root => root.SetInts(Tags.RepresentativeFrameNumber, 2) },
        { "times of another number of frames", root => root.SetStrings(Tags.FrameTimeVector, "0", "40") },
        { "an overlay of several frames", root => root.SetInts(new Tag(0x6000, 0x0015), 3) },
    };

    [Theory]
    [MemberData(nameof(Unfollowed))]
    public async Task Frames_are_not_dropped_where_the_header_counts_them_otherwise(string how, Action<DataSet> add)
    {
        byte[] file = await File("RMM", "native", add);

        (await Reason(file, await Find(file))).ShouldBe(DeidentificationReason.FaceNotRemoved, how);
    }

    [Fact]
    public async Task An_object_that_breaks_off_is_held()
    {
        byte[] file = await File("RMM", "native");
        byte[] cut = file[..(file.Length / 2)];

        (await Run(cut, await Find(cut), masked: false)).Outcome.ShouldBeOfType<Quarantined>();
    }

    private static DisplayImage Paint(char kind) => PaintedScene.Paint(kind switch
    {
        'O' => "mucosa, octagon",
        'G' => "mucosa with glare and a dark lumen",
        'R' => "room",
        'F' => "face filling the scope",
        _ => "mucosa",
    });

    private static byte[] Jpeg(char kind) => JpegEncoder.Encode(Paint(kind), new JpegEncoding(90));

    private static Task<byte[]> File(string frames, string coding, Action<DataSet>? change = null)
    {
        DataSet root = Cine.Header(coding == "jpeg", regions: false);
        root.SetString(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.77.1.1");
        root.SetString(Tags.Modality, "ES");
        root.SetInts(Tags.Rows, 240);
        root.SetInts(Tags.Columns, 320);
        root.SetInts(Tags.NumberOfFrames, frames.Length);
        change?.Invoke(root);
        return coding switch
        {
            "jpeg" => Fixtures.FileOf(root, PixelContent.Encapsulated([.. frames.Select(frame => (ReadOnlyMemory<byte>)Jpeg(frame))]), TransferSyntax.JpegBaseline),
            "rle" => Fixtures.FileOf(root, PixelContent.Encapsulated([.. frames.Select(frame => (ReadOnlyMemory<byte>)Rle(frame))]), TransferSyntax.RleLossless),
            _ => Fixtures.FileOf(root, PixelContent.Native(frames.SelectMany(frame => Paint(frame).Samples).ToArray(), Vr.OB)),
        };
    }

    private static byte[] Rle(char frame)
    {
        var coded = new ArrayBufferWriter<byte>();
        RleCodec.Encode(Paint(frame).Samples, PixelDescription.EightBit(240, 320, PhotometricInterpretation.Rgb), coded);
        return coded.WrittenSpan.ToArray();
    }

    private static Task<StudyFaces> Find(params byte[][] files)
        => StudyFaces.FindAsync(files.Select(file => (Func<CancellationToken, ValueTask<Stream>>)(_ => new(new MemoryStream(file)))), DeidentificationProfile.Research, Fixtures.Key());

    private static async Task<string> Reason(byte[] file, StudyFaces? faces) => (await Run(file, faces, masked: true)).Outcome.ShouldBeOfType<Quarantined>().Reason;

    private static async Task<(DeidentificationOutcome Outcome, byte[] Output)> Run(byte[] file, StudyFaces? faces, bool masked)
    {
        var match = new DeviceMatch { Rows = 240, Columns = 320 };
        DeviceRule rule = masked
            ? new DeviceRule("test@1", match, DeviceTreatment.Mask, hidden: [new MaskRectangle(0, 0, 320, Strip)])
            : new DeviceRule("test@1", match, DeviceTreatment.Clean);
        using var output = new MemoryStream();
        DeidentificationOutcome outcome = await new Deidentifier(new DeviceRules([rule])).DeidentifyAsync(
            new MemoryStream(file), output, Fixtures.Patient, DeidentificationProfile.Research, Fixtures.Key(), faces: faces);
        return (outcome, output.ToArray());
    }
}
