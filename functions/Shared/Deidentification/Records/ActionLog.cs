using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>Collects the actions on one object, each place and outcome once.</summary>
internal sealed class ActionLog
{
    private readonly HashSet<(string, AttributeOutcome)> _seen = [];
    private readonly List<AttributeAction> _actions = [];

    public IReadOnlyList<AttributeAction> Actions => _actions;

    public void Add(DataSet dataSet, Tag tag, AttributeOutcome outcome, AttributeRule rule, IReadOnlyList<TextFinding>? findings = null)
    {
        List<Tag> path = [];
        for (DataSet at = dataSet; at.Parent is { } parent; at = parent) path.Insert(0, at.SequenceTag);
        var action = new AttributeAction(path, tag, outcome, rule.Source, rule.Basic, rule.Option, findings ?? []);
        if (_seen.Add((action.Place, outcome))) _actions.Add(action);
    }
}
