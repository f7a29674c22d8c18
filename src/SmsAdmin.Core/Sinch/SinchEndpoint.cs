using SmsAdmin.Core.Net;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Sinch;

/// <summary>
/// Where a service plan lives and who asks: host, Service Plan ID and API token. Make one per plan and keep it: it
/// holds the addresses and the header ready. It never shows its token.
/// </summary>
public sealed class SinchEndpoint
{
    /// <summary>The place of the region's two letters in a base URL of one's own.</summary>
    public const string RegionPlaceholder = "{region}";

    private readonly string _root;

    private SinchEndpoint(string servicePlanId, Secret token, SinchRegion? region, Uri baseUrl, bool allowsPrivateHost)
    {
        ServicePlanId = servicePlanId;
        Region = region;
        BaseUrl = baseUrl;
        AllowsPrivateHost = allowsPrivateHost;
        IsSinchs = baseUrl.Scheme == Uri.UriSchemeHttps && SinchRegion.All.Any(own => own.Host == baseUrl.IdnHost);
        IsForbidden = AddressRules.OfHost(baseUrl.IdnHost)?.Permits(allowsPrivateHost) == false;
        _root = $"{baseUrl.AbsoluteUri.TrimEnd('/')}/xms/v1/{Uri.EscapeDataString(servicePlanId)}";
        Authorization = $"Bearer {token.Reveal()}";
        Batches = At("/batches");
    }

    public string ServicePlanId { get; }

    /// <summary>None only where a base URL of one's own does not ask for it.</summary>
    public SinchRegion? Region { get; }

    public Uri BaseUrl { get; }

    /// <summary>The host may lie on this machine or in a private network. Never true of Sinch's own hosts.</summary>
    public bool AllowsPrivateHost { get; }

    /// <summary>The address itself says that it may not be called, through a proxy neither.</summary>
    internal bool IsForbidden { get; }

    /// <summary>One of Sinch's own hosts, by TLS: nobody leads its name elsewhere.</summary>
    internal bool IsSinchs { get; }

    internal string Authorization { get; }

    /// <summary>Ready made, because every send goes there.</summary>
    internal Uri Batches { get; }

    /// <param name="servicePlanId">As Sinch's dashboard shows it.</param>
    /// <param name="token">The API token of this one plan.</param>
    /// <param name="region">Needed unless the base URL names the whole host. There is no default.</param>
    /// <param name="baseUrl">A host of one's own, with or without a path; may hold <c>{region}</c>. None means Sinch's own.</param>
    /// <param name="allowsPrivateHost">A host of one's own may lie on this machine or in a private network.</param>
    public static EndpointOutcome Create(
        string? servicePlanId, Secret? token, SinchRegion? region, string? baseUrl = null, bool allowsPrivateHost = false)
    {
        var plan = servicePlanId?.Trim() ?? "";
        if (plan.Length == 0 || plan is "." or ".." || plan.AsSpan().ContainsAnyExceptInRange('!', '~') || plan.AsSpan().ContainsAny("/?#\\"))
            return new EndpointOutcome.Unusable(EndpointFault.ServicePlanId);

        var secret = token?.Reveal() ?? "";
        if (secret.Length == 0 || secret.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return new EndpointOutcome.Unusable(EndpointFault.Token);

        var template = string.IsNullOrWhiteSpace(baseUrl) ? null : baseUrl.Trim();
        if (region is null && (template is null || NeedsRegion(template)))
            return new EndpointOutcome.RegionMissing();

        var address = template?.Replace(RegionPlaceholder, region?.Code, StringComparison.OrdinalIgnoreCase) ?? $"https://{region!.Host}";
        return Uri.TryCreate(address, UriKind.Absolute, out var url) && IsPlainHttp(url)
            ? new EndpointOutcome.Ready(new SinchEndpoint(plan, token!, region, url, allowsPrivateHost && template is not null))
            : new EndpointOutcome.Unusable(EndpointFault.BaseUrl);
    }

    /// <summary>Whether the address is not whole until a region is known.</summary>
    public static bool NeedsRegion(string? baseUrl) =>
        string.IsNullOrWhiteSpace(baseUrl) || baseUrl.Contains(RegionPlaceholder, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"{ServicePlanId} at {BaseUrl.Authority}";

    internal Uri At(string pathAndQuery) => new(_root + pathAndQuery);

    // A name and password or a query in the address would end up in every stored exchange.
    private static bool IsPlainHttp(Uri url) =>
        (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
        && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0;
}

/// <summary>What became of the attempt to name an endpoint.</summary>
public abstract record EndpointOutcome
{
    private EndpointOutcome()
    {
    }

    public sealed record Ready(SinchEndpoint Endpoint) : EndpointOutcome;

    /// <summary>The plan is incomplete: no host can be named without its region.</summary>
    public sealed record RegionMissing : EndpointOutcome;

    public sealed record Unusable(EndpointFault Fault) : EndpointOutcome;
}

/// <summary>Which part of an endpoint cannot be used as it is.</summary>
public enum EndpointFault
{
    /// <summary>Empty, or holds blanks or characters that cannot stand in a path.</summary>
    ServicePlanId,

    /// <summary>Empty, or holds characters that cannot stand in a header.</summary>
    Token,

    /// <summary>Not an absolute http or https address, or one with a name, a query or a fragment in it.</summary>
    BaseUrl,
}
