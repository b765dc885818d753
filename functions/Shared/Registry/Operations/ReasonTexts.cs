namespace Pipeline.Registry;

/// <summary>The sentence a person reads for each reason code and rule ID, in Japanese and English, with the way out.</summary>
public static class ReasonTexts
{
    private static readonly ReasonText Unknown = new(
        "内容を自動で判断できないため保留しています。センターの運用担当者にお問い合わせください。",
        "Held because the center could not judge it. Please ask the center's operators.");

    private static readonly Dictionary<string, ReasonText> Texts = new(StringComparer.Ordinal)
    {
        // The rules
        ["I1"] = new("患者が施設の同意表にありません。患者を記載した同意表を送ってください。", "The patient is not in the facility's consent table. Send a table that has the patient."),
        ["I2"] = new("検査の本人情報が同意表と一致しません。どちらが正しいか確認してください。", "The study's identity does not agree with the consent table. Check which one is right."),
        ["C1"] = new("施設の届出・掲示・契約がそろっていません。不足する手続きを済ませてください。", "The facility's filing, posting or contracts are incomplete. Complete what is missing."),
        ["C2"] = new("この利用を対象とする通知が記録されていません。患者に通知し、同意表に記録してください。", "No notice that covers this use is recorded. Notify the patient and record it in the consent table."),
        ["C3"] = new("通知から所定の日数が過ぎていません。期日が来れば自動で再判定します。", "Not enough days have passed since the notice. It is decided again by itself when the day comes."),
        ["C4"] = new("提供停止の求め（オプトアウト）を受けています。認定事業者には提供しません。", "An opt-out is in effect. Nothing goes to the certified processor."),
        ["C5"] = new("未成年に必要な通知（保護者、または16歳到達後の本人）がそろっていません。通知し、同意表に記録してください。", "A notice needed for a minor (to the guardian, or to the patient after turning 16) is missing. Give it and record it in the consent table."),
        ["C6"] = new("死亡前に通知されたことを確認できません。提供しません。", "No notice before the patient's death is on record. Nothing is provided."),
        ["O1"] = new("この事業者に提供を求められた検査ではありません。提供するには注文に加えてください。", "Nobody asked for this study for this processor. To provide it, put it into an order."),
        ["R1"] = new("この研究への同意が有効ではありません。同意を得て同意表に記録してください。", "No research consent for this project is in effect. Obtain it and record it in the consent table."),
        ["R2"] = new("研究計画の承認または施設の参加が有効ではありません。承認と参加期間を確認してください。", "The project's approval or the facility's participation is not in force. Check approval and period."),
        ["R3"] = new("検査が研究計画の対象範囲にありません。研究計画の範囲を確認してください。", "The study is outside the project's scope. Check the project's scope."),

        // Why a rule blocks
        [ReasonCodes.PatientNotListed] = new("患者が施設の同意表にありません。患者を記載した同意表を送ってください。", "The patient is not in the facility's consent table. Send a table that has the patient."),
        [ReasonCodes.IdentityDoubt] = new("誰の検査か疑いがあるため保留しています。内容を確認し、正しい検査を送り直してください。", "Held because there is doubt whose study this is. Check it and send the right study again."),
        [ReasonCodes.BirthDateDiffers] = new("検査の生年月日が同意表と一致しません。どちらが正しいか確認し、訂正を送ってください。", "The study's birth date does not agree with the consent table. Check which is right and send a correction."),
        [ReasonCodes.SexDiffers] = new("検査の性別が同意表と一致しません。どちらが正しいか確認し、訂正を送ってください。", "The study's sex does not agree with the consent table. Check which is right and send a correction."),
        [ReasonCodes.FacilityNotFiled] = new("施設の参加の届出が公表されていません。届出の公表日を登録してください。", "The facility's filing with the ministers is not published. Register the day of its publication."),
        [ReasonCodes.FacilityNotPosted] = new("施設内の掲示が確認されていません。掲示し、その日を登録してください。", "Participation is not posted in the facility. Post it and register the day."),
        [ReasonCodes.NoProcessorContract] = new("認定事業者との契約が有効期間内にありません。契約期間を確認してください。", "No contract with the certified processor is in force. Check its period."),
        [ReasonCodes.NotEntrusted] = new("学会への委託契約が有効期間内にありません。契約期間を確認してください。", "No entrustment contract with the society is in force. Check its period."),
        [ReasonCodes.NoNotice] = new("次世代法の通知が記録されていません。患者に通知し、同意表に記録してください。", "No notice under the Act is recorded. Notify the patient and record it in the consent table."),
        [ReasonCodes.NoticeOtherUse] = new("通知の種別が認定事業者の利用（匿名加工・仮名加工）を対象としていません。対象とする通知を行ってください。", "The notice does not cover the processor's use (anonymised or pseudonymised). Give one that does."),
        [ReasonCodes.NoticeTooRecent] = new("通知から所定の日数が過ぎていません。期日が来れば自動で再判定します。", "Not enough days have passed since the notice. It is decided again by itself when the day comes."),
        [ReasonCodes.OptedOut] = new("提供停止の求め（オプトアウト）を受けています。認定事業者には提供しません。", "The patient, guardian or bereaved opted out. Nothing goes to the certified processor."),
        [ReasonCodes.NoticeVoided] = new("通知が取り消された、または届いていませんでした。あらためて通知してください。", "The notice was withdrawn or never delivered. Give a new notice."),
        [ReasonCodes.BirthDateUnknown] = new("生年月日が不明のため年齢を確認できません。同意表に生年月日を記載してください。", "The age cannot be checked without a birth date. State it in the consent table."),
        [ReasonCodes.GuardianNotNotified] = new("保護者への通知が記録されていません。保護者に通知し、同意表に記録してください。", "No notice to the guardian is recorded. Notify the guardian and record it in the consent table."),
        [ReasonCodes.FreshNoticeNeeded] = new("通知の後に16歳になりました。本人にあらためて通知し、同意表に記録してください。", "The patient has come of age since the notice. Notify the patient afresh and record it in the consent table."),
        [ReasonCodes.DiedBeforeNotice] = new("通知が死亡より前に届いたことを確認できません。提供しません。", "The notice was not delivered before the patient's death. Nothing is provided."),
        [ReasonCodes.Died] = new("亡くなった患者の情報は提供しない設定です。", "The center is set to provide nothing of patients who died."),
        [ReasonCodes.NotOrdered] = new("この事業者には注文された検査だけを提供します。提供するには注文に加えてください。", "This processor receives ordered studies only. To provide it, put it into an order."),
        [ReasonCodes.NoConsent] = new("この研究への同意が記録されていません。同意を得て同意表に記録してください。", "No consent to this research is recorded. Obtain it and record it in the consent table."),
        [ReasonCodes.ConsentWithdrawn] = new("この研究への同意が撤回されています。この研究には使いません。", "Consent to this project was withdrawn. It is not used there."),
        [ReasonCodes.ConsentNotYet] = new("研究同意の開始日が来ていません。その日に自動で再判定します。", "The consent's day has not come. It is decided again by itself on that day."),
        [ReasonCodes.ProjectNotApproved] = new("研究計画が倫理審査で承認された期間にありません。承認番号と期間を登録してください。", "The project has no ethics approval in force. Register its number and period."),
        [ReasonCodes.ApprovalEnded] = new("研究計画の承認期間が終了しています。延長の承認を得て登録してください。", "The project's ethics approval has ended. Obtain and register an extension."),
        [ReasonCodes.FacilityTakesNoPart] = new("施設がこの研究に参加している期間にありません。参加期間を確認してください。", "The facility takes no part in this project today. Check the period of its participation."),
        [ReasonCodes.DomainOutOfScope] = new("検査の領域が研究計画の対象にありません。領域レポートを付けて送り直すか、計画の範囲を確認してください。", "The study's domain is outside the project's scope. Send it with its domain report, or check the scope."),
        [ReasonCodes.ModalityOutOfScope] = new("検査のモダリティが研究計画の対象にありません。計画の範囲を確認してください。", "The study's modality is outside the project's scope. Check the scope."),
        [ReasonCodes.StudyDateOutOfScope] = new("検査日が研究計画の対象期間にないか、不明です。計画の範囲を確認してください。", "The study's date is unknown or outside the project's scope. Check the scope."),

        // Consent tables
        [ConsentReasons.TooLarge] = new("同意表が大きすぎます（64 MiB、200万行まで）。分けて送ってください。", "The table is too large (64 MiB and 2 million lines at most). Send it in parts."),
        [ConsentReasons.Encoding] = new("同意表の文字コードが UTF-8 でも Shift_JIS でもありません。どちらかで保存し直してください。", "The table is neither UTF-8 nor Shift_JIS. Save it in one of them."),
        [ConsentReasons.Empty] = new("同意表が空です。見出し行から始まる表を送ってください。", "The table is empty. Send one that begins with its header."),
        [ConsentReasons.NoPatientColumn] = new("患者IDの列がありません。見出し「患者ID」の列を加えてください。", "There is no column of patient IDs. Add one with the header patient_id."),
        [ConsentReasons.DuplicateColumn] = new("同じ意味の列が二つあります。一つにしてください。", "Two columns mean the same. Keep one."),
        [ConsentReasons.UnknownColumn] = new("見出しに不明な列があります。見出しを確認するか、その列を除いてください。", "A column's header is unknown. Correct it or leave the column out."),
        [ConsentReasons.Malformed] = new("引用符が対になっていません。この行を直して送ってください。", "The quotation marks do not match. Correct this line and send it again."),
        [ConsentReasons.CellCount] = new("列の数が見出しと違います。この行を直して送ってください。", "The line has not as many cells as the header. Correct it and send it again."),
        [ConsentReasons.CellTooLong] = new("セルが長すぎます（1,000文字まで）。", "A cell is too long (1,000 characters at most)."),
        [ConsentReasons.NoPatientId] = new("患者IDが空です。記入して送ってください。", "The patient ID is blank. Fill it in and send it again."),
        [ConsentReasons.Contradiction] = new("同じ患者の行が食い違っています。正しい一行だけにしてください。", "Lines of the same patient contradict each other. Keep the one that is right."),
        [ConsentReasons.NotAMark] = new("○、×、日付、空欄のいずれかにしてください。", "Write ○, ×, a date, or leave it blank."),
        [ConsentReasons.NotADate] = new("日付として読めません（例: 2026/1/5、令和8年1月5日）。", "Not a date (for example 2026-01-05, 令和8年1月5日)."),
        [ConsentReasons.FutureDate] = new("まだ来ていない日付です。確認してください。", "The day has not come yet. Check it."),
        [ConsentReasons.NotASex] = new("性別として読めません（男、女、その他、空欄）。", "Not a sex (M, F, O or blank)."),
        [ConsentReasons.NotANoticeKind] = new("通知種別として読めません（匿名、仮名、両方）。", "Not a kind of notice (anonymised, pseudonymised, both)."),
        [ConsentReasons.NotAProject] = new("研究プロジェクトのIDとして読めません。", "Not a project ID."),
        [ConsentReasons.OptOutUnreadable] = new("オプトアウト欄を読めないため、オプトアウトとして扱いました。そうでなければ×と記入して送ってください。", "The opt-out cannot be read and is treated as one. If it is none, write × and send the line again."),
        [ConsentReasons.WithdrawnAtDesk] = new("窓口で撤回された研究同意です。その日より後の同意日を記入するか、窓口で手続きしてください。", "This research consent was withdrawn at the desk. State a day of consent after that, or do it at the desk."),
        [ConsentReasons.NoticeVoidedAtDesk] = new("窓口で無効とされた通知です。その日より後の通知日を記入するか、窓口で手続きしてください。", "This notice was found void at the desk. State a day of delivery after that, or do it at the desk."),
        [ConsentReasons.DiedAtDesk] = new("窓口で記録された死亡日と違います。窓口で確認してください。", "The desk recorded another day of death. Ask the desk."),
        [ConsentReasons.Overtaken] = new("これより後に作られた同意表をすでに受け付けています。オプトアウトなど提供を止める記入だけを反映しました。今の内容で作り直して送ってください。", "A table made after this one has been taken. Only what forbids, such as opt-outs, was followed. Export it anew and send it."),
        [ConsentReasons.SnapshotEmpty] = new("全件の同意表に患者が一人もいません。何も変えていません。書き出しを確認して送り直してください。", "The full table has no patient in it. Nothing was changed. Check the export and send it again."),
        [ConsentReasons.SnapshotUnreadable] = new("患者IDを読めない行があるため、表にない患者を特定できません。表にない患者はそのままです。行を直して全件を送り直してください。", "A line's patient cannot be read, so who is missing cannot be said: missing patients stay as they were. Correct the line and send the full table again."),
        [ConsentReasons.SnapshotDropsMany] = new("表にない患者が多すぎるため、途中で切れた表の疑いがあります。表にない患者はそのままです。確かなら、その人数を --missing に付けて送り直してください。", "So many patients are missing that the table may be cut short: they stay as they were. If it is right, send it again with their number as --missing."),
        [ConsentReasons.OptOutAtDesk] = new("窓口で受け付けたオプトアウトは同意表では取り消せません。窓口で手続きしてください。", "An opt-out taken at the desk cannot be taken back by a table. Do it at the desk."),

        // Letters
        [LetterReasons.Date] = new("投函日は今日まで、1年前からの日付にしてください。", "The day of posting must be within the last year, and not lie ahead."),
        [LetterReasons.Wording] = new("通知文の版を60文字以内で指定してください（例: 2026-04）。", "State the version of the wording in 60 characters at most, for example 2026-04."),
        [LetterReasons.Kind] = new("通知種別（匿名、仮名、両方）を指定してください。", "State the kind of notice: anonymised, pseudonymised or both."),
        [LetterReasons.List] = new("一覧を読めません。「患者ID」の列があるCSV（UTF-8またはShift_JIS）にしてください。", "The list cannot be read. Make it CSV (UTF-8 or Shift_JIS) with a column patient_id."),
        [LetterReasons.TooMany] = new("一覧が大きすぎます。分けてください。", "The list is too large. Send it in parts."),
        [LetterReasons.NoPatientId] = new("患者IDが空です。", "The patient ID is blank."),
        [LetterReasons.PatientNotListed] = new("施設の同意表にこの患者がいません。患者IDを確認してください。", "The facility's consent table has no such patient. Check the patient ID."),
        [LetterReasons.BirthDateUnknown] = new("生年月日が不明で、保護者にも宛てるべきか分かりません。同意表に生年月日を記載してから記録してください。", "Without a birth date it is unknown whether the guardian had to be addressed. State it in the consent table, then record the letter."),
        [LetterReasons.Died] = new("通知が届くより前に亡くなった患者です。通知として記録できません。", "The patient died before the letter came. It cannot be recorded as a notice."),
        [LetterReasons.NoneSent] = new("この患者に郵送した記録がありません。", "No letter to this patient is on record."),

        // The opt-out desk
        [DeskReasons.Incomplete] = new("必要な項目が欠けているか、正しくありません。確認してください。", "Something needed is missing or not right. Check it."),
        [DeskReasons.PatientUnknown] = new("センターはこの患者IDを知りません。施設に確認し、正しければ「センターにない患者として記録」を選んでください（停止・撤回のみ）。", "The center does not know this patient ID. Ask the facility; if it is right, choose to record it as that of a patient not known yet (opt-outs and withdrawals only)."),
        [DeskReasons.NotOptedOut] = new("取り消すオプトアウトがありません。", "There is no opt-out to take back."),
        [DeskReasons.NoSuchPlace] = new("その施設または研究課題はありません。", "There is no such facility or project."),

        // Enrolment
        [EnrolmentReasons.Incomplete] = new("必要な項目が欠けているか、正しくありません。確認してください。", "Something needed is missing or not right. Check it."),
        [EnrolmentReasons.Period] = new("終わりの日が始まりの日より前です。", "The period ends before it begins."),
        [EnrolmentReasons.Key] = new("公開鍵を読めません。3072ビット以上のRSA公開鍵（PEM、SubjectPublicKeyInfo）にしてください。", "The key cannot be read. Give an RSA public key of at least 3072 bits (PEM, SubjectPublicKeyInfo)."),
        [EnrolmentReasons.Network] = new("IPアドレス範囲はCIDRで書いてください（例: 203.0.113.0/24）。", "Write networks as CIDR, for example 203.0.113.0/24."),
        [EnrolmentReasons.Unknown] = new("その施設・事業者・研究課題はありません。", "There is no such facility, processor or project."),
        [EnrolmentReasons.Left] = new("この施設は離脱の手続き中か、離脱しました。", "This facility is leaving the center, or has left."),

        // Packages
        ["package.truncated"] = new("パッケージが途中で切れています。送り直してください。", "The package is cut short. Send it again."),
        ["package.not-decryptable"] = new("パッケージを復号できません。センターの現在の公開鍵で暗号化して送り直してください。", "The package cannot be decrypted. Encrypt it for the center's current public key and send it again."),
        ["package.tampered"] = new("パッケージが改変されています。送り直してください。", "The package was altered on its way. Send it again."),
        ["package.path"] = new("パッケージに許されないファイル名があります。正規の手順で作り直してください。", "The package holds a forbidden file name. Make it again with the center's tool."),
        ["package.missing-file"] = new("目録にあるファイルがパッケージにありません。作り直して送ってください。", "A file of the manifest is missing. Make the package again and send it."),
        ["package.extra-file"] = new("目録にないファイルがパッケージにあります。作り直して送ってください。", "The package holds a file that its manifest does not list. Make it again and send it."),
        ["package.duplicate-file"] = new("同じ名前のファイルが二つあります。作り直して送ってください。", "Two files bear the same name. Make the package again and send it."),
        ["package.hash"] = new("ファイルのハッシュ値が目録と一致しません。作り直して送ってください。", "A file's hash does not agree with the manifest. Make the package again and send it."),
        ["package.size"] = new("ファイルの大きさが目録と一致しません。作り直して送ってください。", "A file's size does not agree with the manifest. Make the package again and send it."),
        ["package.manifest"] = new("目録がないか、読めません。作り直して送ってください。", "The manifest is missing or unreadable. Make the package again and send it."),
        ["package.limit"] = new("パッケージが上限を超えています。検査を分けて送ってください。", "The package exceeds a limit. Send the study in parts."),
        ["package.sender"] = new("目録の送信元が施設と一致しません。送信元の設定を確認してください。", "The manifest names another sender. Check the sender's settings."),
        ["package.grant"] = new("アップロード許可が取り消されたか、ありません。新しい許可を得て送り直してください。", "The upload grant was revoked or is missing. Obtain a new one and send it again."),

        ["package.format"] = new("パッケージの形式が正しくありません。正規の手順で作り直してください。", "The package is not in the right format. Make it again with the center's tool."),
        ["package.kind"] = new("パッケージの種類が置き場所と合いません。検査は検査、同意表は同意表として送ってください。", "The package is of another kind than its place is for. Send studies as studies and tables as tables."),
        ["package.gone"] = new("受信の後に上書きまたは削除されました。同じ名前で送り直さず、新しく送ってください。", "It was overwritten or deleted after it arrived. Send it anew under a name of its own."),
        ["package.gave-up"] = new("何度試しても処理できませんでした。運用担当者が原因を調べて再送します。", "It could not be handled in any of its tries. An operator looks into it and resends it."),

        // Studies
        ["study.uid-missing"] = new("検査・シリーズ・画像の UID が欠けています。元の装置から書き出し直してください。", "A UID of the study, its class or the object is missing. Export it again from its source."),
        ["study.patient-missing"] = new("患者IDがありません。だれの同意を確かめるべきか分からないため登録できません。", "There is no patient ID, so nobody's consent can be looked up. Send it with its patient ID."),
        ["study.report"] = new("領域レポートを読めません。形式を直して送り直してください。", "The domain report cannot be read. Correct its form and send it again."),
        ["study.identity-differs"] = new("画像どうしで生年月日または性別が食い違っています。だれの検査か確認してください。", "The objects disagree about birth date or sex. Check whose study it is."),
        ["study.two-patients"] = new("一つの検査に複数の患者が含まれています。検査を確認して分けて送ってください。", "The study holds more than one patient. Check it and send them apart."),
        ["study.two-studies"] = new("一つのパッケージに複数の検査が含まれています。検査ごとに送ってください。", "The package holds more than one study. Send one study a package."),
        ["study.patient-mismatch"] = new("画像の患者IDが目録と一致しません。確認して送り直してください。", "The objects' patient ID does not agree with the manifest. Check it and send it again."),
        ["study.uid-mismatch"] = new("画像の検査UIDが目録と一致しません。確認して送り直してください。", "The objects' study UID does not agree with the manifest. Check it and send it again."),
        ["study.not-dicom"] = new("DICOM ではないファイルがあります。除いて送り直してください。", "A file is not DICOM. Leave it out and send the study again."),
        ["study.unreadable"] = new("読めない DICOM ファイルがあります。元の装置から書き出し直してください。", "A DICOM file cannot be read. Export it again from its source."),
        ["study.instance-conflict"] = new("登録済みと同じ UID で内容の違う画像があります。どちらが正しいか確認してください。", "An object bears the UID of a registered one but differs from it. Check which is right."),
        ["study.empty"] = new("画像がありません。画像を含めて送ってください。", "There are no objects in it. Send the study with its objects."),
        ["dicom.not-dicom"] = new("DICOM ではないファイルがあります。除いて送り直してください。", "A file is not DICOM. Leave it out and send the study again."),
        ["dicom.truncated"] = new("DICOM ファイルが途中で切れています。元の装置から書き出し直してください。", "A DICOM file is cut short. Export it again from its source."),
        ["dicom.dicomdir"] = new("DICOMDIR は患者の氏名の一覧です。除いて送り直してください。", "A DICOMDIR lists patients' names. Leave it out and send the study again."),
        ["dicom.unknown-transfer-syntax"] = new("知られていない転送構文です。標準の転送構文で書き出し直してください。", "The transfer syntax is unknown. Export it again in a standard one."),

        ["published.gone"] = new("公開した場所にデータがなかったため取り下げました。規則を満たすので、改めて提供します。", "What was published was not there any more and was taken back; the rules hold, and it is given out anew."),

        // Incidents
        ["delivery.without-record"] = new("認定事業者の保存先に、提供の記録がないものがあり、取り除きました。誰が置いたかを保存先のアクセスログで調べてください。", "Something without a provision record lay in a processor's container and was removed. Look in the storage's access log for who put it there."),
        ["delivery.without-right"] = new("提供の根拠を失ったものが認定事業者の保存先にあり、取り除きました。なぜ回収されずにいたかを調べ、受領済みなら消去を確かめてください。", "A package that had lost its right lay in a processor's container and was removed. Find out why it had not been recalled; if it was pulled, see that it is deleted."),
        ["delivery.missing"] = new("提供したものが保存先にありません。取り下げて改めて提供します。誰が消したかを保存先のアクセスログで調べてください。", "A provided package is not in its container; it is taken back and provided anew. Look in the storage's access log for who deleted it."),
        ["research.without-record"] = new("研究用の保存先に、公開の記録がないものがあり、取り除きました。誰が置いたかを保存先のアクセスログで調べてください。", "Something without a record lay among the research copies and was removed. Look in the storage's access log for who put it there."),
        ["research.without-right"] = new("公開の根拠を失ったものが研究用の保存先にあり、取り除きました。なぜ回収されずにいたかを調べ、受領済みなら消去を確かめてください。", "A copy that had lost its right lay among the research copies and was removed. Find out why it had not been recalled; if it was pulled, see that it is deleted."),
        ["research.missing"] = new("公開した匿名化データが保存先にありません。取り下げて作り直します。誰が消したかを保存先のアクセスログで調べてください。", "A published copy is not in its container; it is taken back and made anew. Look in the storage's access log for who deleted it."),
        [OverdueDeletions.OfProcessor] = new("認定事業者が消去依頼に期限までに応じていません。事業者の担当者に連絡し、center pull --acknowledge-deletions で消去と報告を求めてください。報告が届けば自動で閉じます。", "A processor has not acknowledged a deletion request in time. Call its contact and have it run center pull --acknowledge-deletions; once it has, this closes by itself."),
        [OverdueDeletions.OfProject] = new("研究課題が取り下げられたデータの消去を期限までに報告していません。研究責任者に連絡し、center pull --acknowledge-deletions で消去と報告を求めてください。報告が届けば自動で閉じます。", "A project has not said in time that it deleted a withdrawn copy. Call its principal investigator and have them run center pull --acknowledge-deletions; once they have, this closes by itself."),

        // Anonymisation
        ["copy.renewed"] = new("新しい内容の匿名化データに置き換えました。", "Replaced by a copy of newer content."),
        ["research.export-closed"] = new("このプロジェクトの匿名加工の提供は終了し、鍵は破棄されました。追加できません。", "The project's one-time export is closed and its key destroyed. Nothing can be added."),
        ["deidentify.leak"] = new("匿名化の結果に本人の情報が残っていたため止めました。担当者が確認します。", "Something identifying remained after anonymising, so it was stopped. A person looks into it."),
        ["deidentify.unknown-sop-class"] = new("知られていない種類のオブジェクトは匿名化できません。研究には使いません。", "An object of an unknown class cannot be anonymised. It is not used in research."),
        ["deidentify.no-instance-uid"] = new("画像の UID がないため匿名化できません。元の装置から書き出し直してください。", "It cannot be anonymised without its UID. Export it again from its source."),
        ["deidentify.unjudged-object"] = new("文書・生データ・波形・動画は内容を自動で判断できないため、研究には使いません。", "Documents, raw data, waveforms and video cannot be judged and are not used in research."),
        ["deidentify.undecodable-text"] = new("文字コードが解釈できない文字があります。元の装置の設定を確認してください。", "Text cannot be decoded in its character set. Check the settings of its source."),
        ["deidentify.other-patient"] = new("画像の患者が検査の患者と違います。どちらが正しいか確認してください。", "The object's patient is not the study's. Check which is right."),
        ["deidentify.long-value"] = new("画像の記述より前に長すぎる値があります。元の装置から書き出し直してください。", "A value before the image's description is too long. Export it again from its source."),
        ["pixels.face-not-removed"] = new("顔が写る可能性があり、確実に取り除けたと言えないため保留しています。", "It may show a face that could not be removed with certainty. Held."),
        ["pixels.unsupported-transfer-syntax"] = new("この圧縮方式の画像はまだマスクできないため保留しています。対応する形式（非圧縮、RLE、JPEG、JPEG-LS、JPEG 2000）で送ると処理できます。", "Images compressed this way cannot be masked yet. Held; sent uncompressed, as RLE, JPEG, JPEG-LS or JPEG 2000 they can."),
        ["pixels.htj2k"] = new("HTJ2K（高速 JPEG 2000）の画像はまだ読めないため保留しています。JPEG 2000 か非圧縮で送ると処理できます。", "High-throughput JPEG 2000 cannot be read yet. Held; sent as JPEG 2000 or uncompressed it can."),
        ["pixels.video"] = new("動画（MPEG-2、MPEG-4、HEVC）はまだマスクできないため保留しています。静止画のフレームとして送ると処理できます。", "Video (MPEG-2, MPEG-4, HEVC) cannot be masked yet. Held; sent as single frames it can."),
        ["pixels.region-outside-image"] = new("超音波領域の宣言が画像の外に及び、信用できません。担当者がマスクを描くまで保留します。", "A declared ultrasound region reaches beyond the image and is not trusted. Held until a person draws the mask."),
        ["pixels.regions-missing"] = new("超音波領域の宣言がなく、文字の場所を特定できません。担当者がマスクを描くまで保留します。", "No ultrasound region is declared, so text cannot be located. Held until a person draws the mask."),
        ["pixels.mask-not-proven"] = new("マスクの検査に合格しませんでした。担当者が確認します。", "The check after masking failed. A person looks into it."),
        ["photograph.unsupported"] = new("この形式の写真は扱えません。JPEG で書き出し直してください。", "A kind of picture file that is not handled. Export it as JPEG."),
        ["photograph.corrupt"] = new("写真のファイルが壊れています。元から書き出し直してください。", "A picture file is broken. Export it again from its source."),
        ["photograph.too-large"] = new("写真のファイルが大きすぎます（128 MiB まで）。JPEG で書き出し直してください。", "A picture file is too large (128 MiB at most). Export it as JPEG."),
        ["photograph.hidden-data"] = new("写真の画像データに画像でないものが含まれます。元から書き出し直してください。", "A picture file holds more than its picture. Export it again from its source."),
        ["photograph.not-decoded"] = new("PNG・TIFF などの写真は何が写るか判断できないため、研究には使いません。JPEG で書き出し、別のフォルダに置くと判断できます。", "What a PNG or TIFF picture shows cannot be judged; it is not used in research. Exported as JPEG, into another folder, it can."),
        ["photograph.before-or-after-procedure"] = new("検査の前後の写真で、顔や室内が写る可能性があるため使いません。", "Taken before or after the procedure, it may show a room or a face. It is not used."),
        ["photograph.not-plainly-mucosa"] = new("体内だけが写る写真と言い切れません。顔・室内・文字がないか、画像確認者が見るまで保留します。", "It does not plainly show the inside of a body alone. Held until a reviewer has looked for faces, rooms and text."),
        ["photograph.more-than-field-of-view"] = new("内視鏡の視野の外か上に、文字かもしれないものがあります。画像確認者が見るまで保留します。", "Something beside or over the endoscope's field of view may be text. Held until a reviewer has looked."),
        ["photograph.procedure-in-doubt"] = new("同じ検査の別の写真の確認が済むまで保留しています。", "Held until another picture of the same procedure has been looked at."),
        ["photograph.without-study"] = new("写真だけでは、どの検査のものか分かりません。検査の DICOM ファイルと同じフォルダに置いて送ってください。", "Picture files alone do not tell whose study they are of. Put them beside the study's DICOM files and send them."),
        [ReviewReasons.Waiting] = new("画像に書き込まれた文字の有無を、画像確認者が確認するまで保留しています。", "Held until an image reviewer has looked for text burned into the image."),
        [ReviewReasons.Rejected] = new("画像確認者が、この画像を研究に使わないと判断しました。", "An image reviewer decided that this image is not used for research."),
        ["pixels.regions-not-approved"] = new("この装置が宣言する画像領域は、まだ確認者に承認されていません。", "No reviewer has approved the regions that this device declares."),
        ["pixels.text-found"] = new("マスクの後も、患者を示す文字が画像から読み取れました。担当者が確認するまで保留します。", "Text that names the patient could be read in the masked image. Held until a person has looked."),
        ["pixels.text-not-located"] = new("画像に書き込まれた文字の場所を特定できません。担当者がマスクを描くまで保留します。", "Text burned into the image could not be located. Held until a person draws the mask."),
    };

    private static readonly (string Prefix, ReasonText Text)[] Families =
    [
        ("dicom.", new("DICOM ファイルを安全に読めません。元の装置から書き出し直してください。", "A DICOM file cannot be read safely. Export it again from its source.")),
        ("pixels.", new("画像に個人情報が残らないことを確認できません。担当者の確認を待っています。", "The image could not be proven clean. It waits for a person.")),
        ("deidentify.", new("匿名化できることを確認できません。担当者の確認を待っています。", "It could not be shown to be anonymised. It waits for a person.")),
        ("image.", new("画像を読み取れません。担当者の確認を待っています。", "The image cannot be decoded. It waits for a person.")),
        ("photograph.", new("写真に個人情報が残らないことを確認できません。担当者の確認を待っています。", "The picture could not be proven clean. It waits for a person.")),
        ("package.", new("パッケージを登録できません。作り直して送ってください。", "The package cannot be registered. Make it again and send it.")),
        ("study.", new("検査を登録できません。内容を確認して送り直してください。", "The study cannot be registered. Check it and send it again.")),
        ("letters.", new("郵送の記録ができません。内容を確認してください。", "The letters cannot be recorded. Check them.")),
        ("desk.", new("受付を記録できません。内容を確認してください。", "The request cannot be recorded. Check it.")),
        ("enrolment.", new("登録を変更できません。内容を確認してください。", "The enrolment cannot be changed. Check it.")),
        ("consents.", new("同意表を読めません。内容を確認して送り直してください。", "The consent table cannot be read. Check it and send it again.")),
    ];

    /// <summary>Codes and rule IDs that have a sentence of their own.</summary>
    public static IReadOnlyCollection<string> Codes => Texts.Keys;

    /// <summary>The sentence for a reason code or rule ID; a general one where the code is unknown.</summary>
    public static ReasonText Of(string code)
        => Texts.TryGetValue(code, out ReasonText? text)
            ? text
            : Array.Find(Families, family => code.StartsWith(family.Prefix, StringComparison.Ordinal)).Text ?? Unknown;
}
