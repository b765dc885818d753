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
    private bool _isWhole = true;

    /// <summary>Adds a slice; one without a place, or twice, leaves the series without a volume.</summary>
    public void Add(string instanceUid, FaceSlice? slice)
    {
        _isWhole &= slice is not null && _places.TryAdd(instanceUid, slice.Geometry);
        if (slice is not null) _slices.Add(slice);
    }

    public SeriesFace Judge(string seriesUid, PseudonymKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Span<byte> secret = stackalloc byte[PseudonymKey.Length];
        key.Hash(Encoding.ASCII.GetBytes("face " + seriesUid), secret);
        return new SeriesFace(_isWhole ? Find(secret) : new FaceFinding(FaceVerdict.Undecided, "a slice without a place in the patient, or twice"), _places);
    }

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
