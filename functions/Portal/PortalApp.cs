using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using System.Threading.RateLimiting;
using Azure.Core;
using Azure.Identity;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.WebEncoders;
using Pipeline.Cloud;

namespace Pipeline.Portal;

/// <summary>
/// The portal: operators' and researchers' pages, and the JSON API of facilities, processors and projects. One HTTP
/// function proxies every request to it.
/// </summary>
public static class PortalApp
{
    private const int GrantsPerMinute = 60;
    private const long LargestRequest = 64 * 1024;

    /// <summary>The whole app, not started. Everything it needs comes from the configuration section <c>Center</c>.</summary>
    /// <param name="args">Command line.</param>
    /// <param name="configure">Adds configuration and services before the app's own, which then give way to them.</param>
    /// <exception cref="InvalidOperationException">The configuration is incomplete.</exception>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.UseFunctionsPort();
        configure?.Invoke(builder);
        PortalSettings settings = SettingsOf(builder.Configuration);
        AddCenter(builder, settings);
        AddPages(builder, settings);
        WebApplication app = builder.Build();
        UsePipeline(app);
        MapRoutes(app);
        return app;
    }

    private static PortalSettings SettingsOf(ConfigurationManager configuration)
    {
        PortalSettings settings = PortalSettings.From(configuration);
        IReadOnlyList<string> problems = settings.Problems();
        return problems.Count == 0 ? settings : throw new InvalidOperationException(string.Join(' ', problems));
    }

    private static void AddCenter(WebApplicationBuilder builder, PortalSettings settings)
    {
        IServiceCollection services = builder.Services;
#pragma warning disable RS0030 // the composition root
        services.TryAddSingleton(TimeProvider.System);
#pragma warning restore RS0030
        if (!settings.OneMachine)
        {
            services.TryAddSingleton<TokenCredential>(new DefaultAzureCredential());
        }

        services.AddSingleton(settings);
        services.AddCenterRegistry(builder.Configuration);
        services.AddStorageAccounts(builder.Configuration);
        services.AddSingleton<GrantIssuer>();
        services.AddScoped<UploadGrants>();
        services.AddScoped<SentUploads>();
        services.AddScoped<ProcessorDeliveries>();
        services.AddScoped<ProjectCopies>();
        services.AddScoped<StudyList>();
        services.AddScoped<StudyHistory>();
        services.AddScoped<ProjectSearch>();
        services.AddScoped<ReviewItems>();
        services.AddScoped<FacilityExport>();
        services.AddScoped<NoticeLists>();
        services.AddScoped<LetterRecording>();
        services.AddScoped<DeskPatients>();
    }

    private static void AddPages(WebApplicationBuilder builder, PortalSettings settings)
    {
        IServiceCollection services = builder.Services;
        services.AddScoped<Reader>();
        services.AddRazorComponents();
        services.AddProblemDetails();
        services.AddSignIn(settings);
        CookieKeys.Register(services, settings.CookieKey);
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
        services.ConfigureHttpJsonOptions(options =>
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
        services.AddRateLimiter(options =>
        {
            options.AddPolicy(FacilityEndpoints.GrantLimit, http => RateLimitPartition.GetFixedWindowLimiter(
                new Caller(http.User).ApplicationId ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = GrantsPerMinute, Window = TimeSpan.FromMinutes(1) }));
            options.OnRejected = (context, _) => new ValueTask(ApiProblems.TooMany().ExecuteAsync(context.HttpContext));
        });
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = LargestRequest;
        });

        // The framework's own request log would keep addresses with search words and sign-in codes.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
    }

    private static void UsePipeline(WebApplication app)
    {
        app.UseMiddleware<PublicAddress>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<LanguageChoice>();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = FailAsync,
            SuppressDiagnosticsCallback = _ => true,
        });
        app.UseStatusCodePages(context => context.HttpContext.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? ApiProblems.OfStatus(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext)
            : Task.CompletedTask);
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
    }

    private static void MapRoutes(WebApplication app)
    {
        app.MapGet("/", () => PageResults.Page<LandingPage>()).AllowAnonymous();
        app.MapAssets();
        app.MapSignIn();
        app.MapStudies();
        app.MapSearch();
        app.MapNoticePages();
        app.MapDeskPages();
        RouteGroupBuilder api = app.MapGroup("/api").RequireAuthorization(Policies.Api);
        api.MapFacilities();
        api.MapProcessors();
        api.MapProjects();
        api.MapReview();
        api.MapAudit();
        api.MapEvidence();
        api.MapLeaving();
        api.MapOrders();
        api.MapIncidents();
        api.MapNotices();
        api.MapDesk();
        api.MapEnrolment();
        api.MapFallback("{**path}", ApiProblems.NotFound);
        app.MapFallback("{**path}", PageResults.NotFound).AllowAnonymous();
    }

    /// <summary>Tells the log what failed without what it was about, and the caller that something did.</summary>
    private static Task FailAsync(HttpContext http)
    {
        if (http.Features.Get<IExceptionHandlerFeature>()?.Error is { } error)
        {
            ILogger logger = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Pipeline.Portal");
            logger.LogSafely(LogLevel.Error, "A request failed", error);
        }

        IResult answer = http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) ? ApiProblems.Failed() : PageResults.Failed();
        return answer.ExecuteAsync(http);
    }
}
