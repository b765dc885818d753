namespace Pipeline.Imaging.Jpeg;

/// <summary>How chroma is sampled.</summary>
public enum ChromaSampling
{
    /// <summary>4:4:4, a chroma sample for every pixel.</summary>
    Full,

    /// <summary>4:2:2, one for two neighbours in a row: DICOM's YBR_FULL_422.</summary>
    HalfWidth,

    /// <summary>4:2:0, one for two by two.</summary>
    Half,
}
