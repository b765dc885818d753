namespace Pipeline.CenterCli;

/// <summary>Why a file was not sent.</summary>
public static class SkipReasons
{
    /// <summary>Neither <c>DICM</c> nor anything that reads as a data set.</summary>
    public const string NotDicom = "file.not-dicom";

    /// <summary>A DICOMDIR: an index of other files and their patients, no object.</summary>
    public const string Dicomdir = "file.dicomdir";

    /// <summary>A link to a folder, which is not followed.</summary>
    public const string FolderLink = "file.folder-link";

    /// <summary>A report whose folder holds no study, or several.</summary>
    public const string ReportWithoutStudy = "report.no-single-study";

    /// <summary>A report that is no domain report in JSON.</summary>
    public const string ReportUnreadable = "report.unreadable";

    /// <summary>A picture file (JPEG, PNG, TIFF) that lies beside no study, or beside several.</summary>
    public const string PhotographWithoutStudy = "photograph.no-single-study";

    /// <summary>A picture file larger than the center takes.</summary>
    public const string PhotographTooLong = "photograph.too-large";

    /// <summary>The operating system does not let us read it.</summary>
    public const string Unreadable = "file.unreadable";

    /// <summary>It changed while it was being sent.</summary>
    public const string Changed = "file.changed";

    /// <summary>8 GiB or longer: no package can hold it.</summary>
    public const string TooLong = "file.too-long";

    /// <summary>Whether it is in order to leave such a file out; otherwise somebody has to act.</summary>
    public static bool IsHarmless(string reason) => reason is NotDicom or Dicomdir or FolderLink or ReportWithoutStudy or PhotographWithoutStudy;

    /// <summary>The reason for people.</summary>
    public static Text Say(string reason) => reason switch
    {
        NotDicom => new("DICOM ではない", "not DICOM"),
        Dicomdir => new("DICOMDIR (目次) は送らない", "a DICOMDIR (an index) is not sent"),
        FolderLink => new("フォルダへのリンクはたどらない", "links to folders are not followed"),
        ReportWithoutStudy => new("レポートの検査が一つに決まらない (検査のフォルダに report.json、または {Study Instance UID}.report.json)", "the report belongs to no single study (report.json in the study's folder, or {Study Instance UID}.report.json)"),
        PhotographWithoutStudy => new("写真の検査が一つに決まらない (検査の DICOM ファイルか report.json と同じフォルダ、またはその下に置く)", "the picture file belongs to no single study (put it into the folder of the study's DICOM files or report.json, or below)"),
        PhotographTooLong => new("128 MiB を超える写真は送れない。JPEG で書き出し直す", "picture files of more than 128 MiB cannot be sent; export them as JPEG"),
        ReportUnreadable => new("レポートが領域レポートの JSON として読めない。直してもう一度送る", "the report cannot be read as domain report JSON; correct it and send again"),
        Unreadable => new("ファイルを読む権限がないか、読めない。直してもう一度送る", "the file cannot be read; correct that and send again"),
        Changed => new("送る間に変わった。もう一度送る", "it changed while being sent; send again"),
        TooLong => new("8 GiB 以上のファイルは送れない", "files of 8 GiB or more cannot be sent"),
        _ => new(reason, reason),
    };
}
