using System.ComponentModel.DataAnnotations;

namespace Pipeline.Intake;

/// <summary>Settings of the section <c>Center:Intake</c>.</summary>
public sealed class IntakeOptions
{
    /// <summary>Where they stand in the configuration.</summary>
    public const string Section = "Center:Intake";

    /// <summary>Days that an encrypted upload is kept after its registration, 0–365.</summary>
    [Range(0, 365)]
    public int KeepDays { get; set; } = 7;

    /// <summary>Seconds after which an outbox message that nobody consumed is handed over again, 10–86,400.</summary>
    [Range(10, 86_400)]
    public int ResendSeconds { get; set; } = 600;
}
