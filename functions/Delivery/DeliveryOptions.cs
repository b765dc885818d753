using System.ComponentModel.DataAnnotations;

namespace Pipeline.Delivery;

/// <summary>Settings of the section <c>Center:Delivery</c>.</summary>
public sealed class DeliveryOptions
{
    /// <summary>Where they stand in the configuration.</summary>
    public const string Section = "Center:Delivery";

    /// <summary>
    /// Why a provision is lawful, as each package's manifest states it. The article's number is a policy to be confirmed
    /// against the law as amended.
    /// </summary>
    [Required]
    public string LegalBasis { get; set; } = "次世代医療基盤法 第52条（認定事業者への医療情報の提供）";
}
