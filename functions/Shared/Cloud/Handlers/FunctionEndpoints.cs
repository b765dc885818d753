using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Pipeline.Cloud;

/// <summary>Makes an ASP.NET Core app a custom handler of the Functions host.</summary>
public static class FunctionEndpoints
{
    /// <summary>Registers a function that sends nothing.</summary>
    public static IServiceCollection AddFunction<THandler, TMessage>(this IServiceCollection services)
        where THandler : class, IFunction<TMessage>
        => services.Add<THandler>(new RegisteredFunction(typeof(THandler).Name, typeof(TMessage), OutputsType: null)
        {
            Invoke = async (scope, message, cancellationToken) =>
            {
                await scope.GetRequiredService<THandler>().HandleAsync((TMessage)message, cancellationToken);
                return null;
            },
        });

    /// <summary>Registers a function whose result goes to its output bindings.</summary>
    public static IServiceCollection AddFunction<THandler, TMessage, TOutputs>(this IServiceCollection services)
        where THandler : class, IFunction<TMessage, TOutputs>
        where TOutputs : class
        => services.Add<THandler>(new RegisteredFunction(typeof(THandler).Name, typeof(TMessage), typeof(TOutputs))
        {
            Invoke = async (scope, message, cancellationToken)
                => await scope.GetRequiredService<THandler>().HandleAsync((TMessage)message, cancellationToken),
        });

    /// <summary>Listens where the Functions host looks, on 127.0.0.1 at <c>FUNCTIONS_CUSTOMHANDLER_PORT</c>; without it, as configured.</summary>
    public static WebApplicationBuilder UseFunctionsPort(this WebApplicationBuilder builder)
    {
        if (int.TryParse(builder.Configuration["FUNCTIONS_CUSTOMHANDLER_PORT"], NumberStyles.None, CultureInfo.InvariantCulture, out int port))
        {
            builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        }

        return builder;
    }

    /// <summary>
    /// Maps <c>POST /{FunctionName}</c> for each registered function, and <c>GET /</c> for the host's readiness probe
    /// unless the app has a page there (<paramref name="answerRoot"/> false).
    /// </summary>
    public static void MapFunctions(this IEndpointRouteBuilder app, bool answerRoot = true)
    {
        foreach (RegisteredFunction function in app.ServiceProvider.GetServices<RegisteredFunction>())
        {
            FunctionEndpoint endpoint = ActivatorUtilities.CreateInstance<FunctionEndpoint>(app.ServiceProvider, function);
            app.MapPost("/" + function.Name, (RequestDelegate)endpoint.InvokeAsync).AllowAnonymous();
        }

        if (answerRoot)
        {
            app.MapGet("/", () => Results.Ok()).AllowAnonymous();
        }
    }

    private static IServiceCollection Add<THandler>(this IServiceCollection services, RegisteredFunction function)
        where THandler : class
    {
        services.TryAddScoped<THandler>();
        services.TryAddScoped<Invocation>();
        return services.AddSingleton(function);
    }
}
