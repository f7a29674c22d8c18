using Microsoft.Extensions.Options;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Sinch;

/// <summary>Finds out where a service plan lives: asks every region at once, by GET only, in less than three seconds.</summary>
public sealed class RegionProbe
{
    private readonly SinchWire _wire;
    private readonly TimeSpan _timeout;

    internal RegionProbe(SinchWire wire, IOptions<SinchOptions> options)
    {
        _wire = wire;
        _timeout = options.Value.ProbeTimeout;
    }

    /// <param name="servicePlanId">The plan in question.</param>
    /// <param name="token">Its API token.</param>
    /// <param name="baseUrl">None for Sinch's own hosts; one of one's own must hold <c>{region}</c>, else there is nothing to find.</param>
    /// <param name="allowsPrivateHost">That host may lie on this machine or in a private network.</param>
    /// <param name="ct">Ends the calls.</param>
    public async Task<ProbeOutcome> AskAsync(string servicePlanId, Secret token, string? baseUrl, bool allowsPrivateHost, CancellationToken ct)
    {
        if (!SinchEndpoint.NeedsRegion(baseUrl))
            return new ProbeOutcome.NothingToFind();

        var answers = new Task<RegionAnswer>[SinchRegion.All.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            var region = SinchRegion.All[i];
            switch (SinchEndpoint.Create(servicePlanId, token, region, baseUrl, allowsPrivateHost))
            {
                case EndpointOutcome.Ready(var endpoint):
                    answers[i] = AskAsync(region, endpoint, ct);
                    break;
                case EndpointOutcome.Unusable(var fault):
                    // Region or not, the faults are the same, so the first is refused before anybody is asked.
                    return new ProbeOutcome.Unusable(fault);
            }
        }

        return new ProbeOutcome.Asked(await Task.WhenAll(answers));
    }

    private async Task<RegionAnswer> AskAsync(SinchRegion region, SinchEndpoint endpoint, CancellationToken ct)
    {
        var url = endpoint.At("/batches?page_size=1");
        var result = await _wire.CallAsync(endpoint, HttpMethod.Get, url, null, SinchJson.Wire.BatchPage, _timeout, ct);
        return new RegionAnswer(region, CredentialCheck.Of(result));
    }
}

public abstract record ProbeOutcome
{
    private ProbeOutcome()
    {
    }

    /// <param name="Answers">One for each region, in the regions' order.</param>
    public sealed record Asked(IReadOnlyList<RegionAnswer> Answers) : ProbeOutcome
    {
        /// <summary>The one region that knows the plan; none if no region does, or more than one claims to.</summary>
        public SinchRegion? Found => Answers.Where(answer => answer.Meaning is RegionMeaning.Knows).ToList() is [var only] ? only.Region : null;
    }

    /// <summary>The base URL names its host whole.</summary>
    public sealed record NothingToFind : ProbeOutcome;

    public sealed record Unusable(EndpointFault Fault) : ProbeOutcome;
}

/// <param name="Region">Who was asked.</param>
/// <param name="Answer">What it said; the exchange holds status and time taken.</param>
public sealed record RegionAnswer(SinchRegion Region, CredentialCheck Answer)
{
    public RegionMeaning Meaning => Answer switch
    {
        CredentialCheck.Works or CredentialCheck.Blocked => RegionMeaning.Knows,
        CredentialCheck.TokenRefused or CredentialCheck.PlanUnknown => RegionMeaning.DoesNotKnow,
        CredentialCheck.Unreachable => RegionMeaning.Unreachable,
        _ => RegionMeaning.OtherRefusal,
    };

    public TimeSpan Took => Answer.Exchange.Duration;
}

public enum RegionMeaning
{
    /// <summary>The plan and token are at home here, even if the account is blocked.</summary>
    Knows,

    /// <summary>401 or 404.</summary>
    DoesNotKnow,

    /// <summary>An answer that says nothing about the plan.</summary>
    OtherRefusal,

    Unreachable,
}
