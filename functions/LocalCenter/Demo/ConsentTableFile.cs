using System.Text;
using Pipeline.Registry;

namespace Pipeline.LocalCenter.Demo;

/// <summary>Writes a facility's consent table as it would export one: CSV with Japanese headers.</summary>
internal static class ConsentTableFile
{
    private const string Header = "患者ID,生年月日,性別,次世代法通知,通知種別,保護者通知,オプトアウト,研究同意,同意プロジェクト,死亡日";

    /// <summary>The CSV's bytes in UTF-8 with byte order mark; none when no patient has a line.</summary>
    public static byte[]? Of(IEnumerable<(DemoPatient Patient, DemoConsent? Line)> lines)
    {
        StringBuilder csv = new StringBuilder(Header).Append("\r\n");
        int count = 0;
        foreach ((DemoPatient patient, DemoConsent? line) in lines)
        {
            if (line is null)
            {
                continue;
            }

            count++;
            csv.AppendJoin(',', patient.Id, (line.StatedBirthDate ?? patient.BirthDate).ToString("yyyy/M/d"),
                patient.Sex == Sex.Male ? "男" : "女", line.Notice, KindOf(line), line.GuardianNotice, line.OptOut,
                line.ResearchConsent, line.Projects, line.Died).Append("\r\n");
        }

        return count == 0 ? null : [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv.ToString())];
    }

    /// <summary>A notice must say what use it told of; the usual letter tells of both.</summary>
    private static string KindOf(DemoConsent line) => line.NoticeKind.Length > 0 || line.Notice.Length + line.GuardianNotice.Length == 0 ? line.NoticeKind : "両方";
}
