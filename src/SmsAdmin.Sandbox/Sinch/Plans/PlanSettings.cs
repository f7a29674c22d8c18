using System.Collections.Immutable;

namespace SmsAdmin.Sandbox.Sinch.Plans;

/// <summary>A service plan of the pretend Sinch, as its account manager would set it up.</summary>
public sealed record PlanSettings
{
    public const double DefaultRate = 30;

    public required string ServicePlanId { get; init; }

    /// <summary>us, eu, au, br or ca. The plan exists there and nowhere else.</summary>
    public string Region { get; init; } = "us";

    /// <summary>Null: revoked, every request answers 401.</summary>
    public string? Token { get; init; }

    /// <summary>Messages (recipients) a second; 0 is without limit.</summary>
    public double Rate { get; init; } = DefaultRate;

    /// <summary>Messages a UTC day; the rest is Rejected with code 64 (quota exceeded). 0 is without limit.</summary>
    public int DailyLimit { get; init; }

    /// <summary>Requests at once before 429; 0 is without limit.</summary>
    public int MaxOutstanding { get; init; }

    /// <summary>Where receipts go when a batch names no URL of its own, and where inbound texts always go.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>Signs callbacks when set.</summary>
    public string? HmacSecret { get; init; }

    public BasicCredentials? CallbackBasicAuth { get; init; }

    /// <summary>Headers that every callback carries.</summary>
    public ImmutableDictionary<string, string>? CallbackHeaders { get; init; }

    /// <summary>While true, callbacks fail as on a dead network and wait for their next try.</summary>
    public bool CallbacksBlocked { get; init; }

    /// <summary>Digits; another country's number is Aborted with 412. Null: all countries.</summary>
    public ImmutableArray<string>? AllowedCountryPrefixes { get; init; }

    /// <summary>A trial plan's verified numbers; others are Aborted with 402. Null: not a trial plan.</summary>
    public ImmutableArray<string>? VerifiedNumbers { get; init; }

    /// <summary>Senders that the plan owns; others fail with 310. Null: senders are not checked.</summary>
    public ImmutableArray<string>? Senders { get; init; }

    /// <summary>Country prefix to sender, for batches without <c>from</c>; no match is Aborted with 410. Null: <c>from</c> is required.</summary>
    public ImmutableDictionary<string, string>? DefaultOriginators { get; init; }

    /// <summary>Sends answer 403 <c>blocked_account</c>.</summary>
    public bool Blocked { get; init; }

    /// <summary>From leaving the queue to Dispatched, in milliseconds.</summary>
    public int DispatchedAfterMs { get; init; } = 300;

    /// <summary>From Dispatched to the final status, in milliseconds.</summary>
    public int FinalAfterMs { get; init; } = 900;

    /// <summary>False: messages are accepted, written in the ledger and forgotten. For load tests.</summary>
    public bool Receipts { get; init; } = true;
}

/// <summary>Basic authentication of callbacks.</summary>
public sealed record BasicCredentials(string User, string Password);
