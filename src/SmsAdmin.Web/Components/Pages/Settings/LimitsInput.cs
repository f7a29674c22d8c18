using System.Globalization;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Components.Pages.Settings;

/// <summary>The limits as somebody typed them: text, so that nothing is lost from the form.</summary>
public sealed class LimitsInput
{
    public string? PerSecond { get; set; }
    public string? TrialPerDay { get; set; }
    public string? ProductionPerMonth { get; set; }

    public static LimitsInput Of(PlanDefaults limits) => new()
    {
        PerSecond = limits.PerSecond.ToString(CultureInfo.InvariantCulture),
        TrialPerDay = limits.TrialPerDay.ToString(CultureInfo.InvariantCulture),
        ProductionPerMonth = limits.ProductionPerMonth?.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The limits, or what is not a number. Groups as in 1,000 are read too.</summary>
    public (PlanDefaults? Limits, IReadOnlyList<FieldFault> Faults) Read()
    {
        var faults = new List<FieldFault>();
        var perSecond = Number("perSecond", PerSecond);
        var perDay = Number("trialPerDay", TrialPerDay);
        int? perMonth = string.IsNullOrWhiteSpace(ProductionPerMonth) ? null : Number("productionPerMonth", ProductionPerMonth);
        return faults.Count > 0 ? (null, faults) : (new PlanDefaults(perSecond, perDay, perMonth), faults);

        int Number(string field, string? typed)
        {
            if (int.TryParse(typed, NumberStyles.Integer | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)) return number;
            faults.Add(new FieldFault(field, "Give a whole number, as 100."));
            return 0;
        }
    }
}
