namespace Pipeline.Registry;

/// <summary>What a device rule says of the images it is for.</summary>
public enum DeviceTreatment
{
    /// <summary>Text stands in the rule's rectangles, or outside the declared regions where it trusts them, and nowhere else.</summary>
    Mask = 1,

    /// <summary>No text is burned in.</summary>
    Clean = 2,

    /// <summary>Nothing any more: the rule was taken back.</summary>
    Retired = 3,
}
