using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Callbacks;

/// <summary>What an answer means for a post.</summary>
internal enum CallbackVerdict
{
    Taken,
    Again,
    /// <summary>The receiver will never take it.</summary>
    Refused,
}

/// <summary>How receivers of one kind are posted to: the pauses between attempts, how many there are, and what an answer means.</summary>
/// <param name="First">The pause after the first attempt; each later one is twice as long.</param>
/// <param name="Grace">How long the first attempt waits.</param>
/// <param name="MediaType">Of the body.</param>
internal sealed record CallbackManners(
    TimeSpan First, TimeSpan Longest, int MostAttempts, Func<int, string, CallbackVerdict> Judge, TimeSpan Grace = default, string MediaType = "application/json")
{
    // The last try comes about a day after the first.
    private static readonly CallbackManners Plain = new(TimeSpan.FromSeconds(10), TimeSpan.FromHours(3), 18, (status, _) => Taken(IsSuccess(status)));

    // Odoo answers 200 to its own faults too, and 404 while it knows no database. About three days.
    private static readonly CallbackManners Odoo = new(
        TimeSpan.FromSeconds(10), TimeSpan.FromHours(3), 34, (status, answer) => Taken(IsSuccess(status) && OdooStatus.Took(answer)));

    // The module says OK to an id that it has not committed yet, and the report is lost. The same three days.
    private static readonly CallbackManners OdooGateway = new(
        TimeSpan.FromSeconds(10), TimeSpan.FromHours(3), 34, (status, answer) => Taken(IsSuccess(status) && GatewayStatus.Took(answer)), TimeSpan.FromSeconds(10), "application/x-www-form-urlencoded");

    // Sinch's own: 5 s doubled up to 81,920 s; a 4xx other than 429 drops the callback for good.
    private static readonly CallbackManners Xms = new(
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(81_920), 16,
        (status, _) => status is >= 400 and < 500 and not 429 ? CallbackVerdict.Refused : Taken(IsSuccess(status)));

    /// <summary>How long all attempts take together.</summary>
    public TimeSpan AtMost { get; } = TimeSpan.FromTicks(Enumerable.Range(1, MostAttempts - 1).Sum(attempts => Pause(First, Longest, attempts).Ticks));

    public static CallbackManners Of(CallbackKind? kind) => kind switch
    {
        CallbackKind.Odoo => Odoo,
        CallbackKind.Xms => Xms,
        CallbackKind.OdooGateway => OdooGateway,
        _ => Plain,
    };

    /// <summary>How long after an attempt the next one comes.</summary>
    public TimeSpan PauseAfter(int attempts) => Pause(First, Longest, attempts);

    private static TimeSpan Pause(TimeSpan first, TimeSpan longest, int attempts) => TimeSpan.FromTicks(Math.Min(longest.Ticks, first.Ticks << Math.Min(attempts - 1, 20)));

    private static CallbackVerdict Taken(bool taken) => taken ? CallbackVerdict.Taken : CallbackVerdict.Again;

    private static bool IsSuccess(int status) => status is >= 200 and < 300;
}
