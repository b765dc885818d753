using System.Globalization;

namespace Pipeline.Cloud;

/// <summary>Why a package is refused. Codes are stable: they stand in the registry and in texts for facilities.</summary>
public static class PackageReasons
{
    /// <summary>It ends too early.</summary>
    public const string Truncated = "package.truncated";

    /// <summary>Not encrypted by client-side encryption v2, or not for a key of ours.</summary>
    public const string NotDecryptable = "package.not-decryptable";

    /// <summary>Its ciphertext was changed after encryption.</summary>
    public const string Tampered = "package.tampered";

    /// <summary>It is no TAR that can be read.</summary>
    public const string Format = "package.format";

    /// <summary>An entry has a forbidden name or is no regular file.</summary>
    public const string Path = "package.path";

    /// <summary>A file of the manifest is missing or out of order.</summary>
    public const string MissingFile = "package.missing-file";

    /// <summary>It holds more than the manifest says.</summary>
    public const string ExtraFile = "package.extra-file";

    /// <summary>A name occurs twice.</summary>
    public const string DuplicateFile = "package.duplicate-file";

    /// <summary>A file's SHA-256 is not the manifest's.</summary>
    public const string Hash = "package.hash";

    /// <summary>A file's size is not the manifest's.</summary>
    public const string Size = "package.size";

    /// <summary>The manifest is missing, not first, or not readable.</summary>
    public const string Manifest = "package.manifest";

    /// <summary>It is larger, or has more files, than is taken.</summary>
    public const string Limit = "package.limit";
}

/// <summary>A package is refused. Neither names nor values of it are told.</summary>
/// <param name="reason">One of <see cref="PackageReasons"/>.</param>
/// <param name="position">The entry in question: 0 is the manifest, 1 the first file; null when none.</param>
/// <param name="innerException">The cause.</param>
public sealed class PackageException(string reason, int? position = null, Exception? innerException = null)
    : Exception(position is null ? reason : string.Create(CultureInfo.InvariantCulture, $"{reason} at entry {position}"), innerException)
{
    /// <summary>One of <see cref="PackageReasons"/>.</summary>
    public string Reason { get; } = reason;

    /// <summary>The entry in question: 0 is the manifest, 1 the first file; null when none.</summary>
    public int? Position { get; } = position;
}
