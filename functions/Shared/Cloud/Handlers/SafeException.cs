using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Pipeline.Cloud;

/// <summary>
/// What may be told of an exception: its types and stack frames. Never its message, because messages quote what was
/// being read, and that may name a patient.
/// </summary>
public static class SafeException
{
    private const int MaximumCauses = 5;
    private const int MaximumFrames = 30;

    /// <summary>The exception's type and those of its causes, each with its stack frames, one a line.</summary>
    public static string Describe(Exception exception)
    {
        var text = new StringBuilder();
        Exception? current = exception;
        for (int cause = 0; current is not null && cause < MaximumCauses; cause++, current = current.InnerException)
        {
            text.Append(cause == 0 ? "" : "caused by ").Append(TypeOf(current)).Append('\n');
            foreach (StackFrame frame in new StackTrace(current, fNeedFileInfo: true).GetFrames().Take(MaximumFrames))
            {
                if (frame.GetMethod() is { } method)
                {
                    string line = frame.GetFileLineNumber() is > 0 and var number ? string.Create(CultureInfo.InvariantCulture, $":{number}") : "";
                    text.Append("  at ").Append(method.DeclaringType?.FullName).Append('.').Append(method.Name).Append(line).Append('\n');
                }
            }
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>The full name of the exception's type.</summary>
    public static string TypeOf(Exception exception) => exception.GetType().FullName ?? exception.GetType().Name;

    /// <summary>Logs <paramref name="what"/> (a fixed text without identifiers) with <see cref="Describe"/>.</summary>
    public static void LogSafely(this ILogger logger, LogLevel level, string what, Exception exception)
        => logger.Log(level, "{What}: {Exception}", what, Describe(exception));
}
