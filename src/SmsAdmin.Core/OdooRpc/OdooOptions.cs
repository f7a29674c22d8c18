using System.ComponentModel.DataAnnotations;

namespace SmsAdmin.Core.OdooRpc;

/// <summary>How we talk to Odoo; not where, which is the connection's: <c>Odoo:Rpc</c> in the configuration.</summary>
public sealed class OdooOptions : IValidatableObject
{
    public const string Section = "Odoo:Rpc";

    /// <summary>For one call, from asking for a connection to the last byte of the answer. A worker that loads a database answers late.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>For the call that installs a module: large ones take minutes, and Odoo's other users wait meanwhile.</summary>
    public TimeSpan InstallTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>For name, connection and TLS.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from set in new (string Name, TimeSpan Value)[] { (nameof(Timeout), Timeout), (nameof(InstallTimeout), InstallTimeout), (nameof(ConnectTimeout), ConnectTimeout) }
        where set.Value <= TimeSpan.Zero || set.Value > TimeSpan.FromHours(1)
        select new ValidationResult($"{Section}:{set.Name} is {set.Value}. Give more than 0 and at most 01:00:00.", [set.Name]);
}
