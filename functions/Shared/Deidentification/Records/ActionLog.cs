using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>Notes the actions on one object as they happen; which place had which outcome is worked out only when asked for.</summary>
internal sealed class ActionLog
{
    private readonly List<Note> _notes = new(128);
    private DataSet? _last;
    private SequencePath? _lastPath;

    /// <summary>Each place and outcome once, in order.</summary>
    public IReadOnlyList<AttributeAction> Actions
    {
        get
        {
            var seen = new HashSet<(SequencePath?, Tag, AttributeOutcome)>();
            List<AttributeAction> actions = [];
            foreach (Note note in _notes)
            {
                if (seen.Add((note.Path, note.Tag, note.Outcome)))
                    actions.Add(new AttributeAction(SequencePath.TagsOf(note.Path), note.Tag, note.Outcome, note.Rule.Source, note.Rule.Basic, note.Rule.Option, note.Findings ?? []));
            }

            return actions;
        }
    }

    public void Add(DataSet dataSet, Tag tag, AttributeOutcome outcome, AttributeRule rule, IReadOnlyList<TextFinding>? findings = null)
    {
        if (dataSet != _last) (_last, _lastPath) = (dataSet, PathOf(dataSet));
        _notes.Add(new Note(_lastPath, tag, outcome, rule, findings));
    }

    private static SequencePath? PathOf(DataSet dataSet) => dataSet.Parent is { } parent ? new SequencePath(PathOf(parent), dataSet.SequenceTag) : null;

    private readonly record struct Note(SequencePath? Path, Tag Tag, AttributeOutcome Outcome, AttributeRule Rule, IReadOnlyList<TextFinding>? Findings);
}
