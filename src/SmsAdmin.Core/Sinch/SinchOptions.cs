using Microsoft.Extensions.Options;

namespace SmsAdmin.Core.Sinch;

/// <summary>How we talk to Sinch; not where, which is the plan's.</summary>
public sealed class SinchOptions
{
    public const string Section = "Sinch";

    /// <summary>For one call, from asking for a connection to the last byte of the answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>For name, connection and TLS.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>For each region when all are asked at once: the whole shall take less than three seconds.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(2.5);

    /// <summary>After which a connection is made anew, so that a change of address at Sinch is noticed.</summary>
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromMinutes(2);

    public int MaxConnectionsPerServer { get; set; } = 128;

    internal sealed class Validator : IValidateOptions<SinchOptions>
    {
        public ValidateOptionsResult Validate(string? name, SinchOptions options)
        {
            var faults = new ValidateOptionsResultBuilder();
            Span(nameof(Timeout), options.Timeout);
            Span(nameof(ConnectTimeout), options.ConnectTimeout);
            Span(nameof(ProbeTimeout), options.ProbeTimeout);
            Span(nameof(ConnectionLifetime), options.ConnectionLifetime);
            if (options.MaxConnectionsPerServer < 1)
                faults.AddError($"{Section}:{nameof(MaxConnectionsPerServer)} is {options.MaxConnectionsPerServer}; it must be at least 1.");

            return faults.Build();

            void Span(string key, TimeSpan value)
            {
                if (value <= TimeSpan.Zero || value > TimeSpan.FromHours(1))
                    faults.AddError($"{Section}:{key} is {value}; it must be more than 0 and at most 1 hour.");
            }
        }
    }
}
