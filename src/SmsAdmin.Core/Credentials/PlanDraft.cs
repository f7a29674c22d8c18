using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Credentials;

/// <summary>What a person says of a plan; everything but its token.</summary>
/// <param name="Region">One of the five, or null while it is not known.</param>
/// <param name="BaseUrl">A host of one's own; may hold <c>{region}</c>.</param>
/// <param name="AllowsPrivateHost">The base URL may lie in a private network.</param>
public sealed record PlanDraft(
    string Name, string ServicePlanId, string? Region, string? BaseUrl, string? Sender, PlanKind Kind, int PerSecond, int? PerDay,
    int? PerMonth, string TimeZone, IReadOnlyList<string> VerifiedNumbers, bool AllowsPrivateHost)
{
    /// <summary>Its rate counts each part of a long text; otherwise each recipient.</summary>
    public bool CountsParts { get; init; }

    /// <summary>Countries that one-time codes may go to, by ISO code, or <c>*</c> for all; null opens the sender's.</summary>
    public IReadOnlyList<string>? OpenCountries { get; init; }

    /// <summary>A plan as it is, to change some of it.</summary>
    public static PlanDraft Of(PlanView plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new PlanDraft(
            plan.Name, plan.ServicePlanId, plan.Region, plan.BaseUrl, plan.Sender, plan.Kind, plan.PerSecond, plan.PerDay, plan.PerMonth, plan.TimeZone,
            plan.VerifiedNumbers, plan.AllowsPrivateHost)
        {
            CountsParts = plan.CountsParts,
            OpenCountries = plan.OpenCountries,
        };
    }

    /// <summary>Where the base URL leads, with some region where none is known; null where it is not an address.</summary>
    internal Uri? Address => Uri.TryCreate(
        BaseUrl?.Trim().Replace(SinchEndpoint.RegionPlaceholder, string.IsNullOrWhiteSpace(Region) ? "us" : Region.Trim(), StringComparison.OrdinalIgnoreCase),
        UriKind.Absolute, out var url) ? url : null;

    /// <summary>The draft as it would be stored, with every fault by field name.</summary>
    public (PlanDraft Clean, IReadOnlyList<FieldFault> Faults) Check()
    {
        var faults = new List<FieldFault>();
        if (string.IsNullOrWhiteSpace(Name)) faults.Add(new("name", "Give the plan a name: it stands in the bar and in the log."));
        else if (Name.Trim().Length > 60) faults.Add(new("name", "Use at most 60 characters."));
        CheckServicePlanId(faults);
        if (!string.IsNullOrEmpty(Region) && !SinchRegion.TryParse(Region, out _)) faults.Add(new("region", "Sinch has the regions us, eu, au, br and ca."));
        CheckBaseUrl(faults);
        var sender = CheckSender(faults);
        if (PerSecond is < 1 or > 10_000) faults.Add(new("perSecond", "Between 1 and 10,000 messages a second."));
        if (PerDay is < 1) faults.Add(new("perDay", "1 or more, or nothing for no limit."));
        if (PerMonth is < 1) faults.Add(new("perMonth", "1 or more, or nothing for no limit."));
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _)) faults.Add(new("timeZone", $"“{TimeZone}” is not a time zone. Europe/Stockholm is one."));
        var numbers = CheckNumbers(faults);
        var countries = OpenCountries is null ? Credentials.OpenCountries.Of(sender) : Credentials.OpenCountries.Read(OpenCountries, faults);
        return (this with
        {
            Name = Name.Trim(),
            ServicePlanId = ServicePlanId.Trim(),
            Region = string.IsNullOrWhiteSpace(Region) ? null : Region.Trim().ToLowerInvariant(),
            BaseUrl = string.IsNullOrWhiteSpace(BaseUrl) ? null : BaseUrl.Trim(),
            Sender = sender,
            VerifiedNumbers = numbers,
            OpenCountries = countries,
        }, faults);
    }

    private void CheckServicePlanId(List<FieldFault> faults)
    {
        var id = ServicePlanId.Trim();
        if (id.Length == 0)
            faults.Add(new("servicePlanId", "Copy the Service Plan ID from Sinch’s dashboard, under SMS, APIs."));
        else if (RunbookPlaceholder.Matches(id))
            faults.Add(new("servicePlanId", "This is the runbook’s example. Copy your own Service Plan ID from Sinch’s dashboard, under SMS, APIs."));
        else if (id.Length > 100 || id.AsSpan().ContainsAnyExceptInRange('!', '~') || id.AsSpan().ContainsAny("/?#\\%"))
            faults.Add(new("servicePlanId", "A Service Plan ID holds letters and digits, no spaces."));
    }

    private void CheckBaseUrl(List<FieldFault> faults)
    {
        if (string.IsNullOrWhiteSpace(BaseUrl)) return;
        if (Address is not { } url || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
            faults.Add(new("baseUrl", "Begin with https:// or http://, as https://{region}.sms.example.com."));
        else if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
            faults.Add(new("baseUrl", "Leave out user names, ? and #: only a host and, if need be, a path."));
    }

    private string? CheckSender(List<FieldFault> faults)
    {
        switch (SenderId.Parse(Sender))
        {
            case SenderReading.Empty:
                return null;
            case SenderReading.Valid valid:
                return valid.Sender.Value;
            case var reading:
                faults.Add(new("sender", Faults.Of(reading)));
                return Sender;
        }
    }

    private List<string> CheckNumbers(List<FieldFault> faults)
    {
        var numbers = new List<string>();
        foreach (var line in VerifiedNumbers.Where(n => !string.IsNullOrWhiteSpace(n)))
        {
            if (PhoneNumber.Parse(line) is PhoneNumberReading.Valid valid) numbers.Add(valid.Number.E164);
            else faults.Add(new("verifiedNumbers", $"“{line.Trim()}” is not a number in international form, as +46 70 174 06 05."));
        }

        return [.. numbers.Distinct()];
    }
}
