using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>Why a file was not written, besides the reasons of de-identification.</summary>
internal static class DeidentifyReasons
{
    /// <summary>The operating system does not let us read it.</summary>
    public const string Unreadable = "file.unreadable";

    /// <summary>Its result could not be written.</summary>
    public const string Unwritable = "file.unwritable";

    /// <summary>The OCR program failed on it.</summary>
    public const string NotRead = "file.ocr-failed";

    /// <summary>Our own mistake showed itself on it.</summary>
    public const string Unforeseen = "file.unforeseen";

    /// <summary>A link to a folder, which is not followed.</summary>
    public const string FolderLink = SkipReasons.FolderLink;

    /// <summary>Whether the file was never judged, so that somebody has to act and run again.</summary>
    public static bool IsFailure(string reason) => reason is Unreadable or Unwritable or NotRead or Unforeseen;

    /// <summary>The reason for people.</summary>
    public static Text Say(string reason)
    {
        switch (reason)
        {
            case Unreadable:
                return new("ファイルを読む権限がないか、読めない。直してもう一度実行する", "the file cannot be read; correct that and run again");
            case Unwritable:
                return new("結果を書き込めない。空き容量と権限を確認してもう一度実行する", "the result cannot be written; check free space and permissions and run again");
            case NotRead:
                return new("tesseract で読めない。jpn と eng の言語データがあるか確認してもう一度実行する", "tesseract failed on it; see that it has its jpn and eng models, and run again");
            case Unforeseen:
                return new("予期しない失敗。学会に連絡する", "an unforeseen failure; tell the society");
            case FolderLink:
                return SkipReasons.Say(reason);
            default:
                ReasonText text = ReasonTexts.Of(reason);
                return new(text.Japanese, text.English);
        }
    }
}
