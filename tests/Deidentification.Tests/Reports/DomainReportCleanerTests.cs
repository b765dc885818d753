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

    [Fact]
    public void Findings_with_a_date_or_an_old_age_stay_with_the_date_moved_and_the_age_capped()
    {
        string findings = Cleaner().Clean(new DomainReport { Domain = "abdomen", Findings = "92歳女性。前回2024年3月15日と比較し著変なし。" }).Report.Findings.ShouldNotBeNull();
        findings.ShouldStartWith("90歳以上女性。前回20");
        findings.ShouldEndWith("日と比較し著変なし。");
        findings.ShouldNotContain("2024年3月15日");
    }

    [Theory]
    [InlineData("前回と同様、鷹觜先生に報告済。")]
    [InlineData("架空病院のCTと比較。")]
    [InlineData("山田 肝嚢胞")]
    public void Findings_that_name_somebody_or_a_hospital_are_dropped(string findings)
        => Cleaner().Clean(new DomainReport { Domain = "abdomen", Findings = findings }).Report.Findings.ShouldBeNull();

    [Theory]
    [InlineData("YAMADA")]
    [InlineData("770001")]
    [InlineData("250\n")]
    public void A_body_site_that_is_no_code_is_dropped(string site)
        => Cleaner().Clean(new DomainReport { Domain = "heart", BodySite = site }).Report.BodySite.ShouldBeNull();

    private static DomainReportCleaner Cleaner() => DomainReportCleaner.For(Patient, DeidentificationProfile.Research, Fixtures.Key());
}
