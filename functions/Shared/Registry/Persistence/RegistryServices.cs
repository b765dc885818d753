using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace Pipeline.Registry;

/// <summary>Registers the registry in an app.</summary>
public static class RegistryServices
{
    /// <summary>Configuration key of the connection string.</summary>
    public const string DatabaseKey = "Center:Database";

    /// <summary>
    /// Adds the registry, one context per scope, in the database that <c>Center:Database</c> names: SQLite where it starts
    /// with <c>Data Source=</c>, otherwise PostgreSQL. The app itself registers <see cref="TimeProvider"/>.
    /// </summary>
    /// <param name="postgres">Completes the data source, e.g. with tokens instead of a password.</param>
    /// <exception cref="InvalidOperationException">The connection string is missing.</exception>
    public static IServiceCollection AddRegistry(
        this IServiceCollection services, IConfiguration configuration, Action<IServiceProvider, NpgsqlDataSourceBuilder>? postgres = null)
    {
        string database = configuration[DatabaseKey] is { Length: > 0 } text
            ? text
            : throw new InvalidOperationException($"{DatabaseKey} is not configured.");

        if (SqliteDatabase.IsSqlite(database))
        {
            string connection = SqliteDatabase.ConnectionString(database);
            services.AddDbContext<RegistryContext, SqliteRegistryContext>((provider, options) => options
                .UseSqlite(connection)
                .AddInterceptors(new SqliteConnectionSettings(), provider.GetRequiredService<OutboxSignalInterceptor>()));
        }
        else
        {
            services.AddSingleton(provider =>
            {
                var builder = new NpgsqlDataSourceBuilder(database);
                postgres?.Invoke(provider, builder);
                return builder.Build();
            });
            services.AddDbContext<RegistryContext, PostgresRegistryContext>((provider, options) => options
                .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
                .AddInterceptors(provider.GetRequiredService<OutboxSignalInterceptor>()));
        }

        services.AddOptions<ReleaseSettings>().Bind(configuration.GetSection(ReleaseSettings.Section))
            .Validate(settings => settings is { NoticeDays: >= 0, GuardianAge: >= 0, DeletionDays: >= 0, LetterDays: >= 0 }, "Center:Release holds a negative number.").ValidateOnStart();
        services.TryAddSingleton<IRandomNames, RandomNames>();
        services.TryAddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxSignalInterceptor>();
        services.AddScoped<RegistryDatabase>();
        services.AddScoped<PatientLock>();
        services.AddScoped<Outbox>();
        services.AddScoped<AuditTrail>();
        services.AddScoped<IAuditRecords, AuditRecords>();
        services.AddScoped<Incidents>();
        services.AddScoped<LedgerBook>();
        services.AddScoped<ConsentTables>();
        services.AddScoped<ConsentSnapshot>();
        services.AddScoped<ReleaseGate>();
        services.AddScoped<ReleaseDecisions>();
        services.AddScoped<DeviceRuleBook>();
        services.AddScoped<DeviceRuleRetirement>();
        services.AddScoped<ReviewDecisions>();
        services.AddScoped<CaseSearch>();
        services.AddScoped<StudyStatuses>();
        services.AddScoped<DeliveryOrders>();
        services.AddScoped<OrderReports>();
        services.AddScoped<ProcessorTerms>();
        services.AddScoped<OverdueDeletions>();
        services.AddScoped<FacilityErasures>();
        services.AddScoped<PatientErasure>();
        services.AddScoped<ProvisionRecords>();
        services.AddScoped<Expenses>();
        services.AddScoped<PatientsToNotify>();
        services.AddScoped<NoticeLetters>();
        services.AddScoped<PostalAddresses>();
        services.AddScoped<OptOutDesk>();
        services.AddScoped<DeskReceipts>();
        services.AddScoped<Enrolments>();
        services.AddScoped<RegistryInvariants>();
        return services;
    }
}
