using System.Collections;

namespace Pipeline.Dicom;

/// <summary>The items of a sequence (PS3.5 §7.5).</summary>
public sealed class Sequence : IReadOnlyList<DataSet>
{
    private readonly List<DataSet> _items = [];
    private readonly DataSet _owner;
    private bool _isChanged;

    internal Sequence(DataSet owner, Tag tag)
    {
        _owner = owner;
        Tag = tag;
    }

    /// <summary>The sequence's tag.</summary>
    public Tag Tag { get; }

    /// <summary>How many items there are.</summary>
    public int Count => _items.Count;

    /// <summary>An item, from 0.</summary>
    public DataSet this[int index] => _items[index];

    /// <summary>Adds a new empty item at the end and returns it.</summary>
    public DataSet Add()
    {
        var item = new DataSet(_owner) { SequenceTag = Tag };
        item.MarkChanged();
        _isChanged = true;
        _items.Add(item);
        _owner.MarkChanged();
        return item;
    }

    /// <summary>Removes an item.</summary>
    public void RemoveAt(int index)
    {
        _items.RemoveAt(index);
        _isChanged = true;
        _owner.MarkChanged();
    }

    /// <inheritdoc/>
    public IEnumerator<DataSet> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether an item was added, removed or edited since it was read.</summary>
    internal bool IsChanged => _isChanged || _items.Exists(item => item.IsChanged);

    internal void AddRead(DataSet item) => _items.Add(item);
}
