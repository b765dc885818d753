using System.Collections.Frozen;

namespace Pipeline.Deidentification;

/// <summary>
/// Whether a run of kanji or kana may be somebody's name: names are an open class, so what is known is what reports are
/// written with and names are not.
/// </summary>
internal static class NameShape
{
    /// <summary>Kanji of reports that family and given names do not have.</summary>
    private const string Strange =
"癌病炎症腫瘍瘤血尿糖脳肺腎膵胃腸胆嚢脾膜骨痛熱嘔咳圧脈臓肝乳腹胸腰頸肢膝肩顔眼耳鼻舌歯喉咽管腺核菌液膿塞栓塊疹疾患医診療術剤薬検査像癒壁径弁拡縮減認疑否不側測値量率度回週秒陰状態変化性型群候例断報告師院科局課係者氏様殿等但既往歴現受"
        + "退通紹依返書確説指示予施評価判経過観察著微弱硬軟腔腟膣肛脂肪粘潰穿孔裂傷創瘢痕浮浸滲漏貯溜鬱欠損障害痺痒疼痙攣喘息呼吸嚥食飲煙喫便排泄妊娠産婦死亡故罹感免疫抗体酵蛋膠線索網絨粒顆斑茎陥凹凸突窄萎壊梗虚動循器消泌謝整皮膚酔放射救急緊集団縫"
        + "切除摘挿注投輸点滴析鏡撮写超電図磁層単装機類数個件枚腱靱帯筋髄脊椎胎卵巣胞組反応標培質濃属随転移再発遺残疎密棟齢忙法式薦必際頃族員署責務職業勤席欄項頁版号票証券録届申込請求料費税位差異慢他毎約計全悪窩弧弯曲屈旋捻捩"
        + "偏倚歪凝融解溶腐臭触迫閉鎖開遅停始終続第序区底極囲";

    private static readonly FrozenSet<char> StrangeKanji = Strange.ToFrozenSet();

    /// <summary>Words of reports and letters whose every kanji could stand in a name.</summary>
    private static readonly FrozenSet<string> Words = (
        "担当 主治 当直 上級 若手 助 准 名誉 大学 専門 本人 家人 家内 奥 母 父 子 娘 息子 嫁 婿 皆 親 御母 御父 御子 御家 両親 同 多 一 多様 有 神 各 図 文 希望 了承 同意 同居 同行 同様 一様 多忙 方針 本日 昨日 先日 翌日 今日 明日 当日 前日 今回 前回 "
        + "次回 今後 以前 以上 以下 外来 在宅 健在 健康 高齢 高血 正中 中等 良好 良性 意見 意向 許可 内容 右 左 上 下 中 前 内 外 高 低 大 小 両 右上 左上 右下 左下 上部 中部 下部 右方 左方 前方 上方 下方 前部 内部 外部 全部 一部 中央 近医 当方 先方 御中 "
        + "御机下 御侍 貴 御高 諸 拝 在住 無 有無 不明 三重 二重 千 百 年 日 金 水 木 火 土 年月 一年 生来 元来 上記 下記 左記 右記 同上 和文 英文 平成 昭和 令和 大正 明治 来年 昨年 今年 本年 同年 友人 知人 隣人 他人 成人 小人 大人 老人 主人 旦那 彼 彼女 "
        + "男性 女性 男 女 男子 女子 長男 次男 三男 長女 次女 三女 孫 兄 弟 姉 妹 夫 妻 祖父 祖母 叔父 叔母 外科 内科 小児 一般 手紙 電話 口頭 文面 直通 夜間 平日 土日 休日 祝日 年末 年始 午前 午後 朝 昼 夜 春 夏 秋 冬 有用 有意 有効 無効 無理 自立 自宅 "
        + "自身 自己 自力 介助 代行 代理 代表 交代 兼任 専任 常勤 上司 部長 医長 院長 園長 校長 社長 会長 理事 主任 次長 課長 市 区 町 村 県 立 市立 県立 国立 私立 公立 中心 平行 平滑 平坦 平均 高等 高度 軽度 多数 少量 大量 多量 有り 無し 三日月 二日 五日 十日 "
        + "花火 川 水平 真珠 羊 牛 鳥 馬 猫 犬 魚 貝 虎 蛇 亀 蜂 蝶 雪 頭部 後方 後頭 後頭部 増大 増加 初期 半年 半分 半日 比較 目標 目安 室内 能力 関与 関心 時期 時折 定期 定年 定時 前後 背後 自然 自分 主訴 主 名前 名 影 方 方々 中葉 上葉 下葉 上野 中野 "
        + "下野 肩甲 大動 小葉 大葉 中間 中隔 左室 右室 左房 右房 心室 心房 心 心内 心外 房 弁 室 心尖 心基 心拍 左心 右心 心電 前壁 後壁 南 北 道 糸 中止 禁止 開始 終日 中旬 上旬 下旬 月末 月初 再 再々 元 良 正 真 強 強度 軽 静止 安静 立位 臥位 左右 上下 "
        + "内外 大小 高低 明瞭 明 明らか 清明 平静 保存 保留 保持 保護 入手 入院 来院 来 院 家 家庭 家族 同伴 付添 付 添 看護 介護 訪問 施設 利用 使用 作成 作業 協力 理解 納得 満足 安心 心配 不安 同席 立会 参加 参考 参照 追加 追記 記入 記名 記事 記 筆 文書 "
        + "文章 手書 手動 自動 自覚 他覚 覚 全員 全体 全身 身体 身長 体重 背景 背部 手 手首 手足 足 足首 足部 指 口 口内 歯 鼻 目 首 髪 毛 爪 上行 下行 横行 横 縦 斜 奥行 深部 浅部 浅 深 遠位 近位 近 遠 末 末梢 分岐 合流 分布 分野 分 合 和 大きめ 小さめ "
        + "少 多少 少々 多め 若干 若年 若 老 老年 中年 壮年 青年 少年 少女 幼児 幼 学生 学童 学 生徒 先生 先 先輩 後輩 同僚 同期 同級 仲間 友 知 未明 未満 未成 未 可 可否 不可 無害 安 安定 安全 安価 英語 日本 日本人 国 国内 国外 海外 都 府 市内 市外 県内 "
        + "県外 地 地方 地元 地区 地域 町内 村内 東京 大阪 京都 大きさ 次 関節 結節 異常 常用 日常 平常 通常 常時 節 上節 下節 部位 目的 一時 同時 透明 不透 最大 最小 最長 最短 最終 最初 最近 最高 最低 各位 各部 各々 各科 番 一番 番目 針 種々 各種 種 一種 数種 狭小 溝 的 素材 要素 色素 維持 淡い 額 総額 伴 及 又 又は 圧").Split(' ').ToFrozenSet();

    /// <summary>Family names of one kanji.</summary>
    private const string SingleSurnames = "林森原辻東関堤岸南北西岡谷沢堀星柴桜梶楠榊畑畠乾泉城島嶋浜湊港堺境橘柳桂菅峰峯轟牧角角滝奥宮杉柏栗椿萩菊蔵梅栄平";

    /// <summary>Whether the character belongs to a run of kanji: 桐ヶ谷 and 一ノ瀬 are one run.</summary>
    public static bool IsInRun(string text, int at)
        => FoldedText.IsKanji(text[at]) || ("ヶケノツ".Contains(text[at]) && at > 0 && at + 1 < text.Length && FoldedText.IsKanji(text[at - 1]) && FoldedText.IsKanji(text[at + 1]));

    /// <summary>Whether the kanji may be a family, given or whole name.</summary>
    public static bool MayBeName(ReadOnlySpan<char> kanji) => kanji.Length > 0 && !ContainsStrange(kanji) && !Words.Contains(kanji.ToString());

    /// <summary>Whether this one kanji is a family name by itself.</summary>
    public static bool IsSingleSurname(char kanji) => SingleSurnames.Contains(kanji);

    /// <summary>Whether the kanji never stands in a name.</summary>
    public static bool IsStrange(char kanji) => StrangeKanji.Contains(kanji);

    /// <summary>Whether the word is one of reports and letters, and no name.</summary>
    public static bool IsWord(string kanji) => Words.Contains(kanji);

    /// <summary>Whether a word of reports and letters begins it: 交代後.</summary>
    public static bool BeginsWithWord(string kanji) => (kanji.Length > 2 && IsWord(kanji[..2])) || (kanji.Length > 3 && IsWord(kanji[..3]));

    private static bool ContainsStrange(ReadOnlySpan<char> kanji)
    {
        foreach (char c in kanji)
        {
            if (StrangeKanji.Contains(c)) return true;
        }

        return false;
    }
}
