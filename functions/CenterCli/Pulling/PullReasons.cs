using Pipeline.Cloud;

namespace Pipeline.CenterCli;

/// <summary>Why a package was not taken, beside <see cref="PackageReasons"/>.</summary>
public static class PullReasons
{
    /// <summary>It is not the package that the center listed.</summary>
    public const string OtherPackage = "pull.other-package";

    /// <summary>Something else lies where it would go.</summary>
    public const string FolderTaken = "pull.folder-taken";

    /// <summary>The center does not take the receipt.</summary>
    public const string ReceiptRefused = "pull.receipt-refused";

    /// <summary>The reason for people.</summary>
    public static Text Say(string reason) => reason switch
    {
        PackageReasons.NotDecryptable => new("この identity の鍵では復号できない。鍵が正しいか確かめ、学会に連絡する", "cannot be decrypted with this identity's key; check the key, and tell the society"),
        PackageReasons.Tampered => new("暗号化の後で変えられている。受け取らず、学会に連絡する", "was changed after encryption; it was not taken: tell the society"),
        PackageReasons.Truncated => new("途中で終わっている。もう一度実行し、続くなら学会に連絡する", "ends too early; run again, and tell the society if it stays so"),
        PackageReasons.Hash or PackageReasons.Size => new("ファイルが manifest と合わない。受け取らず、学会に連絡する", "a file does not agree with the manifest; it was not taken: tell the society"),
        OtherPackage => new("センターの一覧と違うものが置かれている。受け取らず、学会に連絡する", "is not the package that the center listed; it was not taken: tell the society"),
        FolderTaken => new("同じ名前のフォルダに別のものがある。片付けてもう一度実行する", "its folder holds something else; clear it and run again"),
        ReceiptRefused => new("受領の報告をセンターが受け付けない。学会に連絡する", "the center does not take the receipt; tell the society"),
        _ => new("パッケージの形が正しくない。受け取らず、学会に連絡する", "is not a valid package; it was not taken: tell the society"),
    };
}
