using Pipeline.Imaging;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Png;
using Pipeline.Imaging.Tests.Faces;
using Pipeline.Imaging.Text;

namespace Pipeline.CenterCli.Tests;

/// <summary>Painted picture files of an endoscopy.</summary>
internal static class SamplePicture
{
    /// <summary>A comment, XMP with a place, and an Exif block; the first and last name the patient.</summary>
    private static readonly byte[] Named =
    [
        0xFF, 0xE1, 0, (byte)(2 + 29 + Place.Length), .. "http://ns.adobe.com/xap/1.0/\0"u8, .. Place,
        0xFF, 0xFE, 0, 8, .. "Yamada"u8, 0xFF, 0xE1, 0, 14, .. "Exif\0\0"u8, .. "Yamada"u8,
    ];

    /// <summary>A place as XMP says it.</summary>
    public static ReadOnlySpan<byte> Place => "GPSLatitude=35,1.23N"u8;

    /// <param name="kind">M mucosa, O mucosa through an octagon, N mucosa with a name and a place beside it, T mucosa with a name burned in, R room, F a face close by, P mucosa as PNG, X mucosa cut short.</param>
    public static byte[] Of(char kind)
    {
        DisplayImage picture = PaintedScene.Paint(kind switch { 'R' => "room", 'F' => "face filling the scope", 'O' => "mucosa, octagon", _ => "mucosa" });
        if (kind == 'T') BitmapText.Draw(picture, 2, 10, "山田", [255, 255, 255]);
        if (kind == 'P') return PngEncoder.Encode(picture);
        byte[] jpeg = JpegEncoder.Encode(picture, new JpegEncoding(90));
        return kind switch { 'N' => [.. jpeg.AsSpan(0, 2), .. Named, .. jpeg.AsSpan(2), .. "Yamada"u8], 'X' => jpeg[..(jpeg.Length / 2)], _ => jpeg };
    }
}
