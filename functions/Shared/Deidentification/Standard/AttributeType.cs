namespace Pipeline.Deidentification;

/// <summary>What an IOD asks of an attribute (PS3.5 §7.4); the strictest first.</summary>
internal enum AttributeType
{
    /// <summary>1: there, with a value.</summary>
    Required = 1,

    /// <summary>1C: under a condition there, with a value.</summary>
    RequiredConditionally = 2,

    /// <summary>2: there, perhaps empty.</summary>
    RequiredEmptyAllowed = 3,

    /// <summary>2C: under a condition there, perhaps empty.</summary>
    ConditionalEmptyAllowed = 4,

    /// <summary>3: may be there.</summary>
    Optional = 5,
}
