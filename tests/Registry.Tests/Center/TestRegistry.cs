using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Registry.Tests;

/// <summary>A registry in an empty database of its own, as an app composes it.</summary>
internal sealed class TestRegistry : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly Func<ValueTask> drop;

    public TestRegistry(string database, Func<ValueTask> drop)
    {
        this.drop = drop;
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [RegistryServices.DatabaseKey] = database }).Build();
        services = new ServiceCollection().AddSingleton<TimeProvider>(Clock).AddRegistry(configuration).BuildServiceProvider(validateScopes: true);
    }

    public SettableClock Clock { get; } = new();

    public OutboxSignal Signal => services.GetRequiredService<OutboxSignal>();

    public Task MigrateAsync() => RunAsync<RegistryDatabase>(schema => schema.MigrateAsync());

    /// <summary>Runs something in a scope of its own, as a handler is run.</summary>
    public async Task<T> RunAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using AsyncServiceScope scope = services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    public Task RunAsync<TPart>(Func<TPart, Task> work)
        where TPart : notnull
        => RunAsync(async provider =>
        {
            await work(provider.GetRequiredService<TPart>());
            return true;
        });

    public Task<T> RunAsync<TPart, T>(Func<TPart, Task<T>> work)
        where TPart : notnull
        => RunAsync(provider => work(provider.GetRequiredService<TPart>()));

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await drop();
    }
}
