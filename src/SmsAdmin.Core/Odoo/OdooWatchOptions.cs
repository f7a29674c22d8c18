using System.ComponentModel.DataAnnotations;

namespace SmsAdmin.Core.Odoo;

/// <summary>How often Odoo is looked at: <c>Odoo:Watch</c> in the configuration.</summary>
public sealed class OdooWatchOptions : IValidatableObject
{
    public const string Section = "Odoo:Watch";

    /// <summary>How old a reading may be.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>An Odoo that cannot be read for so long raises an alert.</summary>
    public TimeSpan UnreachableFor { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long after a failed try an Odoo is tried again that lacks a new token. It doubles up to half an hour.</summary>
    public TimeSpan PushAgainAfter { get; set; } = TimeSpan.FromSeconds(15);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from set in new (string Name, TimeSpan Value)[] { (nameof(Every), Every), (nameof(UnreachableFor), UnreachableFor), (nameof(PushAgainAfter), PushAgainAfter) }
        where set.Value < TimeSpan.FromSeconds(1)
        select new ValidationResult($"{Section}:{set.Name} is {set.Value}. Give a second or more, as 00:05:00.", [set.Name]);
}
