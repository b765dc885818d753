using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Pipeline.Registry;

/// <summary>Lets <c>dotnet ef migrations add NAME --context SqliteRegistryContext -o Persistence/Migrations/Sqlite</c> see the model.</summary>
internal sealed class DesignTimeSqlite : IDesignTimeDbContextFactory<SqliteRegistryContext>
{
    public SqliteRegistryContext CreateDbContext(string[] args)
        => new(new DbContextOptionsBuilder<SqliteRegistryContext>().UseSqlite("Data Source=:memory:").Options);
}
