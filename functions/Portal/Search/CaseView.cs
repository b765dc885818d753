using System.Text.Json;
using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>A case as a member of its project sees it.</summary>
/// <param name="Project">The project.</param>
/// <param name="Case">The anonymised case.</param>
public sealed record CaseView(Project Project, VisibleCase Case)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The cleaned report; none: it came without one, or it cannot be read.</summary>
    public DomainReport? Report()
    {
        try
        {
            return Case.ReportJson is { } text ? JsonSerializer.Deserialize<DomainReport>(text, Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
