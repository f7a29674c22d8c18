using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;
using Serilog.Formatting.Display;

namespace SmsAdmin.Web.Hosting;

/// <summary>Serilog to the console and to daily files; whatever slips into a line is redacted on its way out.</summary>
internal static class Logging
{
    private const string ConsoleLine = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";

    public static void AddRedactedLogging(this WebApplicationBuilder builder)
    {
        var places = StoragePlaces.From(builder.Configuration, builder.Environment);
        builder.Services.AddSerilog(logger => logger
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            // Its warnings about a ring without a certificate are answered in the README, not in each start.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
            // Request lines hold webhook secrets and numbers in their paths.
            .MinimumLevel.Override("System.Net.Http.HttpClient", LogEventLevel.Warning)
            .ReadFrom.Configuration(builder.Configuration)
            .WriteTo.Console(new RedactingFormatter(new MessageTemplateTextFormatter(ConsoleLine)))
            .WriteTo.File(
                new RedactingFormatter(new CompactJsonFormatter()), Path.Combine(places.Logs, "smsadmin-.log"),
                rollingInterval: RollingInterval.Day, retainedFileCountLimit: 14));
    }
}
