using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>
/// The function app that receives: uploads and consent tables come in here, releases are decided, the outbox is sent. It may
/// read and delete uploads, unwrap upload keys, write the named storage and append to the audit; nothing that left the
/// center can be reached from it.
/// </summary>
public static class IntakeApp
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

        services.AddFunction<ReceiveStudy, BlobCreated>();
        services.AddScoped<PackageReception>();
        services.AddScoped<StudyReading>();
        services.AddScoped<StudyRegistration>();
        services.AddScoped<LeftFacilities>();
        services.AddFunction<ReceiveConsents, BlobCreated>();
        services.AddScoped<ConsentTaking>();
        services.AddFunction<DecideRelease, ReleaseReview>();
        services.AddScoped<RulesInEffect>();
        services.AddFunction<SweepReleases, TimerInfo>();
        services.AddFunction<DispatchOutbox, TimerInfo, DueMessages>();
        services.AddFunction<AnchorAudit, TimerInfo>();
        services.AddFunction<DeleteReceivedBlobs, TimerInfo>();
        services.AddFunction<DeleteReceipts, TimerInfo>();
        services.AddFunction<PublishUploadKey, TimerInfo>();
        services.AddFunction<EraseFacility, TimerInfo>();
        services.AddScoped<ErasedPatients>();
        services.AddScoped<ErasedUploads>();
        services.AddDeadLetterFunctions();

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
        services.AddPackageKeys(configuration);
        services.AddOptions<IntakeOptions>().Bind(configuration.GetSection(IntakeOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
    }
}
