using System.Diagnostics;
using Pipeline.Dicom;

namespace Pipeline.Deidentification.Tests;

/// <summary>What the pass says about itself, as another reader reads it.</summary>
public class WrittenAttributesTests
{
    private const string Script = """
        import sys
        try:
            import pydicom
        except ImportError:
            print("absent"); sys.exit(0)
        d = pydicom.dcmread(sys.argv[1])
        codes = ",".join(c.CodeValue + "/" + c.CodingSchemeDesignator for c in d.DeidentificationMethodCodeSequence)
        print(d.PatientIdentityRemoved, d.LongitudinalTemporalInformationModified, d.DeidentificationMethod, codes, d.get("BurnedInAnnotation", "-"), d.get("RecognizableVisualFeatures", "-"), sep="|")
        """;

    [Theory]
    [InlineData("research", "YES|MODIFIED|PS3.15 2026a, profile research|113100/DCM,113103/DCM,113104/DCM,113105/DCM,113107/DCM,113108/DCM|-|-")]
    [InlineData("remove", "YES|REMOVED|PS3.15 2026a, profile test|113100/DCM|-|-")]
    [InlineData("full", "YES|UNMODIFIED|PS3.15 2026a, profile test|113100/DCM,113106/DCM,113109/DCM,113110/DCM,113111/DCM,113112/DCM|-|-")]
    public async Task Pydicom_reads_the_method_its_codes_and_the_dates_mode_and_no_claim_about_pixels(string profile, string expected)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "python3 is not on this machine");
        DataSet root = Fixtures.Header();
        // What the sender claimed of its pixels is not the pass's word.
        root.SetString(Tags.BurnedInAnnotation, "NO");
        root.SetString(Tags.RecognizableVisualFeatures, "NO");
        root.SetString(Tags.PatientIdentityRemoved, "NO");
        (_, byte[] output) = await Fixtures.Written(root, profile switch
        {
            "research" => DeidentificationProfile.Research,
            "full" => Fixtures.Profile("full", "retainSafePrivate", "retainUids", "retainDeviceIdentity", "retainInstitutionIdentity"),
            _ => Fixtures.Profile("remove"),
        });
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, output, TestContext.Current.CancellationToken);
            using Process process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", Script, path]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            string read = (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim();
            Assert.SkipWhen(read == "absent", "pydicom is not on this machine");
            read.ShouldBe(expected);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
