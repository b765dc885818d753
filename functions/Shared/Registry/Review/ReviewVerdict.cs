namespace Pipeline.Registry;

/// <summary>What a reviewer says of an item.</summary>
public enum ReviewVerdict
{
    /// <summary>Text stands in these rectangles, or outside the declared regions, and nowhere else.</summary>
    Mask = 1,

    /// <summary>No text is burned in.</summary>
    Clean = 2,

    /// <summary>These images stay out.</summary>
    Reject = 3,
}
