using System.Net;

namespace Pipeline.CenterCli;

/// <summary>The portal's API answered otherwise than with success.</summary>
internal sealed class ApiFailureException(HttpStatusCode status, Text? said = null) : Exception($"The center answered {(int)status}.")
{
    /// <summary>What it said itself, where it was a refusal with words of its own.</summary>
    public Text? Said { get; } = said;

    public HttpStatusCode Status { get; } = status;
}
