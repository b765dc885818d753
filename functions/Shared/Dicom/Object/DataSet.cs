using System.Diagnostics.CodeAnalysis;

namespace Pipeline.Dicom;

/// <summary>
/// The elements of a data set or of a sequence item, in tag order. One read from a file points into the bytes its
/// <see cref="DicomFile"/> holds, and throws <see cref="ObjectDisposedException"/> once that is disposed. Not thread-safe.
/// </summary>
public sealed partial class DataSet
{
    private const int ScannedAtMost = 64;

    private ElementEntry[] _entries = [];
    private int _count;
    private bool _unsorted;

    /// <summary>The first place of each tag, where elements are many and out of order; null when not known.</summary>
    private Dictionary<Tag, int>? _places;

    /// <summary>A new root data set.</summary>
    public DataSet()
    {
    }

    internal DataSet(DataSet parent) => Parent = parent;

    /// <summary>The data set whose sequence this is an item of; null for a root.</summary>
    public DataSet? Parent { get; }

    /// <summary>The tag of the sequence this is an item of; (0000,0000) for a root.</summary>
    public Tag SequenceTag { get; internal set; }

    /// <summary>The outermost data set.</summary>
    public DataSet Root
    {
        get
        {
            DataSet root = this;
            while (root.Parent is { } parent)
                root = parent;
            return root;
        }
    }

    /// <summary>How many elements stand here, nested ones not counted.</summary>
    public int Count => _count;

    /// <summary>Whether anything here or below was edited since it was read, or it was made in code.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>An element by its place, from 0.</summary>
    public Element this[int index] => new(this, Entries[index]);

    internal HeldStream? Held { get; init; }

    internal ElementEncoding SourceEncoding { get; init; }

    internal ReadOnlySpan<ElementEntry> Entries => _entries.AsSpan(0, _count);

    internal bool IsUndefinedLength { get; set; }

    internal int HeaderOffset { get; set; } = -1;

    internal int RawEnd { get; set; }

    /// <summary>Pixel Representation (0028,0103) = 1 here or around, which decides between US and SS in implicit encoding.</summary>
    internal bool HasSignedPixels { get; set; }

    /// <summary>The elements by place; edit through <see cref="Edit"/> while enumerating, not by setters.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Whether an element of that tag stands here, be it empty.</summary>
    public bool Contains(Tag tag) => IndexOf(tag) >= 0;

    /// <summary>The element of a tag; the first where a broken file has several.</summary>
    public bool TryGet(Tag tag, out Element element)
    {
        int index = IndexOf(tag);
        element = index < 0 ? default : new Element(this, _entries[index]);
        return index >= 0;
    }

    /// <summary>The creator that reserves this private element's block (PS3.5 §7.8.1); null when none does.</summary>
    public string? PrivateCreatorOf(Tag tag)
        => tag.IsPrivate && tag.Element >= 0x10 ? GetString(tag.PrivateCreator) : null;

    /// <summary>A private element by creator; <paramref name="element"/> is the low byte within the creator's block.</summary>
    public bool TryGetPrivate(string creator, ushort group, byte element, out Element found)
    {
        foreach (Element candidate in this)
        {
            if (candidate.Tag.Group == group && candidate.Tag.IsPrivateCreator && GetString(candidate.Tag) == creator)
                return TryGet(new Tag(group, (ushort)((candidate.Tag.Element << 8) | element)), out found);
        }
        found = default;
        return false;
    }

    internal ReadOnlySpan<byte> ValueOf(scoped in ElementEntry entry) => entry.Content switch
    {
        byte[] bytes => bytes,
        Sequence => default,
        _ when entry.IsStreamed => default,
        _ => HeldBytes(entry.ValueOffset, entry.ValueLength),
    };

    internal ReadOnlySpan<byte> HeldBytes(int offset, int length)
    {
        if (length == 0)
            return default;
        ObjectDisposedException.ThrowIf(Held is null || Held.Buffer.Length == 0, typeof(DicomFile));
        return Held.Buffer.AsSpan(offset, length);
    }

    internal int IndexOf(Tag tag)
    {
        if (_unsorted)
            return UnsortedIndexOf(tag);
        int low = LowerBound(tag);
        return low < _count && _entries[low].Tag == tag ? low : -1;
    }

    internal void MarkChanged()
    {
        for (DataSet? dataSet = this; dataSet is { IsChanged: false }; dataSet = dataSet.Parent)
            dataSet.IsChanged = true;
    }

    /// <summary>Appends an element as the parser meets it.</summary>
    internal int Append(in ElementEntry entry)
    {
        if (_count == _entries.Length)
            Array.Resize(ref _entries, Math.Max(8, _count * 2));
        if (_count > 0 && entry.Tag <= _entries[_count - 1].Tag)
            _unsorted = true;
        _places = null;
        _entries[_count] = entry;
        return _count++;
    }

    [SuppressMessage("Design", "CA1045", Justification = "the parser completes an entry where it lies")]
    internal ref ElementEntry EntryAt(int index) => ref _entries[index];

    /// <summary>
    /// By an index made when first needed, for a file may have very many elements out of order. While a policy walks, entries
    /// before its place have moved: those are searched for.
    /// </summary>
    private int UnsortedIndexOf(Tag tag)
    {
        if (_count > ScannedAtMost)
        {
            _places ??= Places();
            if (!_places.TryGetValue(tag, out int place))
                return -1;
            if (place < _count && _entries[place].Tag == tag)
                return place;
        }
        for (int i = 0; i < _count; i++)
        {
            if (_entries[i].Tag == tag)
                return i;
        }
        return -1;
    }

    private Dictionary<Tag, int> Places()
    {
        var places = new Dictionary<Tag, int>(_count);
        for (int i = 0; i < _count; i++)
            places.TryAdd(_entries[i].Tag, i);
        return places;
    }

    private int LowerBound(Tag tag)
    {
        int low = 0, high = _count;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (_entries[middle].Tag < tag)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>Walks the elements by place.</summary>
    public struct Enumerator
    {
        private readonly DataSet _dataSet;
        private int _index;

        internal Enumerator(DataSet dataSet)
        {
            _dataSet = dataSet;
            _index = -1;
        }

        /// <summary>The current element.</summary>
        public readonly Element Current => _dataSet[_index];

        /// <summary>Steps to the next element.</summary>
        public bool MoveNext() => ++_index < _dataSet._count;
    }
}
