namespace Pipeline.Deidentification.Tests;

public class TextCleanerTests
{
    private static readonly KnownIdentifiers Known = new()
    {
        PatientNames = ["Ohno^Shintarou=大野^慎太郎=おおの^しんたろう"],
        OtherNames = ["Kirigaya^Ayumi=桐ヶ谷^歩"],
        Numbers = ["ALPHA-770001", "0012345"],
        Institutions = ["青嶺会病院"],
        BirthDate = new DateOnly(1955, 4, 1),
    };

    private static readonly TextCleaner Cleaner = new(Known, DatesMode.Modified, new DateShift(10));

    [Theory]
    [InlineData("大野慎太郎 肝内に低エコー")]
    [InlineData("大野　慎太郎")]
    [InlineData("慎太郎 大野")]
    [InlineData("慎太郎は")]
    [InlineData("オオノ シンタロウ")]
    [InlineData("ｵｵﾉ ｼﾝﾀﾛｳ")]
    [InlineData("おおの・しんたろう")]
    [InlineData("OHNO SHINTARO")]
    [InlineData("Ono Shintaroh")]
    [InlineData("Oono^Sintarou")]
    [InlineData("shintarou_ohno")]
    [InlineData("ＯＨＮＯ　ＳＨＩＮＴＡＲＯ")]
    [InlineData("shintaroohno2")]
    public void The_patient_is_found_in_every_spelling(string text) => Found(text).ShouldContain(TextFinding.PatientName);

    [Theory]
    [InlineData("ID ALPHA770001", TextFinding.PatientIdentifier)]
    [InlineData("alpha-770001", TextFinding.PatientIdentifier)]
    [InlineData("ＡＬＰＨＡ－７７０００１", TextFinding.PatientIdentifier)]
    [InlineData("No 12345 再検", TextFinding.PatientIdentifier)]
    [InlineData("1955/4/1", TextFinding.BirthDate)]
    [InlineData("S30.4.1", TextFinding.BirthDate)]
    [InlineData("昭和30年4月1日", TextFinding.BirthDate)]
    [InlineData("昭和３０年４月１日生", TextFinding.BirthDate)]
    [InlineData("19550401", TextFinding.BirthDate)]
    [InlineData("1955年生まれ", TextFinding.BirthDate)]
    [InlineData("〒123-4567", TextFinding.Address)]
    [InlineData("長野県架空市中央町1-2-3 在住", TextFinding.Address)]
    [InlineData("架空町3丁目2番地", TextFinding.Address)]
    [InlineData("TEL 03-1234-5678", TextFinding.Telephone)]
    [InlineData("０９０－１２３４－５６７８", TextFinding.Telephone)]
    [InlineData("09012345678", TextFinding.Telephone)]
    [InlineData("個人番号 1234 5678 9012", TextFinding.MyNumber)]
    [InlineData("123456789012", TextFinding.MyNumber)]
    [InlineData("保険者番号 06123456", TextFinding.InsuranceNumber)]
    [InlineData("患者番号：A12-3456", TextFinding.LabelledNumber)]
    [InlineData("鷹觜様より電話", TextFinding.Person)]
    [InlineData("鷹觜先生に報告", TextFinding.Person)]
    [InlineData("たかのはしさん", TextFinding.Person)]
    [InlineData("Dr. Takanohashi", TextFinding.Person)]
    [InlineData("検査者：鷹觜 玄", TextFinding.Person)]
    [InlineData("桐ヶ谷が施行", TextFinding.Person)]
    [InlineData("紹介元 架空総合病院", TextFinding.Institution)]
    [InlineData("青嶺会病院", TextFinding.Institution)]
    [InlineData("みらいクリニック", TextFinding.Institution)]
    [InlineData("ref@example.jp", TextFinding.NetworkAddress)]
    [InlineData("95歳男性", TextFinding.OldAge)]
    public void What_has_the_form_of_an_identifier_is_found(string text, TextFinding expected) => Found(text).ShouldContain(expected);

    [Theory]
    [InlineData("肝S6に25×18mm大の低エコー腫瘤を認める。")]
    [InlineData("嚢胞様構造、結節様陰影。同様の所見。")]
    [InlineData("胆嚢壁肥厚なし。総胆管7.2mm。門脈血流は求肝性。")]
    [InlineData("LVEF 62% E/A 1.1, IVC 14 mm")]
    [InlineData("Abdomen US routine")]
    [InlineData("腹部エコー 右腎 120mm")]
    [InlineData("当院にてフォロー。72歳男性。")]
    [InlineData("左乳房CD領域 10時方向 乳頭から3cm")]
    [InlineData("AX T2 FS 3mm")]
    [InlineData("生検予定。異型なし。")]
    [InlineData("頭部単純CT")]
    public void Plain_findings_stay_as_they_are(string text)
    {
        CleanedText result = Cleaner.Clean(text);
        result.IsUntouched.ShouldBeTrue(string.Join(',', result.Findings));
        result.Text.ShouldBe(text);
    }

    [Theory]
    [InlineData("前回2024/03/15と比較して不変", "前回2024/03/05と比較して不変")]
    [InlineData("２０２４年３月１５日の画像", "２０２４年３月５日の画像")]
    [InlineData("令和6年3月15日 再検", "令和6年3月5日 再検")]
    [InlineData("令和元年5月6日 再検", "平成31年4月26日 再検")]
    [InlineData("R1.5.6 再検", "H31.4.26 再検")]
    [InlineData("令和2年1月5日 再検", "令和元年12月26日 再検")]
    [InlineData("Ｒ６．３．１５より増大", "Ｒ６．３．５より増大")]
    [InlineData("2024年3月15日(金)の所見", "2024年3月5日(火)の所見")]
    [InlineData("2024年3月の所見", "2024年2月の所見")]
    [InlineData("US 20241015 followup", "US 20241005 followup")]
    [InlineData("US 20241006 followup", "US 20240926 followup")]
    [InlineData("Mar 15, 2024 CT", "Mar 5, 2024 CT")]
    [InlineData("24/3/15 再検", "24/3/5 再検")]
    [InlineData("肝S5/6/8に嚢胞", "肝S5/6/8に嚢胞")]
    [InlineData("3/15のCTでは不変", "***のCTでは不変")]
    [InlineData("雑音はLevine 3/6", "雑音はLevine 3/6")]
    public void Dates_in_text_move_as_the_others_and_keep_their_form(string text, string expected) => Cleaner.Clean(text).Text.ShouldBe(expected);

    [Fact]
    public void What_surrounds_an_identifier_stays()
        => Cleaner.Clean("大野慎太郎様 肝嚢胞 12mm").Text.ShouldNotBeNull().ShouldEndWith(" 肝嚢胞 12mm");

    [Theory]
    [InlineData("鈴木 肝嚢胞", "*** 肝嚢胞")]
    [InlineData("鈴木花子が施行", "***が施行")]
    [InlineData("鷹觜さんの希望", "***さんの希望")]
    [InlineData("担当の鷹觜より", "担当の***より")]
    [InlineData("妻の花子が同席", "妻の***が同席")]
    [InlineData("株式会社架空に勤務", "***に勤務")]
    [InlineData("架空小学校の健診", "***の健診")]
    public void Somebody_the_header_does_not_name_is_removed(string text, string expected) => Cleaner.Clean(text).Text.ShouldBe(expected);

    [Fact]
    public void A_family_name_that_runs_into_other_words_makes_the_text_doubtful_and_it_is_dropped() => Cleaner.Clean("鈴木花子肝嚢胞検診").Text.ShouldBeNull();

    [Fact]
    public void Dates_are_removed_or_stay_as_the_profile_says()
    {
        new TextCleaner(Known, DatesMode.Remove, new DateShift(10)).Clean("令和6年3月15日 再検").Text.ShouldBe("*** 再検");
        new TextCleaner(Known, DatesMode.Full, new DateShift(10)).Clean("令和6年3月15日 再検").Text.ShouldBe("令和6年3月15日 再検");
    }

    [Theory]
    [InlineData("肝\uFFFD嚢胞")]
    [InlineData("肝\u0000嚢胞")]
    public void What_cannot_be_read_is_dropped(string text) => Cleaner.Clean(text).Text.ShouldBeNull();

    [Fact]
    public void Nothing_found_survives_in_the_cleaned_text()
    {
        string text = "大野慎太郎 ALPHA-770001 S30.4.1 03-1234-5678 肝嚢胞";
        string cleaned = Cleaner.Clean(text).Text ?? "";
        foreach (string secret in (string[])["大野", "慎太郎", "770001", "S30", "1234"]) cleaned.ShouldNotContain(secret);
    }

    private static IReadOnlyList<TextFinding> Found(string text)
    {
        CleanedText result = Cleaner.Clean(text);
        if (result.Text is { } cleaned) cleaned.ShouldNotBe(text);
        return result.Findings;
    }
}
