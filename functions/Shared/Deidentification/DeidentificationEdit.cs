using Pipeline.Dicom;
using Pipeline.Imaging;

namespace Pipeline.Deidentification;

/// <summary>The pass over one file: header first, pixels as they stream, then whatever follows them.</summary>
internal sealed class DeidentificationEdit(ObjectTask task) : DicomEdit
{
    private HeaderPolicy? _policy;
    private PixelPlan _plan = new(PixelTreatment.None);
    private PassedFragments? _passed;
    private FacelessFrames? _faceless;

    public ActionLog Log { get; } = new();

    public PixelPlan Plan => _plan;

    public MaskedFrames? Masked { get; private set; }

    /// <summary>What was known of the patient before the header was edited.</summary>
    public KnownIdentifiers Known { get; private set; } = new();

    public int Frames { get; private set; }

    /// <summary>Previews of what was written; null where none were asked for or can be made.</summary>
    public FramePreviews? Previews => _faceless?.Previews ?? Masked?.Previews;

    /// <summary>
    /// Deflated and big-endian files are written as plain little-endian ones: their bytes can be checked. Masked frames say
    /// themselves what they are written as.
    /// </summary>
    public override TransferSyntax? OutputSyntax
        => task.File.TransferSyntax is { IsDeflated: true } or { IsBigEndian: true } ? TransferSyntax.ExplicitLittleEndian : _faceless?.Syntax ?? Masked?.Syntax;

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

        string syntax = (OutputSyntax ?? file.TransferSyntax).Uid.Value;
        if (_plan.Face is not null)
        {
            _faceless = new FacelessFrames(_plan, value, syntax, task.Display, task.WantsPreviews);
            return StreamedDecision.Replace(_faceless.Content());
        }

        if (_plan is { Kept: null, Mask.IsEmpty: true } && !value.IsEncapsulated && !task.WantsPreviews && task.Ocr is null)
            return StreamedDecision.Replace(new PassedSamples(value, _plan).Content());

        if (_plan.Mask is { IsEmpty: false } || (_plan.Mask is not null && IsReadWhereItPasses(value, syntax)))
        {
            Masked = new MaskedFrames(_plan, value, syntax, task.Display, task.WantsPreviews, task.Ocr is not null);
            return StreamedDecision.Replace(Masked.Content());
        }

        if (_plan.Treatment is not (PixelTreatment.Passed or PixelTreatment.KnownClean)) throw new QuarantineException(DeidentificationReason.TextNotLocated, "pixel data that nothing was planned for", value.Tag);
        _passed = new PassedFragments(value, _plan, syntax);
        return StreamedDecision.Replace(_passed.Content());
    }

    /// <summary>Native and RLE frames are looked at even where nothing is masked: the bits beside their samples must be empty.</summary>
    private static bool IsReadWhereItPasses(StreamedValue value, string syntax)
        => !value.IsEncapsulated || (PixelCapabilities.TryFind(syntax, out PixelCapability? capability) && capability.Encoding == PixelEncoding.Rle);

    private void EditHeader(DicomFile file, DataSet root)
    {
        StreamedValue? pixels = file.Streamed is { IsPixelData: true } value ? value : null;
        if (file.Streamed is { IsPixelData: false } && file.Streamed.Tag.Group <= 0x0028)
            throw new QuarantineException(DeidentificationReason.LongValue, "a value too long to hold stands before the description of the image", file.Streamed.Tag);
        ObjectKinds.Require(root, file.Streamed is not null);
        _plan = task.Policy.Decide(root, file.TransferSyntax, pixels, task.Profile, task.Faces);
        if (task.SeesSlice) _plan = _plan with { Search = SliceHeader.Search(new ImageFacts(root, file.TransferSyntax)) };
        Frames = pixels is null ? 0 : _plan.Frames;
        if (_plan.Kept is { } kept) KeptFrames.Write(root, kept, _plan.Description.NumberOfFrames);
        Known = KnownIdentifierReader.Read(root, task.Patient);
        PatientText text = PatientText.Of(Known, task.Profile.Dates, task.Pseudonyms.Shift, task.Patients);
        _policy = new HeaderPolicy(task.Profile, task.Pseudonyms, text, root.GetString(Tags.SOPClassUID) ?? "", Log);
        root.Edit(_policy);
        root.SetString(Tags.PatientID, task.Pseudonyms.Patient);
        root.SetString(Tags.PatientName, task.Pseudonyms.Patient);
        if (_plan.Mask is { IsEmpty: false }) WriteForm(root, MaskedForm.Of(_plan.Description, PixelCapabilities.Find(file.TransferSyntax.Uid.Value)));
        WrittenAttributes.Write(root, task.Profile, _plan.Treatment, Log);
    }

    /// <summary>
    /// Frames that are decoded to be masked have their colour transforms undone. That they once were compressed with loss
    /// (0028,2110) stays as the object says it.
    /// </summary>
    private void WriteForm(DataSet root, MaskedForm form)
    {
        if (form.Description == _plan.Description) return;
        root.SetString(Tags.PhotometricInterpretation, PixelDescription.TermOf(form.Description.PhotometricInterpretation));
        if (form.Description.SamplesPerPixel > 1) root.SetInts(Tags.PlanarConfiguration, form.Description.PlanarConfiguration);
    }
}
