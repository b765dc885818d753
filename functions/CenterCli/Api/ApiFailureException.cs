using System.Net;

namespace Pipeline.CenterCli;

/// <summary>The portal's API answered otherwise than with success.</summary>
internal sealed class ApiFailureException(HttpStatusCode status) : Exception($"The center answered {(int)status}.")
{
    public HttpStatusCode Status { get; } = status;
}
