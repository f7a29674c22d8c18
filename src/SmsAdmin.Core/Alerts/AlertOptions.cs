using System.ComponentModel.DataAnnotations;

namespace SmsAdmin.Core.Alerts;

/// <summary>When something is a matter for somebody: <c>Alerts</c> in the configuration.</summary>
public sealed class AlertOptions : IValidatableObject
{
    public const string Section = "Alerts";

    /// <summary>A message that is due and waits longer raises an alert.</summary>
    public TimeSpan QueueAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Sinch accepted a message so long ago and posted no receipt since.</summary>
    public TimeSpan ReceiptSilence { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>An alert that counts events ends when none came for so long.</summary>
    public TimeSpan QuietAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often the conditions are looked at.</summary>
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(10);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from set in new (string Name, TimeSpan Value)[] { (nameof(QueueAge), QueueAge), (nameof(ReceiptSilence), ReceiptSilence), (nameof(QuietAfter), QuietAfter), (nameof(LookEvery), LookEvery) }
        where set.Value < TimeSpan.FromSeconds(1)
        select new ValidationResult($"{Section}:{set.Name} is {set.Value}. Give a second or more, as 00:05:00.", [set.Name]);
}
