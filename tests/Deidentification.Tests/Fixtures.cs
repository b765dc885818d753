using Pipeline.Dicom;
using Pipeline.Registry;

namespace Pipeline.Deidentification.Tests;

/// <summary>A fictitious patient, objects of theirs, and one way of running the pass.</summary>
internal static class Fixtures
{
    public const string PatientId = "ALPHA-770001";
    public const string Name = "Yamada^Tarou=山田^太郎=やまだ^たろう";

    public static readonly DateOnly BirthDate = new(1955, 4, 1);

    public static PatientContext Patient { get; } = new() { Facility = new FacilityId("alpha"), PatientId = PatientId, InstitutionNames = ["α病院"] };

    /// <summary>The rules that come with the center, and one that trusts the regions of the fixtures' scanner.</summary>
    public static DeviceRules Rules { get; } = DeviceRules.Known.With(new DeviceRule(
        "fixture@1", new DeviceMatch { SopClassUid = @"1\.2\.840\.10008\.5\.1\.4\.1\.1\.3\.1", Rows = Cine.Height, Columns = Cine.Width }, DeviceTreatment.Mask, trustsRegions: true));

    public static PseudonymKey Key(byte seed = 1) => PseudonymKey.FromBytes([.. Enumerable.Range(0, 32).Select(i => (byte)(i * seed + 7))]);

    public static DeidentificationProfile Profile(string dates = "modified", params string[] options)
        => DeidentificationProfile.Parse($$"""{"name":"test","dates":{"mode":"{{dates}}"},"options":[{{string.Join(',', options.Append("cleanPixelData").Select(option => $"\"{option}\""))}}]}""");

    /// <summary>A header without pixels that the pass can judge: a presentation state.</summary>
    public static DataSet Header(string sopClass = "1.2.840.10008.5.1.4.1.1.11.1", string instance = "1.2.392.999999.770001.1.1.1")
    {
        var root = new DataSet();
        root.SetString(Tags.SpecificCharacterSet, "ISO_IR 192");
        root.SetString(Tags.SOPClassUID, sopClass);
        root.SetString(Tags.SOPInstanceUID, instance);
        root.SetString(Tags.StudyInstanceUID, "1.2.392.999999.770001.1");
        root.SetString(Tags.SeriesInstanceUID, "1.2.392.999999.770001.1.1");
        root.SetString(Tags.Modality, "US");
        root.SetString(Tags.PatientName, Name);
        root.SetString(Tags.PatientID, PatientId);
        root.SetDate(Tags.PatientBirthDate, BirthDate);
        root.SetString(Tags.PatientSex, "M");
        root.SetString(Tags.StudyDate, "20250410");
        root.SetString(Tags.InstitutionName, "α病院");
        root.SetString(Tags.AccessionNumber, "ACC-4711-99");
        root.SetString(Tags.ReferringPhysicianName, "鈴木^花子");
        return root;
    }

    public static async Task<byte[]> FileOf(DataSet root, PixelContent? pixels = null, TransferSyntax? syntax = null)
    {
        using var stream = new MemoryStream();
        await DicomFile.CreateAsync(stream, root, syntax ?? TransferSyntax.ExplicitLittleEndian, pixels);
        return stream.ToArray();
    }

    public static async Task<(DeidentificationOutcome Outcome, byte[] Output)> Run(
        byte[] file, DeidentificationProfile? profile = null, PseudonymKey? key = null, PatientContext? patient = null, bool previews = false, DeviceRules? rules = null)
    {
        using var output = new MemoryStream();
        DeidentificationOutcome outcome = await new Deidentifier(rules ?? Rules).DeidentifyAsync(new MemoryStream(file), output, patient ?? Patient, profile ?? DeidentificationProfile.Research, key ?? Key(), previews);
        return (outcome, output.ToArray());
    }

    public static async Task<(DataSet Root, byte[] Output)> Written(DataSet root, DeidentificationProfile? profile = null, PseudonymKey? key = null)
    {
        (DeidentificationOutcome outcome, byte[] output) = await Run(await FileOf(root), profile, key);
        outcome.ShouldBeOfType<Deidentified>(outcome.ToString());
        return (DicomFile.Open(new MemoryStream(output)).DataSet, output);
    }
}
