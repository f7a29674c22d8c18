using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace SmsAdmin.Core.Data;

/// <summary>Puts the ground under the rooms.</summary>
public static class DataRegistration
{
    /// <summary>SQLite in one file. Rooms see only <see cref="AppDb"/>.</summary>
    public static IServiceCollection AddSqlite(this IServiceCollection services, string file)
    {
        services.AddPooledDbContextFactory<SqliteDb>(options => SqliteDb.Configure(options, file));
        // One process has the file, and its clock is the only one.
        services.AddSingleton<SharedClock>(provider => (_, _) => Task.FromResult(provider.GetRequiredService<TimeProvider>().GetUtcNow()));
        services.AddSingleton<Neighbours>();
        return services.OpenAs<SqliteDb>();
    }

    /// <summary>PostgreSQL, shared with other instances, which hear of each other's changes. Rooms see only <see cref="AppDb"/>.</summary>
    public static IServiceCollection AddPostgres(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => PostgresDb.Source(connectionString));
        services.AddPooledDbContextFactory<PostgresDb>((provider, options) => PostgresDb.Configure(options, provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddSingleton(new SharedClock(PostgresDb.NowAsync));
        services.AddSingleton<Neighbours>();
        services.AddHostedService<PostgresVoice>();
        services.AddHostedService<PostgresEar>();
        return services.OpenAs<PostgresDb>();
    }

    private static IServiceCollection OpenAs<TDb>(this IServiceCollection services)
        where TDb : AppDb
    {
        services.AddSingleton<IDbContextFactory<AppDb>>(provider => new Opened<TDb>(provider.GetRequiredService<IDbContextFactory<TDb>>()));
        // Identity's stores want a context for their scope.
        return services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContext());
    }

    private sealed class Opened<TDb>(IDbContextFactory<TDb> factory) : IDbContextFactory<AppDb>
        where TDb : AppDb
    {
        public AppDb CreateDbContext() => factory.CreateDbContext();
    }
}
