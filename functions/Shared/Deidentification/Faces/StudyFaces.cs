using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Imaging.Faces;
using FrameReader = Pipeline.Imaging.FrameReader;

namespace Pipeline.Deidentification;

/// <summary>
/// The faces in the series of one study or folder, found before its objects are de-identified one by one: a slice alone says
/// nothing of the face it is part of, nor the first frame of an endoscopy where the procedure begins. Holds no pixels. Safe on any number of threads once made.
/// </summary>
public sealed class StudyFaces
{
    /// <summary>The SOP class whose series are looked at.</summary>
    internal const string CtImageStorage = "1.2.840.10008.5.1.4.1.1.2";

    private readonly IReadOnlyDictionary<string, SeriesFace> _series;

    private readonly IReadOnlyDictionary<string, ObjectProcedure> _procedures;

    private StudyFaces(IReadOnlyDictionary<string, SeriesFace> series, IReadOnlyDictionary<string, ObjectProcedure> procedures) => (_series, _procedures) = (series, procedures);

    /// <summary>Whether objects of a SOP class are looked at before they are de-identified: CT slices, and pictures taken through a lens.</summary>
    public static bool LooksAt(string sopClassUid) => sopClassUid == CtImageStorage || ObjectProcedure.SopClasses.Contains(sopClassUid);

    /// <summary>No series was looked at.</summary>
    public static StudyFaces None { get; } = new(new Dictionary<string, SeriesFace>(), new Dictionary<string, ObjectProcedure>());

    /// <summary>
    /// Reads every object's header, those of CT series two or three times whole, and every frame of endoscopic and photographic objects. Objects that cannot be read are passed over:
    /// de-identifying them says why.
    /// </summary>
    /// <param name="objects">Each opens one object anew, from its beginning.</param>
    /// <param name="profile">Without Clean Recognizable Visual Features nothing is looked for.</param>
    /// <param name="key">Makes the cut irregular; the one that the objects are de-identified with.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="IOException">Reading failed.</exception>
    public static async Task<StudyFaces> FindAsync(
        IEnumerable<Func<CancellationToken, ValueTask<Stream>>> objects, DeidentificationProfile profile, PseudonymKey key, CancellationToken cancellationToken = default)
    {
        Dictionary<string, FoundSeries> found = [];
        Dictionary<string, ObjectProcedure> procedures = [];
        if (profile.Has(ProfileOption.CleanRecognizableVisualFeatures))
        {
            foreach (Func<CancellationToken, ValueTask<Stream>> open in objects)
            {
                try
                {
                    await using Stream stream = await open(cancellationToken);
                    await using DicomFile file = await DicomFile.OpenAsync(stream, leaveOpen: true, cancellation: cancellationToken);
                    Add(found, file, open, cancellationToken);
                    Add(procedures, file, cancellationToken);
                }
                catch (DicomFormatException)
                {
                    // De-identifying it says why it cannot be read.
                }
            }
        }

        Dictionary<string, SeriesFace> faces = [];
        foreach ((string uid, FoundSeries series) in found) faces[uid] = series.Judge(uid, key, cancellationToken);
        return new StudyFaces(faces, procedures);
    }

    /// <summary>What was found in an object's series; null where it was not looked at.</summary>
    internal SeriesFace? Find(DataSet root) => _series.GetValueOrDefault(root.GetString(Tags.SeriesInstanceUID) ?? "");

    /// <summary>What the frames of an object show; null where they were not looked at.</summary>
    internal ObjectProcedure? FindProcedure(DataSet root) => root.GetString(Tags.SOPInstanceUID) is { } uid ? _procedures.GetValueOrDefault(uid) : null;

    /// <summary>Two objects of one UID leave both undecided: what one shows says nothing of the other.</summary>
    private static void Add(Dictionary<string, ObjectProcedure> procedures, DicomFile file, CancellationToken cancellationToken)
    {
        var facts = new ImageFacts(file.DataSet, file.TransferSyntax);
        if (file.Streamed is not { IsPixelData: true } value || !ObjectProcedure.MayShowRoom(facts) || file.DataSet.GetString(Tags.SOPInstanceUID) is not { Length: > 0 } uid) return;
        if (procedures.TryAdd(uid, ObjectProcedure.Undecided(facts.Describe(), "the object breaks off"))) procedures[uid] = ObjectProcedure.Find(facts, value, cancellationToken);
        else procedures[uid] = ObjectProcedure.Undecided(facts.Describe(), "two objects of one UID");
    }

    private static void Add(Dictionary<string, FoundSeries> found, DicomFile file, Func<CancellationToken, ValueTask<Stream>> open, CancellationToken cancellationToken)
    {
        var facts = new ImageFacts(file.DataSet, file.TransferSyntax);
        if (file.Streamed is not { IsPixelData: true } || !SliceHeader.IsSlice(facts)) return;
        string uid = file.DataSet.GetString(Tags.SeriesInstanceUID) ?? "";
        if (!found.TryGetValue(uid, out FoundSeries? series)) found[uid] = series = new FoundSeries(HeadRegion.ExtentOf(FaceFinder.Said(file.DataSet)));
        series.Add(file.DataSet.GetString(Tags.SOPInstanceUID) ?? "", SliceHeader.Read(facts, () => Samples(open, cancellationToken).Samples), () => MayShowSkull(open, cancellationToken));
    }

    private static bool MayShowSkull(Func<CancellationToken, ValueTask<Stream>> open, CancellationToken cancellationToken)
    {
        (byte[] samples, SkullSearch? search) = Samples(open, cancellationToken);
        search?.Add(samples);
        return search?.MayShowSkull() ?? true;
    }

    /// <summary>The volume is built by one thread, slice after slice: it waits for each.</summary>
    private static (byte[] Samples, SkullSearch? Search) Samples(Func<CancellationToken, ValueTask<Stream>> open, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using Stream stream = open(cancellationToken).AsTask().GetAwaiter().GetResult();
        using DicomFile file = DicomFile.Open(stream, leaveOpen: true);
        StreamedValue value = file.Streamed is { IsPixelData: true } pixels ? pixels : throw new ImageFormatException(PixelReasons.Truncated, "a slice that lost its pixel data");
        if (file.TransferSyntax.IsBigEndian) throw new ImageFormatException(PixelReasons.UnsupportedTransferSyntax, "taking a face out of big-endian samples is not supported");
        var facts = new ImageFacts(file.DataSet, file.TransferSyntax);
        FrameReader frames = FrameReader.Open(value.IsEncapsulated ? new EncapsulatedStream(value) : value.OpenRead(), facts.Describe(), file.TransferSyntax.Uid.Value);
        return frames.TryReadFrame(out ReadOnlyMemory<byte> frame)
            ? (FaceFrames.Decode(frames, frame), SliceHeader.Search(facts))
            : throw new ImageFormatException(PixelReasons.Truncated, "a slice without a frame");
    }
}
