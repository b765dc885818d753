using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Pipeline.Registry;

/// <summary>What an enrolment must be like to be entered; each gives a reason code, or none.</summary>
internal static class EnrolmentChecks
{
    private const int LongestText = 200;
    private const int FewestKeyBits = 3072;

    public static string? Texts(params string?[] texts)
        => Array.TrueForAll(texts, text => text is null || (!string.IsNullOrWhiteSpace(text) && text.Length <= LongestText && !text.Any(char.IsControl)))
            ? null
            : EnrolmentReasons.Incomplete;

    public static string? Needed(params object?[] values) => Array.TrueForAll(values, value => value is not null) ? null : EnrolmentReasons.Incomplete;

    public static string? Period(DateOnly? from, DateOnly? until) => until is null || from <= until ? null : EnrolmentReasons.Period;

    /// <summary>A key and its identifier are stated together.</summary>
    public static string? Key(string? id, string? pem)
    {
        if (id is null && pem is null)
        {
            return null;
        }

        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            bool isPublic = pem!.Contains("-----BEGIN PUBLIC KEY-----", StringComparison.Ordinal) && !pem.Contains("PRIVATE", StringComparison.Ordinal);
            return id is not null && isPublic && rsa.KeySize >= FewestKeyBits ? null : EnrolmentReasons.Key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return EnrolmentReasons.Key;
        }
    }

    /// <summary>A grant's SAS takes IPv4 only.</summary>
    public static string? Networks(string? networks)
        => networks is null || Array.TrueForAll(
            networks.Split(',', StringSplitOptions.TrimEntries),
            network => IPNetwork.TryParse(network, out IPNetwork parsed) && parsed.BaseAddress.AddressFamily == AddressFamily.InterNetwork)
            ? null
            : EnrolmentReasons.Network;
}
