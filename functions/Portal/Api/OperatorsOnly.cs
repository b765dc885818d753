namespace Pipeline.Portal;

/// <summary>Lets the society's staff through and nobody else.</summary>
internal sealed class OperatorsOnly : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        => new Caller(context.HttpContext.User).IsOperator ? await next(context) : ApiProblems.Forbidden();
}
