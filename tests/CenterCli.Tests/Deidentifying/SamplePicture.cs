using Pipeline.Imaging;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Png;
using Pipeline.Imaging.Text;

namespace Pipeline.CenterCli.Tests;

/// <summary>Painted picture files of an endoscopy.</summary>
internal static class SamplePicture
{
    private const int Width = 320;
    private const int Height = 240;

    /// <summary>A comment and an Exif block, both of which name the patient.</summary>
    private static readonly byte[] Named = [0xFF, 0xFE, 0, 8, .. "Yamada"u8, 0xFF, 0xE1, 0, 14, .. "Exif\0\0"u8, .. "Yamada"u8];

    /// <param name="kind">M mucosa, N mucosa with a name in Exif, T mucosa with a name burned in, R room, F a face close by, P mucosa as PNG, X mucosa cut short.</param>
    public static byte[] Of(char kind)
    {
        DisplayImage picture = Paint(kind);
        if (kind == 'T') BitmapText.Draw(picture, 2, 10, "山田", [255, 255, 255]);
        if (kind == 'P') return PngEncoder.Encode(picture);
        byte[] jpeg = JpegEncoder.Encode(picture, new JpegEncoding(90));
        return kind switch { 'N' => [.. jpeg.AsSpan(0, 2), .. Named, .. jpeg.AsSpan(2), .. "Yamada"u8], 'X' => jpeg[..(jpeg.Length / 2)], _ => jpeg };
    }

    private static DisplayImage Paint(char kind)
    {
        var picture = new DisplayImage(Width, Height, 3);
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                double distance = Math.Sqrt(((x - 160) * (x - 160)) + ((y - 120) * (y - 120))) / 118;
                double light = 1.1 - (0.6 * distance);
                (double red, double green, double blue) = kind switch
                {
                    'R' => (((x / 40) + (y / 60)) % 2) == 0 ? (180, 182, 178) : (90, 110, 130),
                    _ when distance > 1 => (2, 2, 2),
                    'F' => (215, 160, 130),
                    _ => (205 * light, 95 * light, 75 * light),
                };
                (picture[x, y][0], picture[x, y][1], picture[x, y][2]) = ((byte)red, (byte)green, (byte)blue);
            }
        }

        return picture;
    }
}
