using Pipeline.Dicom;

namespace Pipeline.Deidentification.Tests;

public class PatientCacheTests
{
    [Fact]
    public async Task What_is_kept_of_earlier_objects_changes_no_result()
    {
        var shared = new Deidentifier();
        DeidentificationProfile[] profiles = [DeidentificationProfile.Research, Fixtures.Profile("remove", "cleanDescriptors"), Fixtures.Profile("full", "cleanDescriptors", "retainUids")];
        for (int i = 0; i < 240; i++)
        {
            DataSet root = Fixtures.Header(instance: $"1.2.392.999999.770001.1.1.{i}");
            root.SetString(Tags.PatientID, $"ALPHA-77{i % 40:D4}");
            root.SetString(Tags.PatientName, i % 3 == 0 ? "Suzuki^Hanako=鈴木^花子" : Fixtures.Name);
            root.SetString(Tags.StudyDescription, i % 2 == 0 ? "腹部 山田様 2025年4月10日" : "腹部 鈴木花子");
            byte[] file = await Fixtures.FileOf(root);
            PatientContext patient = Fixtures.Patient with { PatientId = $"ALPHA-77{i % 40:D4}", BirthDate = i % 5 == 0 ? Fixtures.BirthDate : null };
            PseudonymKey key = Fixtures.Key((byte)((i % 2 * 2) + 1));
            using var output = new MemoryStream();

            DeidentificationOutcome outcome = await shared.DeidentifyAsync(new MemoryStream(file), output, patient, profiles[i % 3], key, cancellationToken: TestContext.Current.CancellationToken);

            (DeidentificationOutcome expected, byte[] bytes) = await Fixtures.Run(file, profiles[i % 3], key, patient);
            output.ToArray().ShouldBe(bytes);
            outcome.GetType().ShouldBe(expected.GetType());
            if (expected is Deidentified written) ((Deidentified)outcome).Record.ToJsonLine().ShouldBe(written.Record.ToJsonLine());
        }
    }
}
