using Pipeline.Dicom;
using Pipeline.Imaging;

namespace Pipeline.Deidentification;

/// <summary>
/// Reads masked frames once more as a stranger would, and looks for what is known of the patient: names in any spelling,
/// numbers, birth date. A hit means that the mask missed something; no hit proves nothing.
/// </summary>
internal sealed class OcrCheck
{
    private readonly IImageText _reader;
    private readonly NameFinder _names;
    private readonly IdentifierFinder _numbers;
    private readonly DateFinder _dates;

    public OcrCheck(IImageText reader, KnownIdentifiers known)
    {
        _reader = reader;
        _names = new NameFinder(known.PatientNames, TextFinding.PatientName);
        _numbers = new IdentifierFinder(known.Numbers.Where(number => number.Trim().Length >= 4));
        _dates = new DateFinder(known.BirthDate, DatesMode.Full, new DateShift(1));
    }

    /// <summary>Quarantines the object where a frame shows who it is of.</summary>
    public async Task RequireNobodyAsync(IReadOnlyList<DisplayImage> images, CancellationToken cancellationToken)
    {
        foreach (DisplayImage image in images)
        {
            if (Names(await _reader.ReadAsync(image, cancellationToken)))
                throw new QuarantineException(DeidentificationReason.TextFound, "an identifier of the patient can be read in a masked frame", Tags.PixelData);
        }
    }

    /// <summary>Whether a text that was read names the patient; readers put blanks between kanji.</summary>
    public bool Names(string text)
        => text.Split(['\r', '\n', '\f'], StringSplitOptions.RemoveEmptyEntries).SelectMany(line => new[] { line, string.Concat(line.Where(c => !char.IsWhiteSpace(c))) }).Any(NamesLine);

    private bool NamesLine(string line)
    {
        var folded = new FoldedText(line);
        List<TextSpan> spans = [];
        _names.Find(folded, spans);
        _numbers.Find(folded, spans);
        _dates.Find(folded, spans);
        return spans.Exists(span => span.Finding is TextFinding.PatientName or TextFinding.PatientIdentifier or TextFinding.BirthDate);
    }
}
