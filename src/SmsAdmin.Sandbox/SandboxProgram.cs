namespace SmsAdmin.Sandbox;

/// <summary>The sandbox as a program of its own.</summary>
public static class SandboxProgram
{
    /// <summary>Runs until it is stopped. Takes <c>--urls http://127.0.0.1:5090</c> and the other usual host arguments.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = Build(args);
        await app.RunAsync();
        return 0;
    }

    /// <summary>Builds it without starting it, with the caller's services before its own.</summary>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        configure?.Invoke(builder.Services);
        builder.Services.AddSandbox();
        var app = builder.Build();
        app.MapSandbox("");
        app.Lifetime.ApplicationStarted.Register(() =>
            app.Services.GetRequiredService<SandboxWorld>().Odoo.Address = Uri.TryCreate(app.Urls.FirstOrDefault(), UriKind.Absolute, out var own) ? own : null);
        return app;
    }
}
