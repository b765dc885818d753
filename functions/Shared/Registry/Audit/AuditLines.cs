using System.Runtime.CompilerServices;

namespace Pipeline.Registry;

/// <summary>The lines of an audit blob.</summary>
internal static class AuditLines
{
    /// <summary>Far longer than any that the center writes; what is longer is cut there, and none of ours.</summary>
    private const int Longest = 4 * 1024 * 1024;

    /// <summary>Each line without its line feed, and its offset. An end without line feed is a line too.</summary>
    public static async IAsyncEnumerable<(byte[] Line, long Offset)> ReadAsync(Stream content, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[256 * 1024];
        using MemoryStream line = new();
        long offset = 0;
        for (int count; (count = await content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            int start = 0;
            while (start < count)
            {
                int feed = buffer.AsSpan(start, count - start).IndexOf((byte)'\n');
                int end = feed < 0 ? count : start + feed;
                line.Write(buffer, start, end - start);
                start = end + (feed < 0 ? 0 : 1);
                if (feed >= 0 || line.Length > Longest)
                {
                    yield return (line.ToArray(), offset);
                    offset += line.Length + (feed < 0 ? 0 : 1);
                    line.SetLength(0);
                }
            }
        }

        if (line.Length > 0)
        {
            yield return (line.ToArray(), offset);
        }
    }
}
