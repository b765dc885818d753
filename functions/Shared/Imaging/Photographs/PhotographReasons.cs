namespace Pipeline.Imaging.Photographs;

/// <summary>Why a picture file is held, besides <see cref="PixelReasons.TooLarge"/>.</summary>
public static class PhotographReasons
{
    /// <summary>Neither JPEG nor PNG nor TIFF, or a kind of one whose every byte is not known: arithmetic JPEG, BigTIFF, JPEG within TIFF.</summary>
    public const string Unsupported = "photograph.unsupported";

    /// <summary>The file is broken: it may show less, or hold more, than a viewer lets on.</summary>
    public const string Corrupt = "photograph.corrupt";

    /// <summary>More bytes in the image data than the image takes: what they are cannot be judged, nor removed without coding anew.</summary>
    public const string HiddenData = "photograph.hidden-data";

    /// <summary>The picture was taken before or after the procedure and may show a room or a face: it is dropped.</summary>
    public const string BeforeOrAfterProcedure = "photograph.before-or-after-procedure";
}
