namespace Pipeline.Dicom;

/// <summary>Why a file was refused: stable codes for records and for <c>switch</c>.</summary>
public static class DicomReason
{
    /// <summary>Neither a preamble with <c>DICM</c> nor anything that reads as a data set.</summary>
    public const string NotDicom = "dicom.not-dicom";

    /// <summary>The bytes end inside an element.</summary>
    public const string Truncated = "dicom.truncated";

    /// <summary>A DICOMDIR, which lists names and is no image.</summary>
    public const string Dicomdir = "dicom.dicomdir";

    /// <summary>(0002,0010) names a transfer syntax outside the table.</summary>
    public const string UnknownTransferSyntax = "dicom.unknown-transfer-syntax";

    /// <summary>The two letters of an explicit element are no value representation.</summary>
    public const string BadVr = "dicom.bad-vr";

    /// <summary>A length that its surroundings cannot hold, or undefined where it may not be.</summary>
    public const string BadLength = "dicom.bad-length";

    /// <summary>An item or delimiter where none may stand, or none where one must.</summary>
    public const string BadStructure = "dicom.bad-structure";

    /// <summary>The deflated data set cannot be inflated.</summary>
    public const string BadDeflate = "dicom.bad-deflate";

    /// <summary>Elements of an earlier group, or garbage, after the end.</summary>
    public const string BadTrailer = "dicom.bad-trailer";

    /// <summary>Deeper than <see cref="DicomLimits.MaxDepth"/>.</summary>
    public const string DepthLimit = "dicom.limit.depth";

    /// <summary>More than <see cref="DicomLimits.MaxElements"/>.</summary>
    public const string ElementLimit = "dicom.limit.elements";

    /// <summary>A nested value longer than <see cref="DicomLimits.MaxHeldValueLength"/>.</summary>
    public const string ValueLimit = "dicom.limit.value";

    /// <summary>More than <see cref="DicomLimits.MaxHeaderBytes"/> outside streamed values.</summary>
    public const string HeaderLimit = "dicom.limit.header";

    /// <summary>A frame longer than <see cref="DicomLimits.MaxFrameBytes"/>, or more than <see cref="DicomLimits.MaxFragments"/>.</summary>
    public const string FrameLimit = "dicom.limit.frame";

    /// <summary>The value cannot be read as its representation.</summary>
    public const string BadValue = "dicom.bad-value";

    /// <summary>The offset table, the fragments and Number of Frames do not agree.</summary>
    public const string BadFrames = "dicom.bad-frames";

    /// <summary>The value of Specific Character Set (0008,0005) names no known repertoire.</summary>
    public const string UnknownCharacterSet = "dicom.unknown-character-set";
}
