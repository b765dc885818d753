namespace Pipeline.Portal;

/// <summary>
/// Gives the request the address browsers know: the Functions host proxies to a loopback port. Taken from the
/// configuration, never from a header, so that nobody can have links made out to another host.
/// </summary>
internal sealed class PublicAddress(RequestDelegate next, PortalSettings settings)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (settings.PortalAddress is { } address)
        {
            http.Request.Scheme = address.Scheme;
            http.Request.Host = new HostString(address.Authority);
        }

        return next(http);
    }
}
