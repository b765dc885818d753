namespace Pipeline.Registry;

/// <summary>The one syntax of facility, project and processor IDs: <c>[a-z0-9]+(-[a-z0-9]+)*</c>, at most 40 characters.</summary>
internal static class CenterId
{
    public const int MaximumLength = 40;

    public static bool IsValid(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty || value.Length > MaximumLength || value[0] == '-' || value[^1] == '-')
        {
            return false;
        }

        for (int i = 0; i < value.Length; i++)
        {
            bool letterOrDigit = char.IsAsciiLetterLower(value[i]) || char.IsAsciiDigit(value[i]);
            if (!letterOrDigit && (value[i] != '-' || value[i - 1] == '-'))
            {
                return false;
            }
        }

        return true;
    }

    public static string Checked(string value, string what)
        => IsValid(value) ? value : throw new FormatException($"A {what} ID is [a-z0-9]+(-[a-z0-9]+)*, at most {MaximumLength} characters.");
}
