using System.Text.Json;
using Pipeline.Registry;

namespace Pipeline.Deidentification.Tests;

public class DomainReportCleanerTests
{
    private static readonly PatientContext Patient = Fixtures.Patient with { Names = [Fixtures.Name] };

    [Fact]
    public void Structured_fields_pass_by_allow_list_and_the_rest_is_dropped()
    {
        var report = new DomainReport
        {
            Domain = "abdomen",
            Diagnoses = [new("K76.0", "脂肪肝（山田様）"), new("Z99.9", "山田太郎"), new("山田", "脂肪肝")],
            BodySite = "250",
            Measurements = [new("LVEF", 62.5m, "%"), new("山田太郎", 1, "mm"), new("CBD", 7, "ALPHA"), new("CBD", 770001, "mm")],
            Findings = "山田太郎 肝嚢胞",
            Physician = "鈴木 花子",
            Other = new() { ["note"] = JsonSerializer.SerializeToElement("山田") },
        };
        CleanedReport cleaned = Cleaner().Clean(report);

        cleaned.Report.Diagnoses.ShouldBe([new ReportDiagnosis("K76.0", "脂肪肝"), new ReportDiagnosis("Z99.9", "")]);
        cleaned.Report.BodySite.ShouldBe("250");
        cleaned.Report.Measurements.ShouldBe([new ReportMeasurement("LVEF", 62.5m, "%")]);
        cleaned.Report.Findings.ShouldBeNull();
        cleaned.Report.Physician.ShouldBeNull();
        cleaned.Report.Other.ShouldBeNull();
        cleaned.Dropped.ShouldBe(["physician", "other", "diagnoses[1].name", "diagnoses[2]", "measurements[1]", "measurements[2]", "measurements[3]", "findings"]);
    }

    [Fact]
    public void Findings_that_name_nobody_stay()
        => Cleaner().Clean(new DomainReport { Domain = "abdomen", Findings = "肝S6に低エコー腫瘤。" }).Report.Findings.ShouldBe("肝S6に低エコー腫瘤。");

    [Theory]
    [InlineData("YAMADA")]
    [InlineData("770001")]
    [InlineData("250\n")]
    public void A_body_site_that_is_no_code_is_dropped(string site)
        => Cleaner().Clean(new DomainReport { Domain = "heart", BodySite = site }).Report.BodySite.ShouldBeNull();

    private static DomainReportCleaner Cleaner() => DomainReportCleaner.For(Patient, DeidentificationProfile.Research, Fixtures.Key());
}
