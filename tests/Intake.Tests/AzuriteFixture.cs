using Pipeline.LocalCenter;

namespace Pipeline.Intake.Tests;

/// <summary>One Azurite for the assembly.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("intake-azurite-").FullName;

    public Azurite Azurite { get; private set; } = null!;

#pragma warning disable RS0030 // tests are composition roots
    public static TimeProvider Clock => TimeProvider.System;
#pragma warning restore RS0030

    public async ValueTask InitializeAsync() => Azurite = await Azurite.StartAsync(folder, progress: null, Clock);

    public async ValueTask DisposeAsync()
    {
        await Azurite.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
