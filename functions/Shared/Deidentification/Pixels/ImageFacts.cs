using System.Security.Cryptography;
using System.Text;
using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Registry;

namespace Pipeline.Deidentification;

/// <summary>What an object's header says about its pixels; never trusted to say that text is absent.</summary>
internal sealed class ImageFacts(DataSet root, TransferSyntax syntax)
{
    private const int LongestText = 256;
    private const int LongestRegions = 1000;

    private DeviceSignature? _signature;

    public DataSet Root { get; } = root;

    public TransferSyntax Syntax { get; } = syntax;

    public string SopClass => Root.GetString(Tags.SOPClassUID) ?? "";

    public string Modality => Root.GetString(Tags.Modality) ?? "";

    /// <summary>Whether the image came straight from its modality, without a sign of a screen or a scanner of paper between.</summary>
    public bool IsOriginal
    {
        get
        {
            IReadOnlyList<string> type = Root.GetStrings(Tags.ImageType);
            bool original = type.Count >= 2 && type[0] == "ORIGINAL" && type[1] == "PRIMARY";
            bool captured = Root.Contains(Tags.ConversionType) || Root.Contains(Tags.SecondaryCaptureDeviceManufacturer) || Root.Contains(Tags.SecondaryCaptureDeviceID)
                || Root.Contains(Tags.DateOfSecondaryCapture) || Root.Contains(Tags.VideoImageFormatAcquired)
                || type.Any(value => value.Contains("SCREEN", StringComparison.Ordinal) || value.Contains("CAPTURE", StringComparison.Ordinal) || value.Contains("SECONDARY", StringComparison.Ordinal) || value is "LOCALIZER");
            return original && !captured && Root.GetString(Tags.BurnedInAnnotation) != "YES";
        }
    }

    /// <summary>Whether samples are gray and deeper than a screen's.</summary>
    public bool IsDeepGray => Number(Tags.SamplesPerPixel, 0) == 1 && Number(Tags.BitsAllocated, 0) == 16 && Number(Tags.BitsStored, 0) > 8
        && Root.GetString(Tags.PhotometricInterpretation) is "MONOCHROME1" or "MONOCHROME2";

    /// <summary>Whether an overlay lies in the bits of the pixels that are not theirs (PS3.3 §C.9.2, retired).</summary>
    public bool HasEmbeddedOverlay
    {
        get
        {
            for (int group = 0x6000; group <= 0x60FE; group += 2)
            {
                bool described = Root.Contains(new Tag((ushort)group, 0x0010));
                if (described && (!Root.Contains(new Tag((ushort)group, 0x3000)) || (Root.GetInt(new Tag((ushort)group, 0x0102)) ?? 0) != 0)) return true;
            }

            return false;
        }
    }

    /// <summary>What device rules are matched against.</summary>
    public DeviceSignature Signature() => _signature ??= new DeviceSignature(
        Text(Tags.Manufacturer), Text(Tags.ManufacturerModelName), Text(Tags.SoftwareVersions), SopClass, IsOriginal, Number(Tags.Rows, 0), Number(Tags.Columns, 0),
        Text(Tags.PhotometricInterpretation), RegionsText());

    public PixelDescription Describe() => new(
        Number(Tags.Rows, 0),
        Number(Tags.Columns, 0),
        Number(Tags.SamplesPerPixel, 0),
        PixelDescription.ParsePhotometricInterpretation(Root.GetString(Tags.PhotometricInterpretation)),
        Number(Tags.PlanarConfiguration, 0),
        Number(Tags.BitsAllocated, 0),
        Number(Tags.BitsStored, 0),
        Number(Tags.HighBit, 0),
        Number(Tags.PixelRepresentation, 0),
        Number(Tags.NumberOfFrames, 1));

    public List<UltrasoundRegion> Regions()
    {
        List<UltrasoundRegion> regions = [];
        foreach (DataSet item in Root.GetItems(Tags.SequenceOfUltrasoundRegions))
        {
            // A corner that is missing makes the region impossible, and all of them untrusted.
            regions.Add(new UltrasoundRegion(
                item.GetInt(Tags.RegionLocationMinX0) ?? -1, item.GetInt(Tags.RegionLocationMinY0) ?? -1, item.GetInt(Tags.RegionLocationMaxX1) ?? -1, item.GetInt(Tags.RegionLocationMaxY1) ?? -1,
                Number(item, Tags.RegionSpatialFormat, 0), Number(item, Tags.RegionDataType, 0), item.GetInt(Tags.RegionFlags) ?? 0));
        }

        return regions;
    }

    public PaletteColor? Palette()
    {
        if (Root.GetString(Tags.PhotometricInterpretation) != "PALETTE COLOR") return null;
        ushort[] descriptor = [.. Root.GetInts(Tags.RedPaletteColorLookupTableDescriptor).Select(value => (ushort)value)];
        return PaletteColor.Read(descriptor, Value(Tags.RedPaletteColorLookupTableData), Value(Tags.GreenPaletteColorLookupTableData), Value(Tags.BluePaletteColorLookupTableData), Number(Tags.PixelRepresentation, 0) == 1);
    }

    private string Text(Tag tag)
    {
        string text = string.Join('\\', Root.GetStrings(tag)).Trim(' ', '\0');
        return text.Length <= LongestText ? text : text[..LongestText];
    }

    /// <summary>Format, type and corners of each region, in their order; of very many only a hash.</summary>
    private string RegionsText()
    {
        string text = string.Join(';', Regions().Select(r => FormattableString.Invariant($"{r.SpatialFormat}/{r.DataType}:{r.MinX0},{r.MinY0},{r.MaxX1},{r.MaxY1}")));
        return text.Length <= LongestRegions ? text : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
    }

    private ReadOnlySpan<byte> Value(Tag tag) => Root.TryGet(tag, out Element element) ? element.Value : default;

    private int Number(Tag tag, int absent) => Number(Root, tag, absent);

    private static int Number(DataSet dataSet, Tag tag, int absent) => dataSet.GetInt(tag) is { } value ? (int)Math.Clamp(value, int.MinValue, int.MaxValue) : absent;
}
