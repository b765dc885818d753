namespace Pipeline.Imaging.Jpeg2000;

/// <summary>A tile as its parts are read: parameters, and packets up to where they were read.</summary>
internal sealed class Tile
{
    private readonly TileComponent[] _components;
    private readonly IEnumerator<(Precinct Precinct, int Layer)> _packets;

    public Tile(TileParameters parameters, TileComponent[] components)
    {
        (Parameters, _components) = (parameters, components);
        _packets = parameters.Progressions(components).SelectMany(progression => progression.Packets(components)).GetEnumerator();
    }

    public TileParameters Parameters { get; }

    public TileComponent[] Components => _components;

    /// <summary>The next packet to read; false when all are read.</summary>
    public bool TryNext(out Precinct precinct, out int layer)
    {
        while (_packets.MoveNext())
        {
            (precinct, layer) = _packets.Current;
            if (layer != precinct.NextLayer) continue;
            precinct.NextLayer++;
            return true;
        }

        (precinct, layer) = (null!, 0);
        return false;
    }
}
