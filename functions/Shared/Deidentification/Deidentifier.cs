using System.Text;
using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Registry;

namespace Pipeline.Deidentification;

/// <summary>
/// De-identifies DICOM objects by streaming: header, then frames one by one, checked before they are written. Safe on any
/// number of threads.
/// </summary>
/// <param name="deviceRules">Where scanners burn text in; <see cref="DeviceRules.Known"/> where none are given.</param>
/// <param name="limits">What one file may cost to read.</param>
public sealed class Deidentifier(DeviceRules? deviceRules = null, DicomLimits? limits = null)
{
    private readonly PatientCache _patients = new();

    private PixelPolicy Policy => field ??= new PixelPolicy(deviceRules ?? DeviceRules.Known, TrustRegions);

    /// <summary>Whether declared ultrasound regions count for every device, approved or not; impossible ones never do.</summary>
    public bool TrustRegions { get; init; }

    /// <summary>Reads text in masked frames, to find what the mask missed; null: nobody looks.</summary>
    public IImageText? Ocr { get; init; }

    /// <summary>
    /// Whether CT slices that come without the faces in their study are looked at as they pass: their outcome then says whether
    /// their series must be looked at whole before they are released.
    /// </summary>
    public bool SeesSlices { get; init; }

    /// <summary>
    /// De-identifies one Part 10 file. Never throws for what the input holds: it is quarantined. What was written to the output is
    /// worthless unless the outcome is <see cref="Deidentified"/>.
    /// </summary>
    /// <param name="input">The object; left open.</param>
    /// <param name="output">Receives the result; written forward only and left open.</param>
    /// <param name="patient">Whose object it is. Its ID, and not the object's, is what pseudonym and dates hang on.</param>
    /// <param name="profile">The project's profile.</param>
    /// <param name="key">The key of the project and facility, or a one-time key.</param>
    /// <param name="previews">Whether a thumbnail and some masked frames are wanted.</param>
    /// <param name="faces">The faces in the object's study; without it, what may show a face is quarantined.</param>
    /// <param name="cancellationToken">Ends the work; the output is worthless then.</param>
    /// <exception cref="IOException">Reading or writing failed.</exception>
    public Task<DeidentificationOutcome> DeidentifyAsync(
        Stream input, Stream output, PatientContext patient, DeidentificationProfile profile, PseudonymKey key, bool previews = false, StudyFaces? faces = null,
        CancellationToken cancellationToken = default)
        => GuardAsync(
            input,
            file => SeriesOf(file, profile, key, faces),
            (file, series) =>
            {
                RequirePatient(file.DataSet, patient);
                return RunAsync(file, output, patient, profile, key, previews, faces, series, cancellationToken);
            },
            cancellationToken);

    /// <summary>Like the other, for objects that come without a registry: the patient is the one the object names.</summary>
    public Task<DeidentificationOutcome> DeidentifyAsync(
        Stream input, Stream output, FacilityId facility, DeidentificationProfile profile, PseudonymKey key, bool previews = false, StudyFaces? faces = null,
        CancellationToken cancellationToken = default)
        => GuardAsync(
            input,
            file => SeriesOf(file, profile, key, faces),
            (file, series) => RunAsync(
                file, output, new PatientContext { Facility = facility, PatientId = PatientOf(file.DataSet) }, profile, key, previews, faces, series, cancellationToken),
            cancellationToken);

    private async Task<DeidentificationOutcome> GuardAsync(
        Stream input, Func<DicomFile, string?> seriesOf, Func<DicomFile, string?, Task<DeidentificationOutcome>> work, CancellationToken cancellationToken)
    {
        string? series = null;
        try
        {
            await using DicomFile file = await DicomFile.OpenAsync(input, limits, leaveOpen: true, cancellationToken);
            series = seriesOf(file);
            return await work(file, series);
        }
        catch (QuarantineException exception)
        {
            return new Quarantined(exception.Reason, exception.Message, exception.Tag == default ? null : exception.Tag, exception.Offset)
            {
                Review = (exception as ReviewNeededException)?.Request,
                Slice = Unseen(series),
            };
        }
        catch (DicomFormatException exception)
        {
            return new Quarantined(exception.Reason, exception.Message, exception.Tag, exception.Offset) { Slice = Unseen(series) };
        }
        catch (ImageFormatException exception)
        {
            return new Quarantined(exception.Reason, exception.Message, Tags.PixelData, -1) { Slice = Unseen(series) };
        }
    }

    private static SeenSlice? Unseen(string? series) => series is null ? null : new SeenSlice(series, true);

    /// <summary>The name of a slice's series, where it is wanted; null otherwise.</summary>
    private string? SeriesOf(DicomFile file, DeidentificationProfile profile, PseudonymKey key, StudyFaces? faces)
    {
        if (!SeesSlices || faces is not null || !profile.Has(ProfileOption.CleanRecognizableVisualFeatures)) return null;
        if (file.Streamed is not { IsPixelData: true } || !SliceHeader.IsSlice(new ImageFacts(file.DataSet, file.TransferSyntax))) return null;
        Span<byte> name = stackalloc byte[PseudonymKey.Length];
        key.Hash(Encoding.UTF8.GetBytes("series " + file.DataSet.GetString(Tags.SeriesInstanceUID)), name);
        return Convert.ToHexStringLower(name);
    }

    private async Task<DeidentificationOutcome> RunAsync(
        DicomFile file, Stream output, PatientContext patient, DeidentificationProfile profile, PseudonymKey key, bool previews, StudyFaces? faces, string? series,
        CancellationToken cancellationToken)
    {
        RequireInstance(file);
        var task = new ObjectTask(file, patient, profile, new ObjectPseudonyms(new Pseudonyms(key), profile, patient), Policy, _patients, Display(file.DataSet), previews, Ocr, faces, series is not null);
        var edit = new DeidentificationEdit(task);
        await using var target = new CheckedOutput(output, LeakCheck.Of(file, file.DataSet, patient, profile, _patients), edit.Gate);
        await file.WriteToAsync(target, edit, cancellationToken);
        await target.FlushAsync(cancellationToken);
        if (Ocr is not null && edit.Masked?.Sample is { } sample) await new OcrCheck(Ocr, edit.Known).RequireNobodyAsync(sample.Images, cancellationToken);
        DataSet root = file.DataSet;
        return new Deidentified(
            root.GetString(Tags.SOPClassUID) ?? "", root.GetString(Tags.SOPInstanceUID) ?? "", root.GetString(Tags.SeriesInstanceUID), root.GetString(Tags.StudyInstanceUID),
            (edit.OutputSyntax ?? file.TransferSyntax).Uid.Value, task.Pseudonyms.Patient, edit.Masked?.Count ?? edit.Frames, target.Written,
            new DeidentificationRecord(profile.Name, edit.Log, edit.Plan.Treatment) { DeviceRules = edit.Plan.Rules },
            edit.Previews?.Thumbnail, edit.Previews?.Sequence ?? [])
        {
            Slice = series is null ? null : new SeenSlice(series, edit.Plan.Search?.MayShowSkull() ?? true),
        };
    }

    /// <summary>The writer would take a missing UID from the old group 0002: it must be in the data set, where it is replaced.</summary>
    private static void RequireInstance(DicomFile file)
    {
        foreach ((Tag tag, Tag meta) in new[] { (Tags.SOPClassUID, Tags.MediaStorageSOPClassUID), (Tags.SOPInstanceUID, Tags.MediaStorageSOPInstanceUID) })
        {
            if (!string.IsNullOrEmpty(file.DataSet.GetString(tag))) continue;
            if (file.Meta.GetString(meta) is { Length: > 0 } uid) file.DataSet.SetString(tag, Vr.UI, uid);
        }

        if (string.IsNullOrEmpty(file.DataSet.GetString(Tags.SOPInstanceUID)))
            throw new QuarantineException(DeidentificationReason.NoInstanceUid, "no SOP Instance UID", Tags.SOPInstanceUID);
    }

    private static void RequirePatient(DataSet root, PatientContext patient)
    {
        string id = root.GetString(Tags.PatientID) ?? "";
        if (id.Trim() != patient.PatientId.Trim()) throw new QuarantineException(DeidentificationReason.OtherPatient, "the object's patient ID is not that of the patient it was sent for", Tags.PatientID);
    }

    /// <summary>Without an ID, objects of one study still belong together.</summary>
    private static string PatientOf(DataSet root)
        => root.GetString(Tags.PatientID) is { Length: > 0 } id ? id : root.GetString(Tags.StudyInstanceUID) ?? "";

    private static DisplaySettings Display(DataSet root)
        => new(Number(root, Tags.WindowCenter), Number(root, Tags.WindowWidth), Number(root, Tags.RescaleSlope) ?? 1, Number(root, Tags.RescaleIntercept) ?? 0);

    private static double? Number(DataSet root, Tag tag)
    {
        try
        {
            return root.GetDouble(tag);
        }
        catch (DicomFormatException)
        {
            // A window is a wish: one that cannot be read is none.
            return null;
        }
    }
}
