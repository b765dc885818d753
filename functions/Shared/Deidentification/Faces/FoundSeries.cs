using System.Text;
using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Imaging.Faces;

namespace Pipeline.Deidentification;

/// <summary>The slices of one series, as their headers are read.</summary>
internal sealed class FoundSeries(FaceExtent extent)
{
    private readonly List<FaceSlice> _slices = [];
    private readonly Dictionary<string, SliceGeometry> _places = [];
    private readonly HashSet<(string, SliceGeometry)> _different = [];
    private readonly List<Func<bool>> _mayShowSkull = [];
    private int _withoutPlace;
    private bool _isWhole = true;

    /// <summary>Adds a slice; one without a place, or twice, leaves the series without a volume.</summary>
    /// <param name="instanceUid">(0008,0018).</param>
    /// <param name="slice">Null: without a place.</param>
    /// <param name="mayShowSkull">Looks at the slice by itself; may throw for one that cannot be read.</param>
    public void Add(string instanceUid, FaceSlice? slice, Func<bool> mayShowSkull)
    {
        _mayShowSkull.Add(mayShowSkull);
        if (slice is null) _withoutPlace++;
        else _different.Add((instanceUid, slice.Geometry));
        _isWhole &= slice is not null && _places.TryAdd(instanceUid, slice.Geometry);
        if (slice is not null) _slices.Add(slice);
    }

    public SeriesFace Judge(string seriesUid, PseudonymKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Span<byte> secret = stackalloc byte[PseudonymKey.Length];
        key.Hash(Encoding.ASCII.GetBytes("face " + seriesUid), secret);
        FaceFinding finding = _isWhole ? Find(secret) : new FaceFinding(FaceVerdict.Undecided, "a slice without a place in the patient, or twice");
        if (finding is { Verdict: FaceVerdict.Undecided, HasHead: false }) finding = finding with { HasHead = MayHaveHead() };
        return new SeriesFace(finding, _places);
    }

    /// <summary>What no volume can be built of is looked at slice by slice. One slice alone, or copies of one, is no face, whatever it shows.</summary>
    private bool MayHaveHead() => _different.Count + _withoutPlace > 1 && _mayShowSkull.Exists(mayShowSkull =>
    {
        try
        {
            return mayShowSkull();
        }
        catch (Exception exception) when (exception is ImageFormatException or DicomFormatException)
        {
            return true;
        }
    });

    private FaceFinding Find(ReadOnlySpan<byte> secret)
    {
        try
        {
            return FaceRemoval.Plan(_slices, extent, secret);
        }
        catch (Exception exception) when (exception is ImageFormatException or DicomFormatException)
        {
            return new FaceFinding(FaceVerdict.Undecided, "a slice that cannot be read or decoded");
        }
    }
}
