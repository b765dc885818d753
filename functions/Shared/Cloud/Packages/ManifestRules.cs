using System.Text.RegularExpressions;
using System.Text.Json;
using Pipeline.Registry;

namespace Pipeline.Cloud;

/// <summary>What a manifest must be, for writers and readers alike.</summary>
internal static partial class ManifestRules
{
    public const string EntryName = "manifest.json";
    private const int MaximumNameLength = 100;

    /// <exception cref="PackageException">It is not JSON of that shape, or breaks a rule.</exception>
    public static PackageManifest Read(ReadOnlySpan<byte> json, PackageLimits limits)
    {
        PackageManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(json, CloudJson.Strict.PackageManifest);
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw new PackageException(PackageReasons.Manifest, 0);
        }

        Demand(manifest ?? throw new PackageException(PackageReasons.Manifest, 0), limits);
        return manifest;
    }

    /// <exception cref="PackageException">It breaks a rule.</exception>
    public static void Demand(PackageManifest manifest, PackageLimits limits)
    {
        if (!string.Equals(manifest.Format, PackageManifest.CurrentFormat, StringComparison.Ordinal) || !FacilityId.TryParse(manifest.Sender, null, out _)
            || manifest.Files.Any(f => f is null))
        {
            throw new PackageException(PackageReasons.Manifest, 0);
        }

        if (manifest.Files.Count > limits.Files)
        {
            throw new PackageException(PackageReasons.Limit, 0);
        }

        DemandFiles(manifest.Files, limits);
    }

    public static bool IsValidName(string name)
        => name.Length is > 0 and <= MaximumNameLength && Name().IsMatch(name) && !name.Split('/').Any(part => part is "." or "..");

    private static void DemandFiles(IReadOnlyList<PackageFileEntry> files, PackageLimits limits)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { EntryName };
        long left = limits.TotalLength;
        for (int i = 0; i < files.Count; i++)
        {
            PackageFileEntry file = files[i];
            if (!IsValidName(file.Name))
            {
                throw new PackageException(PackageReasons.Path, i + 1);
            }

            if (!names.Add(file.Name))
            {
                throw new PackageException(PackageReasons.DuplicateFile, i + 1);
            }

            if (file.Size < 0 || !Sha256().IsMatch(file.Sha256))
            {
                throw new PackageException(PackageReasons.Manifest, i + 1);
            }

            if (file.Size > PackageLimits.MaximumFileLength || file.Size > left)
            {
                throw new PackageException(PackageReasons.Limit, i + 1);
            }

            left -= file.Size;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sha256();
}
