using Pipeline.Deidentification;

namespace Pipeline.CenterCli;

/// <summary>
/// The CT slices of a run by their series. A slice alone does not tell whether its series shows a face, whatever its header says: none gets its name
/// before all files were seen. Then the slices of a series in which none may show a skull are released, the others looked at whole. Safe on any number of threads.
/// </summary>
internal sealed class SliceSeries
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<StagedSlice>> slices = new(StringComparer.Ordinal);
    private readonly HashSet<string> mayHaveHead = new(StringComparer.Ordinal);

    /// <summary>Adds a slice.</summary>
    /// <param name="seen">What was seen of it.</param>
    /// <param name="slice">The slice.</param>
    public void Add(SeenSlice seen, StagedSlice slice)
    {
        lock (gate)
        {
            if (!slices.TryGetValue(seen.Series, out List<StagedSlice>? series))
            {
                slices.Add(seen.Series, series = []);
            }

            series.Add(slice);
            if (seen.MayShowSkull)
            {
                mayHaveHead.Add(seen.Series);
            }
        }
    }

    /// <summary>The slices of the series that are to be looked at whole, or of all others.</summary>
    public List<StagedSlice> Of(bool mayHaveHead)
    {
        lock (gate)
        {
            return [.. slices.Where(series => this.mayHaveHead.Contains(series.Key) == mayHaveHead).SelectMany(series => series.Value)];
        }
    }
}
