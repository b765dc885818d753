using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Pipeline.Registry;

/// <summary>Lets <c>dotnet ef migrations add NAME --context PostgresRegistryContext -o Persistence/Migrations/Postgres</c> see the model.</summary>
internal sealed class DesignTimePostgres : IDesignTimeDbContextFactory<PostgresRegistryContext>
{
    public PostgresRegistryContext CreateDbContext(string[] args)
        => new(new DbContextOptionsBuilder<PostgresRegistryContext>().UseNpgsql("Host=localhost").Options);
}
