using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pipeline.Cloud;
using Pipeline.Deidentification;
using Pipeline.Registry;
using PseudonymKey = Pipeline.Deidentification.PseudonymKey;

namespace Pipeline.CenterCli;

/// <summary>Reads the files that say how to de-identify.</summary>
internal static class DeidentifyFiles
{
    private const int LongestFile = 1 << 20;

    /// <summary>The profile of a file; the built-in research profile without one.</summary>
    /// <exception cref="CenterException">It cannot be read, or is no profile.</exception>
    public static DeidentificationProfile ReadProfile(string? path)
    {
        if (path is null)
        {
            return DeidentificationProfile.Research;
        }

        try
        {
            if (new FileInfo(path).Length > LongestFile)
            {
                throw new InvalidDataException();
            }

            return DeidentificationProfile.Parse(File.ReadAllText(path));
        }
        catch (InvalidProfileException e)
        {
            string errors = string.Concat(e.Errors.Select(error => $"\n  {error}"));
            throw new CenterException(ExitCodes.Usage, new($"--profile を使えません。次を直してください:{errors}", $"The profile of --profile cannot be used. Correct:{errors}"), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new CenterException(ExitCodes.Usage, new("--profile のファイルを読めません。", "The file of --profile cannot be read."), e);
        }
    }

    /// <summary>The device rules of a file as <c>center review rules --json</c> prints them; the built-in ones without one.</summary>
    /// <exception cref="CenterException">It cannot be read, or holds no rules.</exception>
    public static DeviceRules ReadRules(string? path)
    {
        if (path is null)
        {
            return DeviceRules.Known;
        }

        try
        {
            if (new FileInfo(path).Length > LongestFile)
            {
                throw new InvalidDataException();
            }

            List<DeviceRuleEntry> rules = JsonSerializer.Deserialize(File.ReadAllBytes(path), CenterJson.Strict.ListDeviceRuleEntry) ?? throw new JsonException("The file holds null.");
            return new DeviceRules([.. rules.Select(rule => new DeviceRule(
                FormattableString.Invariant($"{rule.Rule}@{rule.Version}"), rule.Match, Enum.Parse<DeviceTreatment>(rule.Treatment, ignoreCase: true), rule.TrustsRegions, rule.Hidden))]);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException)
        {
            throw new CenterException(ExitCodes.Usage, new("--device-rules のファイルは装置の規則ではありません (center review rules --json の出力)。", "The file of --device-rules holds no device rules (output of center review rules --json)."), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new CenterException(ExitCodes.Usage, new("--device-rules のファイルを読めません。", "The file of --device-rules cannot be read."), e);
        }
    }

    /// <summary>The key of a file, or one drawn for this run alone; a facility's own where one is named.</summary>
    /// <exception cref="CenterException">The file cannot be read, holds no key, or others may read it.</exception>
    public static PseudonymKey ReadKey(string? path, FacilityId? facility)
    {
        PseudonymKey key = path is null ? PseudonymKey.OneTime() : ReadKey(path);
        if (facility is not { } id)
        {
            return key;
        }

        using (key)
        {
            return key.ForFacility(id);
        }
    }

    private static PseudonymKey ReadKey(string path)
    {
        byte[]? key = null;
        try
        {
            key = Decode(PrivateFile.Read(path).AsSpan().Trim(" \t\r\n"u8));
            return PseudonymKey.FromBytes(key);
        }
        catch (InvalidDataException e)
        {
            throw new CenterException(ExitCodes.Usage, new("--key-file のファイルをほかの人が読めます。chmod 600 で所有者だけにしてください。", "Others may read the file of --key-file. Make it its owner's only: chmod 600."), e);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new CenterException(ExitCodes.Usage, new("--key-file のファイルは鍵ではありません。32 バイトの乱数を 16 進 64 字か Base64 で書きます (openssl rand -hex 32)。", "The file of --key-file holds no key: 32 random bytes in 64 hex digits or in Base64 (openssl rand -hex 32)."), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CenterException(ExitCodes.Usage, new("--key-file のファイルを読めません。", "The file of --key-file cannot be read."), e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static byte[] Decode(ReadOnlySpan<byte> text)
        => text.Length == 2 * PseudonymKey.Length ? Convert.FromHexString(Encoding.ASCII.GetString(text)) : Convert.FromBase64String(Encoding.ASCII.GetString(text));
}
