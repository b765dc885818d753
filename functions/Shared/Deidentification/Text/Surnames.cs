namespace Pipeline.Deidentification;

/// <summary>Frequent family names of two or more characters, folded: where one stands alone in a text, it may name someone.</summary>
internal static class Surnames
{
    private const string Listed =
        "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 斉藤 清水 山崎 阿部 池田 橋本 山下 石川 中島 前田 藤田 小川 後藤 岡田 長谷川 村上 近藤 石井 坂本 遠藤 青木 藤井 西村 福田 太田 三浦 藤原 岡本 松田 中川 中野 原田 小野 田村 竹内 金子 和田 中山 石田 上田 森田 柴田 酒井 工藤 横山 宮崎 宮本 内田 高木 安藤 谷口 大野 丸山 今井 高田 藤本 武田 村田 上野 杉山 増田 平野 大塚 千葉 久保 松井 岩崎 桜井 野口 松尾 野村 木下 菊地 佐野 大西 杉本 新井 浜田 市川 古川 水野 小松 島田 小島 中田 永井 八木 山内 小山 西田 久保田 西川 菊池 須藤 五十嵐 福島 安田 平田 川口 中西 岩田 川崎 飯田 東 辻 本田 久保 吉村 沢田 矢野 樋口 川上 田口 松岡 中尾 関口 福井 岩本 服部 辻 星野 土屋 松村 西山 望月 矢島 堀内 馬場 広瀬 荒木 大久保 内藤 黒田 片山 田辺 松原 浅野 大島 早川 岡崎 荒井 富田 松下 村井 熊谷 小沢 宮田 永田 北村 大谷 河野 大橋 成田 三宅 平井 小池 奥村 今村 吉川 石原 松永 西尾 山中 尾崎 児玉 川村 小西 小田 榎本 大石 吉岡 相沢 萩原 坂口 藤沢 宮川 片岡 奥田 滝沢 北川 高野 松崎 河合 桑原 白石 須田 栗原 戸田 津田 大森 飯塚 篠原 川島 徳永 神田 秋山 金田 柳沢 堀田 若林 篠崎 河村 岩井 竹田 大川 三上 土井 田島 細川 古田 横田 長野 高山 杉浦 石塚 根本 野田 山岸 大竹 平山 鎌田 小泉 千田 本間 竹中 渋谷 天野 広田 西岡 浜口 吉野 稲垣 菅原 菅野 角田 久野 井口 宇野 山根 長田 長尾 米田 荻野 関根 江口 小倉 塚本 植田 植木 牧野 梅田 福本 島崎 安部 中井 向井 有馬 岸本 川本 川田 堀口 黒川 塩田 瀬戸 高島 田代 志村 蒲田 金沢 金井 石橋 森本 森川 森山 森下 林田 大沢 大木 大山 大村 大前 大平 大内 小原 小島 小寺 小出 小笠原 小柳 長岡 長島 長沢 長井 不破 及川 氏家 氏原 指宿 師岡 薬師寺 薬袋 斑目 棟方 但馬 但木 殿村 殿岡 浮田 浮谷 曲渕 毎熊 耳塚 射場 団野 壁谷 各務 等々力 法月 法村 数野 数馬 網野 網谷 針谷 棟居 通山 類家 管野 管原 皆川 静間 酒巻 食野 鏡味 養老 後閑 首藤 名取 石動 院瀬見 往田";

    private static readonly HashSet<string> Names = [.. Listed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(name => name.Length > 1).Select(FoldedText.Of)];

    private static readonly int Longest = Names.Max(name => name.Length);

    /// <summary>Whether these folded characters are a family name of the list.</summary>
    public static bool Contains(string folded) => Names.Contains(folded);

    /// <summary>The length of the longest listed name that begins at <paramref name="start"/>; 0 for none.</summary>
    public static int LengthAt(string folded, int start)
    {
        for (int length = Math.Min(Longest, folded.Length - start); length > 1; length--)
        {
            if (Names.Contains(folded.Substring(start, length))) return length;
        }

        return 0;
    }
}
