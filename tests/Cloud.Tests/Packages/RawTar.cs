using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Pipeline.Cloud.Tests;

/// <summary>A TAR written by hand, so that it can be wrong in one place.</summary>
public sealed class RawTar
{
    private readonly List<byte> bytes = [];

    /// <summary>Adds one header and its data.</summary>
    public RawTar Add(string name, ReadOnlySpan<byte> data, char type = '0', long? size = null, bool goodChecksum = true)
    {
        byte[] header = new byte[512];
        Encoding.UTF8.GetBytes(name, header);
        Put(header, 100, "0000644\0");
        Put(header, 108, "0000000\0");
        Put(header, 116, "0000000\0");
        Put(header, 124, Convert.ToString(size ?? data.Length, 8).PadLeft(11, '0') + "\0");
        Put(header, 136, "00000000000\0");
        header[156] = (byte)type;
        Put(header, 257, "ustar\0" + "00");
        Put(header, 148, "        ");
        int sum = header.Sum(b => b) + (goodChecksum ? 0 : 1);
        Put(header, 148, Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ");
        bytes.AddRange(header);
        bytes.AddRange(data);
        bytes.AddRange(new byte[(512 - (data.Length % 512)) % 512]);
        return this;
    }

    public RawTar Add(PackageManifest manifest) => Add("manifest.json", JsonSerializer.SerializeToUtf8Bytes(manifest, MessageJson.Options));

    /// <summary>A file with the bytes that <see cref="SamplePackage"/> gives its name.</summary>
    public RawTar Add(string name, int length) => Add(name, SamplePackage.Bytes(name, length));

    /// <summary>A PAX record, e.g. <c>17 size=1234567\n</c>, before the next entry.</summary>
    public RawTar AddExtended(string keyword, string value)
    {
        string rest = $" {keyword}={value}\n";
        int length = rest.Length + 2;
        return Add("PaxHeaders/x", Encoding.UTF8.GetBytes(length.ToString(CultureInfo.InvariantCulture) + rest), 'x');
    }

    public byte[] End(params ReadOnlySpan<byte> trailing)
    {
        bytes.AddRange(new byte[1024]);
        bytes.AddRange(trailing);
        return [.. bytes];
    }

    public byte[] WithoutEnd() => [.. bytes];

    private static void Put(byte[] header, int offset, string text) => Encoding.ASCII.GetBytes(text, header.AsSpan(offset));
}
