namespace Pipeline.Imaging.Jpeg2000;

/// <summary>A stretch of packets in one order (T.800 B.12).</summary>
/// <param name="Order">0 LRCP, 1 RLCP, 2 RPCL, 3 PCRL, 4 CPRL.</param>
/// <param name="FirstResolution">Inclusive.</param>
/// <param name="EndResolution">Exclusive.</param>
/// <param name="FirstComponent">Inclusive.</param>
/// <param name="EndComponent">Exclusive.</param>
/// <param name="EndLayer">Exclusive; each precinct begins where it was left.</param>
internal readonly record struct Progression(int Order, int FirstResolution, int EndResolution, int FirstComponent, int EndComponent, int EndLayer)
{
    /// <summary>The packets of a tile that fall into this stretch, in order.</summary>
    public IEnumerable<(Precinct Precinct, int Layer)> Packets(TileComponent[] components)
    {
        Progression bounds = this;
        IEnumerable<Precinct> all = components.SelectMany(component => component.Precincts).Where(p =>
            p.Component >= bounds.FirstComponent && p.Component < bounds.EndComponent && p.Resolution >= bounds.FirstResolution && p.Resolution < bounds.EndResolution);
        Precinct[] precincts = [.. Sorted(all)];
        return Order switch
        {
            0 => LayersOutside(precincts, EndLayer),
            1 => precincts.GroupBy(precinct => precinct.Resolution).SelectMany(group => LayersOutside([.. group], bounds.EndLayer)),
            _ => precincts.SelectMany(precinct => Enumerable.Range(0, bounds.EndLayer).Select(layer => (precinct, layer))),
        };
    }

    private static IEnumerable<(Precinct Precinct, int Layer)> LayersOutside(Precinct[] precincts, int layers)
        => Enumerable.Range(0, layers).SelectMany(layer => precincts.Select(precinct => (precinct, layer)));

    private IEnumerable<Precinct> Sorted(IEnumerable<Precinct> precincts) => Order switch
    {
        0 or 1 => precincts.OrderBy(p => p.Resolution).ThenBy(p => p.Component).ThenBy(p => p.Index),
        2 => precincts.OrderBy(p => p.Resolution).ThenBy(p => p.Position.Y).ThenBy(p => p.Position.X).ThenBy(p => p.Component).ThenBy(p => p.Index),
        3 => precincts.OrderBy(p => p.Position.Y).ThenBy(p => p.Position.X).ThenBy(p => p.Component).ThenBy(p => p.Resolution).ThenBy(p => p.Index),
        _ => precincts.OrderBy(p => p.Component).ThenBy(p => p.Position.Y).ThenBy(p => p.Position.X).ThenBy(p => p.Resolution).ThenBy(p => p.Index),
    };
}
