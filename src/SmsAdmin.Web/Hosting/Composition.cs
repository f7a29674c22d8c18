namespace SmsAdmin.Web.Hosting;

/// <summary>Where the program finds its settings, and how much of it a shell needs.</summary>
internal static class Composition
{
    /// <summary>Settings from appsettings.json at the top of the repository, or beside the published program; then environment, then arguments.</summary>
    public static WebApplicationBuilder Begin(string[] args) => WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        ContentRootPath = File.Exists("appsettings.json") ? null : AppContext.BaseDirectory,
    });

    /// <summary>The rooms on their migrated database, without doors, loops and log: for what is done from a shell beside a running console.</summary>
    public static async Task<WebApplication> OpenRoomsAsync(string[] settings)
    {
        var builder = Begin(settings);
        builder.Logging.ClearProviders();
        builder.AddStorage();
        builder.AddRooms();
        var app = builder.Build();
        await app.MigrateAsync();
        return app;
    }
}
