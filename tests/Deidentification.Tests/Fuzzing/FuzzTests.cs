using Pipeline.Dicom;
using Pipeline.Dicom.Tests.Fuzzing;

namespace Pipeline.Deidentification.Tests.Fuzzing;

/// <summary>Damaged files end as written or quarantined with a reason; nothing is thrown for what the input holds.</summary>
public class FuzzTests
{
    private const int Inputs = 2000;

    /// <summary>How often the objects that pass when whole are taken: most of the others never do.</summary>
    private const int Weight = 100;

    private static readonly DicomLimits Limits = new() { MaxDepth = 32, MaxElements = 20_000, MaxHeaderBytes = 1 << 20, MaxFrameBytes = 1 << 20 };

    [Fact]
    public async Task A_damaged_file_is_written_or_quarantined_and_what_is_written_is_read()
    {
        byte[] header = await Fixtures.FileOf(Fixtures.Header());
        byte[] image = await Fixtures.FileOf(Image(), PixelContent.Native(new byte[64 * 64], Vr.OB));
        var mutator = new Mutator([.. Enumerable.Repeat(header, Weight), .. Enumerable.Repeat(image, Weight), .. FuzzSeeds.Made, .. FuzzSeeds.FromCorpus()]);
        (await new FuzzRun(Inputs).TryAllAsync(mutator, DeidentifyAsync)).ShouldBeInRange(0.01, 0.95);
    }

    private static async Task<bool> DeidentifyAsync(byte[] input)
    {
        using var output = new MemoryStream();
        DeidentificationOutcome outcome = await new Deidentifier(limits: Limits).DeidentifyAsync(
            new MemoryStream(input), output, Fixtures.Patient.Facility, DeidentificationProfile.Research, Fixtures.Key());
        if (outcome is Quarantined quarantined)
        {
            quarantined.Reason.ShouldNotBeNullOrWhiteSpace();
            return false;
        }
        outcome.ShouldBeOfType<Deidentified>();
        using DicomFile again = DicomFile.Open(new MemoryStream(output.ToArray()));
        while (await again.ReadNextPartAsync() is not null)
        {
        }
        return true;
    }

    private static DataSet Image()
    {
        DataSet image = Fixtures.Header("1.2.840.10008.5.1.4.1.1.2");
        image.SetString(Tags.Modality, "CT");
        image.SetString(Tags.ImageType, @"ORIGINAL\PRIMARY\AXIAL");
        image.SetString(Tags.PhotometricInterpretation, "MONOCHROME2");
        image.SetString(Tags.BurnedInAnnotation, "NO");
        image.SetInts(Tags.SamplesPerPixel, 1);
        image.SetInts(Tags.Rows, 64);
        image.SetInts(Tags.Columns, 64);
        image.SetInts(Tags.BitsAllocated, 8);
        image.SetInts(Tags.BitsStored, 8);
        image.SetInts(Tags.HighBit, 7);
        image.SetInts(Tags.PixelRepresentation, 0L);
        return image;
    }
}
