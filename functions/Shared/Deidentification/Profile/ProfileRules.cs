using System.Collections.Frozen;
using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>Table E.1-1 under the options and exceptions of one profile.</summary>
internal sealed class ProfileRules
{
    private readonly AttributeRule[] _rows;
    private readonly AttributeRule[] _patterns;
    private readonly FrozenDictionary<uint, AttributeRule> _exceptions;
    private readonly bool _keepsUids;

    public ProfileRules(DeidentificationProfile profile)
    {
        ProfileOption[] options = [.. profile.Options.Order()];
        _keepsUids = profile.Has(ProfileOption.RetainUids);
        _rows = Array.ConvertAll(ConfidentialityTable.Rules.ToArray(), packed => Rule(new ConfidentialityRow(packed), options));
        _patterns = Array.ConvertAll(ConfidentialityTable.PatternRules.ToArray(), packed => Rule(new ConfidentialityRow(packed), options));
        _exceptions = profile.Exceptions.ToFrozenDictionary(exception => exception.Tag.Value, exception => exception.Action switch
        {
            ExceptionAction.Remove => new AttributeRule(RuleSource.Exception, BasicAction.Remove),
            ExceptionAction.Empty => new AttributeRule(RuleSource.Exception, BasicAction.Empty),
            _ => new AttributeRule(RuleSource.Exception, BasicAction.Remove, OptionAction.Clean),
        });
    }

    /// <summary>The rule of a standard attribute, at any depth.</summary>
    public AttributeRule For(Tag tag)
    {
        if (_exceptions.TryGetValue(tag.Value, out AttributeRule exception)) return exception;
        int row = ConfidentialityTable.Tags.BinarySearch(tag.Value);
        if (row >= 0) return _rows[row];
        for (int i = 0; i < _patterns.Length; i++)
        {
            if ((tag.Value & ConfidentialityTable.PatternMasks[i]) == ConfidentialityTable.PatternTags[i]) return _patterns[i];
        }

        return new AttributeRule(RuleSource.Unlisted, BasicAction.Remove);
    }

    /// <summary>Whether a UID in this attribute stays what it was.</summary>
    public bool KeepsUid(Tag tag) => _keepsUids || For(tag) is { Action: OptionAction.Keep };

    /// <summary>Where two options speak of one attribute, cleaning wins over keeping.</summary>
    private static AttributeRule Rule(ConfidentialityRow row, ProfileOption[] options)
    {
        var rule = new AttributeRule(RuleSource.Table, row.Basic);
        foreach (ProfileOption option in options)
        {
            if (row[option] > rule.Action) rule = rule with { Action = row[option], Option = option };
        }

        return rule;
    }
}
