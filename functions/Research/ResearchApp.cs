using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>
/// The function app that anonymises: it makes each project's copies, recalls them, and holds what lies in the projects'
/// containers against the registry. It may read the named storage, write the research account and use pseudonym keys; uploads
/// and the processors' packages cannot be reached from it.
/// </summary>
public static class ResearchApp
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

        services.AddFunction<AnonymizeStudy, AnonymizeCase>();
        services.AddScoped<CopyStaging>();
        services.AddScoped<CopyPackages>();
        services.AddScoped<CopyPublication>();
        services.AddScoped<CaseAnonymization>();
        services.AddScoped<PhotographAnonymization>();
        services.AddSingleton(ProjectProfiles.Read(builder.Configuration["Center:Profiles"]));
        services.AddSingleton(new OcrReader(builder.Configuration));
        services.AddSingleton<CurrentDeviceRules>();
        services.AddScoped<StudyRulesReader>();
        services.AddScoped<ReviewQueue>();
        services.AddFunction<RecallResearch, RecallFromResearch>();
        services.AddScoped<CopyWithdrawal>();
        services.AddScoped<ReviewWithdrawal>();
        services.AddFunction<ReconcileResearch, TimerInfo>();
        services.AddScoped<ReconciledBlobs>();
        services.AddScoped<ReconciledRecords>();
        services.AddScoped<ReconciledReviews>();
        services.AddScoped<ExpiredExports>();

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
        services.AddPseudonymKeys(configuration);
    }
}
