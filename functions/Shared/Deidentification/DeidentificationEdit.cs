using Pipeline.Dicom;
using Pipeline.Imaging;

namespace Pipeline.Deidentification;

/// <summary>The pass over one file: header first, pixels as they stream, then whatever follows them.</summary>
internal sealed class DeidentificationEdit(ObjectTask task) : DicomEdit
{
    private HeaderPolicy? _policy;
    private PixelPlan _plan = new(PixelTreatment.None);
    private PassedFragments? _passed;

    public ActionLog Log { get; } = new();

    public PixelPlan Plan => _plan;

    public MaskedFrames? Masked { get; private set; }

    /// <summary>What was known of the patient before the header was edited.</summary>
    public KnownIdentifiers Known { get; private set; } = new();

    public int Frames { get; private set; }

    /// <summary>Deflated and big-endian files are written as plain little-endian ones: their bytes can be checked.</summary>
    public override TransferSyntax? OutputSyntax => task.File.TransferSyntax is { IsDeflated: true } or { IsBigEndian: true } ? TransferSyntax.ExplicitLittleEndian : null;

    public HeaderGate Gate { get; } = new();

    public override ValueTask EditAsync(DicomFile file, DataSet part, CancellationToken cancellation)
    {
        Gate.Begin(endsWithFrames: file.Streamed is not null);
        if (_policy is null) EditHeader(file, part);
        else part.Edit(_policy);
        return ValueTask.CompletedTask;
    }

    public override StreamedDecision Decide(DicomFile file, StreamedValue value)
    {
        if (!value.IsPixelData)
        {
            Log.Add(file.DataSet, value.Tag, AttributeOutcome.Removed, new AttributeRule(value.Tag.IsPrivate ? RuleSource.Private : RuleSource.Unlisted, BasicAction.Remove));
            Gate.GoOn();
            return StreamedDecision.Remove;
        }

        if (_plan.Mask is { IsEmpty: false } || (_plan.Mask is not null && (task.WantsPreviews || task.Ocr is not null) && CanBeShown(file)))
        {
            Masked = new MaskedFrames(_plan, value, file.TransferSyntax.Uid.Value, task.Display, task.WantsPreviews, task.Ocr is not null);
            return StreamedDecision.Replace(Masked.Content());
        }

        if (_plan.Treatment is not (PixelTreatment.Passed or PixelTreatment.KnownClean)) throw new QuarantineException(DeidentificationReason.TextNotLocated, "pixel data that nothing was planned for", value.Tag);
        if (!value.IsEncapsulated) return StreamedDecision.Keep;
        _passed = new PassedFragments(value);
        return StreamedDecision.Replace(_passed.Content());
    }

    /// <summary>Whether frames that pass can be decoded on their way; native and RLE frames stay what they are.</summary>
    private static bool CanBeShown(DicomFile file)
        => PixelCapabilities.TryFind(file.TransferSyntax.Uid.Value, out PixelCapability? capability) && capability is { Preview: true, Encoding: PixelEncoding.Native or PixelEncoding.Rle };

    private void EditHeader(DicomFile file, DataSet root)
    {
        StreamedValue? pixels = file.Streamed is { IsPixelData: true } value ? value : null;
        if (file.Streamed is { IsPixelData: false } && file.Streamed.Tag.Group <= 0x0028)
            throw new QuarantineException(DeidentificationReason.LongValue, "a value too long to hold stands before the description of the image", file.Streamed.Tag);
        ObjectKinds.Require(root, file.Streamed is not null);
        _plan = task.Policy.Decide(root, file.TransferSyntax, pixels, task.Profile);
        Frames = pixels is null ? 0 : (int)(root.GetInt(Tags.NumberOfFrames) ?? 1);
        Known = KnownIdentifierReader.Read(root, task.Patient);
        PatientText text = PatientText.Of(Known, task.Profile.Dates, task.Pseudonyms.Shift, task.Patients);
        _policy = new HeaderPolicy(task.Profile, task.Pseudonyms, text, root.GetString(Tags.SOPClassUID) ?? "", Log);
        root.Edit(_policy);
        root.SetString(Tags.PatientID, task.Pseudonyms.Patient);
        root.SetString(Tags.PatientName, task.Pseudonyms.Patient);
        WrittenAttributes.Write(root, task.Profile, _plan.Treatment, Log);
    }
}
