namespace Pipeline.Delivery;

/// <summary>Kinds of incident that reconciling raises.</summary>
public static class DeliveryIncidents
{
    /// <summary>A blob that no record says was provided; withdrawn.</summary>
    public const string WithoutRecord = "delivery.without-record";

    /// <summary>A package that a rule forbids; withdrawn.</summary>
    public const string WithoutRight = "delivery.without-right";

    /// <summary>A provision record whose package is not there.</summary>
    public const string Missing = "delivery.missing";
}
