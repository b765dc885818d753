using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>What the registry must know of one picture file, which was written to the named storage as it came.</summary>
/// <param name="Position">1 for the package's first file.</param>
/// <param name="BlobName">Where it was written in <c>named-{facility}</c>.</param>
/// <param name="Sha256">SHA-256 of the file, lower-case hexadecimal.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Photograph">Its format, series and place.</param>
public sealed record ReceivedPhotograph(int Position, string BlobName, string Sha256, long Size, Photograph Photograph)
{
    /// <summary>
    /// What stands for the SOP Instance UID that a picture file lacks: the same for the same content in the same series of the same
    /// study, so that sent again it is known. <c>2.25.</c> and the decimal of a UUID made of the hash (PS3.5 B.2; RFC 9562, version 8).
    /// </summary>
    public string UidIn(string studyInstanceUid)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{studyInstanceUid}\n{Photograph.Series}\n{Sha256}"));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return "2.25." + BinaryPrimitives.ReadUInt128BigEndian(hash).ToString(CultureInfo.InvariantCulture);
    }
}
