namespace Pipeline.Imaging.Photographs;

/// <summary>Why a picture file is held, or not even taken in.</summary>
public static class PhotographReasons
{
    /// <summary>Neither JPEG nor PNG nor TIFF, or a kind of one whose every byte is not known: arithmetic JPEG, BigTIFF, JPEG within TIFF.</summary>
    public const string Unsupported = "photograph.unsupported";

    /// <summary>The file is broken: it may show less, or hold more, than a viewer lets on.</summary>
    public const string Corrupt = "photograph.corrupt";

    /// <summary>More bytes in the image data than the image takes: what they are cannot be judged, nor removed without coding anew.</summary>
    public const string HiddenData = "photograph.hidden-data";

    /// <summary>Larger than <see cref="PhotographStripping.LargestFile"/>.</summary>
    public const string TooLarge = "photograph.too-large";

    /// <summary>It may show a room or a face, or is no endoscopy at all: a person must look.</summary>
    public const string NotPlainlyMucosa = "photograph.not-plainly-mucosa";

    /// <summary>Something that may be text stands beside or over the field of view: a person must look.</summary>
    public const string MoreThanFieldOfView = "photograph.more-than-field-of-view";

    /// <summary>PNG, TIFF, or a JPEG whose colors are not plain: it is not decoded, so neither a rule nor a reviewer can judge it.</summary>
    public const string NotDecoded = "photograph.not-decoded";

    /// <summary>By itself it shows mucosa alone, but another picture of its procedure is in doubt.</summary>
    public const string ProcedureInDoubt = "photograph.procedure-in-doubt";

    /// <summary>The picture was taken before or after the procedure and may show a room or a face: it is dropped.</summary>
    public const string BeforeOrAfterProcedure = "photograph.before-or-after-procedure";
}
