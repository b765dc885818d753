using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Azure.Storage.Sas;

namespace Pipeline.Portal;

/// <summary>The addresses a facility may upload from, as a SAS states them: one IPv4 range.</summary>
internal static class UploadRange
{
    private const int AddressBits = 32;

    /// <summary>The range of the first of a facility's networks, or of the one that <paramref name="asked"/> names; none: any address.</summary>
    /// <param name="networks">CIDR, comma separated, as the facility's row has them.</param>
    /// <exception cref="FormatException">The facility has no such network, or it is not an IPv4 network.</exception>
    public static SasIPRange? Of(string? networks, string? asked)
    {
        string[] all = (networks ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (all.Length == 0)
        {
            return asked is null ? null : throw new FormatException("The facility has no networks on file.");
        }

        string chosen = asked is null ? all[0] : Array.Find(all, network => network == asked) ?? throw new FormatException("Not a network on file.");
        IPNetwork network = IPNetwork.Parse(chosen);
        return network.BaseAddress.AddressFamily == AddressFamily.InterNetwork
            ? new SasIPRange(network.BaseAddress, Last(network))
            : throw new FormatException("A SAS takes IPv4 only.");
    }

    private static IPAddress Last(IPNetwork network)
    {
        uint first = BinaryPrimitives.ReadUInt32BigEndian(network.BaseAddress.GetAddressBytes());
        uint hosts = network.PrefixLength == 0 ? uint.MaxValue : (uint)((1UL << (AddressBits - network.PrefixLength)) - 1);
        byte[] last = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(last, first | hosts);
        return new IPAddress(last);
    }
}
