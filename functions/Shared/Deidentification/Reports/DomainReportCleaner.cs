using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Pipeline.Registry;

namespace Pipeline.Deidentification;

/// <summary>Passes a domain report's structured fields by allow-list. A field that cannot be judged is dropped, not passed.</summary>
/// <param name="text">Judges the findings.</param>
public sealed partial class DomainReportCleaner(TextCleaner text)
{
    private const int MostEntries = 200;
    private const decimal LargestValue = 99_999m;

    private static readonly FrozenSet<string> Domains = new[] { "abdomen", "breast", "heart" }.ToFrozenSet();

    private static readonly FrozenSet<string> BodyParts = new[]
    {
        "ABDOMEN", "AORTA", "AXILLA", "BLADDER", "BREAST", "CAROTID", "CHEST", "GALLBLADDER", "HEART", "KIDNEY", "LIVER", "NECK", "PANCREAS", "PELVIS", "PROSTATE", "SPLEEN", "THYROID", "UTERUS",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Units = new[]
    {
        "1", "%", "mm", "cm", "m", "mm2", "cm2", "mL", "ml", "L", "mm/s", "cm/s", "m/s", "ms", "s", "mm[Hg]", "mmHg", "/min", "{beats}/min", "bpm", "g", "kg", "g/m2", "mL/m2", "kPa", "deg", "Hz", "dB/cm/MHz", "L/min", "L/min/m2", "mL/s", "m2",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Measurements = new[]
    {
        "LVEF", "EF", "FS", "LVDd", "LVDs", "LVIDd", "LVIDs", "LVEDV", "LVESV", "LVMI", "LVM", "IVS", "IVSd", "IVST", "PW", "PWd", "PWT", "LVPWd", "LAD", "LAV", "LAVI", "AoD", "AO", "STJ", "E", "A", "E/A", "E/e'", "e'", "DcT", "TRPG", "TRV",
        "TAPSE", "RVSP", "RVDd", "IVC", "IVC exp", "IVC insp", "AVA", "AVA VTI", "AV Vmax", "AV mean PG", "MVA", "MV mean PG", "GLS", "SV", "CO", "CI", "HR", "BSA",
        "Tumor size", "Tumor width", "Tumor height", "Tumor depth", "D/W", "Distance to skin", "Liver span", "Portal vein", "CBD", "CHD", "GB length", "GB wall", "MPD", "Pancreas head", "Pancreas body",
        "Pancreas tail", "Spleen length", "Spleen width", "Spleen index", "Kidney right", "Kidney left", "Aorta diameter", "Prostate volume", "Residual urine", "Stiffness", "Attenuation", "ATI", "SWE",
    }.ToFrozenSet();

    /// <summary>A cleaner for one patient's reports, of which nothing but the registry's knowledge is at hand.</summary>
    public static DomainReportCleaner For(PatientContext patient, DeidentificationProfile profile, PseudonymKey key)
        => new(TextCleaner.For(patient, profile, key));

    /// <summary>The report as it may be released.</summary>
    public CleanedReport Clean(DomainReport report)
    {
        List<string> dropped = [];
        if (report.Physician is not null) dropped.Add("physician");
        if (report.Other is { Count: > 0 }) dropped.Add("other");
        bool known = Domains.Contains(report.Domain);
        if (!known) dropped.Add("domain");
        var cleaned = new DomainReport
        {
            Domain = known ? report.Domain : "other",
            Diagnoses = Diagnoses(report, dropped),
            BodySite = BodySite(report, dropped),
            Measurements = MeasurementsOf(report, dropped),
            Findings = Findings(report, dropped),
        };
        return new CleanedReport(cleaned, dropped);
    }

    private static List<ReportDiagnosis> Diagnoses(DomainReport report, List<string> dropped)
    {
        List<ReportDiagnosis> kept = [];
        for (int i = 0; i < report.Diagnoses.Count; i++)
        {
            string code = report.Diagnoses[i].Code;
            if (i >= MostEntries || !IcdCode.IsMatch(code))
            {
                dropped.Add($"diagnoses[{i}]");
                continue;
            }

            string name = DiseaseNames.Of(code) ?? "";
            if (name.Length == 0 && report.Diagnoses[i].Name.Length > 0) dropped.Add($"diagnoses[{i}].name");
            kept.Add(new ReportDiagnosis(code, name));
        }

        return kept;
    }

    private static string? BodySite(DomainReport report, List<string> dropped)
    {
        if (report.BodySite is not { } site) return null;
        if (JapaneseSite.IsMatch(site) || BodyParts.Contains(site)) return site;
        dropped.Add("bodySite");
        return null;
    }

    private static List<ReportMeasurement> MeasurementsOf(DomainReport report, List<string> dropped)
    {
        List<ReportMeasurement> kept = [];
        for (int i = 0; i < report.Measurements.Count; i++)
        {
            ReportMeasurement measurement = report.Measurements[i];
            bool judged = i < MostEntries && Measurements.Contains(measurement.Name) && Units.Contains(measurement.Unit) && Math.Abs(measurement.Value) <= LargestValue;
            if (judged) kept.Add(measurement);
            else dropped.Add($"measurements[{i}]");
        }

        return kept;
    }

    private string? Findings(DomainReport report, List<string> dropped)
    {
        if (report.Findings is not { } findings) return null;
        CleanedText cleaned = text.Clean(findings);
        // A moved date or a capped age is understood; where somebody is named, the rest may speak of them too.
        if (cleaned.Text is { } clean && cleaned.Findings.All(finding => finding is TextFinding.Date or TextFinding.OldAge)) return clean;
        dropped.Add("findings");
        return null;
    }

    [GeneratedRegex(@"^[A-Z]\d{2}(\.\d{1,2})?\z")]
    private static partial Regex IcdCode { get; }

    /// <summary>The site of JJ1017: three digits or letters, the first a digit.</summary>
    [GeneratedRegex(@"^\d[0-9A-Z]{2}\z")]
    private static partial Regex JapaneseSite { get; }
}
