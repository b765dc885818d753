using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Delivery;

/// <summary>
/// The function app that provides named data to certified processors: it publishes packages, recalls them, and holds what
/// lies in their containers against the registry. It may read the named storage and write its own account; it has no key
/// but the processors' public ones, and nothing of research or of the uploads can be reached from it.
/// </summary>
public static class DeliveryApp
{
    /// <summary>Builds the app.</summary>
    /// <param name="args">Command line, as configuration.</param>
    /// <param name="configure">Overrides of whoever hosts it, such as a clock or configuration of one machine.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args).UseFunctionsPort();
        configure?.Invoke(builder);
        IServiceCollection services = builder.Services;
        AddCenter(services, builder.Configuration);

        services.AddFunction<DeliverStudy, DeliverCase>();
        services.AddScoped<DeliveryStaging>();
        services.AddScoped<DeliveryPackages>();
        services.AddScoped<DeliveryPublication>();
        services.AddFunction<RecallDelivery, RecallFromProcessor>();
        services.AddScoped<DeliveryWithdrawal>();
        services.AddFunction<ReconcileDelivery, TimerInfo>();
        services.AddScoped<ReconciledBlobs>();
        services.AddScoped<ReconciledRecords>();
        services.AddFunction<ConfirmErasure, TimerInfo>();

        WebApplication app = builder.Build();
        app.MapFunctions();
        return app;
    }

    private static void AddCenter(IServiceCollection services, ConfigurationManager configuration)
    {
#pragma warning disable RS0030 // the composition root
        services.TryAddSingleton(TimeProvider.System);
#pragma warning restore RS0030
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        services.AddCenterRegistry(configuration);
        services.AddStorageAccounts(configuration);
        services.AddOptions<DeliveryOptions>().Bind(configuration.GetSection(DeliveryOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
    }
}
