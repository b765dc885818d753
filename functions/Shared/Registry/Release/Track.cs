namespace Pipeline.Registry;

/// <summary>The two ways out of the center; neither's rules touch the other's.</summary>
public enum Track
{
    /// <summary>Named data to a certified processor: I1–I2, C1–C6, O1.</summary>
    Certified = 1,

    /// <summary>An anonymised copy, made per hospital, to a project: I1–I2, R1–R3.</summary>
    Research = 2,
}
