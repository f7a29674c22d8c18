using System.ComponentModel.DataAnnotations;

namespace SmsAdmin.Core.Checklist;

/// <summary>When the checklist runs by itself, and what it holds to be right: <c>Checklist</c> in the configuration.</summary>
public sealed class ChecklistOptions : IValidatableObject
{
    public const string Section = "Checklist";

    /// <summary>How often the free items are asked by the program itself; zero for never.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromHours(6);

    /// <summary>How long a test SMS may take to be delivered.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>How far our clock may be from Sinch's.</summary>
    public TimeSpan ClockSlack { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Days after which a token ought to be rotated.</summary>
    [Range(1, 3650)]
    public int TokenDays { get; set; } = 365;

    /// <summary>Days after which the last backup is too old.</summary>
    [Range(1, 365)]
    public int BackupDays { get; set; } = 7;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Every != TimeSpan.Zero && Every < TimeSpan.FromMinutes(1)) yield return new ValidationResult($"{Section}:{nameof(Every)} is {Every}. Give a minute or more, as 06:00:00, or 0 for never.", [nameof(Every)]);
        if (Patience < TimeSpan.FromSeconds(10)) yield return new ValidationResult($"{Section}:{nameof(Patience)} is {Patience}. Give 10 seconds or more, as 00:03:00.", [nameof(Patience)]);
        if (ClockSlack < TimeSpan.FromSeconds(2)) yield return new ValidationResult($"{Section}:{nameof(ClockSlack)} is {ClockSlack}. Give 2 seconds or more, as 00:00:30.", [nameof(ClockSlack)]);
    }
}
