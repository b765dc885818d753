using System.Text;

namespace Pipeline.Registry;

/// <summary>
/// Opens consent tables: CSV in UTF-8 with or without byte order mark, or Shift_JIS. Valid UTF-8 is taken as such, otherwise
/// strictly valid Shift_JIS (code page 932); anything else is refused rather than guessed.
/// </summary>
public static class ConsentTableReader
{
    /// <summary>Most bytes of a table: 64 MiB.</summary>
    public const int MaximumBytes = 64 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the table into memory. What is wrong with it is told by its refusal and rows, never by an exception.</summary>
    /// <param name="received">A ○ without a date counts from this instant's day in Japan.</param>
    public static async Task<ConsentTable> ReadAsync(Stream stream, DateTimeOffset received, CancellationToken cancellationToken = default)
    {
        if (await BytesAsync(stream, MaximumBytes, cancellationToken) is not { } bytes)
        {
            return ConsentTable.Refused(ConsentReasons.TooLarge);
        }

        int start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        return EncodingOf(bytes.AsSpan(start)) is { } encoding
            ? new ConsentTable(bytes, start, encoding, JapaneseDay.Of(received))
            : ConsentTable.Refused(ConsentReasons.Encoding);
    }

    /// <summary>All bytes; none: more than <paramref name="most"/>.</summary>
    internal static async Task<byte[]?> BytesAsync(Stream stream, int most, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        byte[] chunk = new byte[81_920];
        for (int read; (read = await stream.ReadAsync(chunk, cancellationToken)) > 0;)
        {
            if (buffer.Length + read > most)
            {
                return null;
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    /// <summary>UTF-8 or Shift_JIS; none: neither.</summary>
    internal static Encoding? EncodingOf(ReadOnlySpan<byte> bytes)
    {
        Encoding shiftJis = CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
        return IsValid(bytes, StrictUtf8) ? StrictUtf8 : IsValid(bytes, shiftJis) ? shiftJis : null;
    }

    private static bool IsValid(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        try
        {
            encoding.GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
