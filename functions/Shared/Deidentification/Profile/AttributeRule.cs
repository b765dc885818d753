namespace Pipeline.Deidentification;

/// <summary>How a profile treats one attribute, before its value is looked at.</summary>
/// <param name="Source">What decided.</param>
/// <param name="Basic">The Basic Profile's action: what is done where the value cannot be kept or cleaned.</param>
/// <param name="Action">What an option does instead.</param>
/// <param name="Option">That option.</param>
internal readonly record struct AttributeRule(RuleSource Source, BasicAction Basic, OptionAction Action = OptionAction.None, ProfileOption? Option = null);
