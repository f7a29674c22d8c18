using SmsAdmin.Core.Net;

namespace SmsAdmin.Core.Sinch;

/// <summary>What became of one call. Every member carries the exchange, so that the caller can keep it.</summary>
public abstract record SinchResult<T>
{
    private SinchResult(Exchange exchange) => Exchange = exchange;

    public Exchange Exchange { get; }

    /// <summary>
    /// Whether Sinch may have done what was asked although it did not say so: a 408, any 5xx, no answer after the
    /// request left, or an answer that nobody understands. After a send, look it up before sending again.
    /// </summary>
    public abstract bool LeavesOutcomeOpen { get; }

    /// <summary>Says the kind and the status; never the value, which may hold numbers and texts.</summary>
    public sealed override string ToString() => $"{GetType().Name}: {Exchange}";

    /// <summary>Sinch did it.</summary>
    public sealed record Answered(T Value, Exchange Exchange) : SinchResult<T>(Exchange)
    {
        public override bool LeavesOutcomeOpen => false;
    }

    /// <summary>Sinch, or something on the way, answered with another status than 2xx.</summary>
    public sealed record Refused(int HttpStatus, SinchError Error, Exchange Exchange) : SinchResult<T>(Exchange)
    {
        public override bool LeavesOutcomeOpen => HttpStatus is 408 or >= 500;
    }

    /// <summary>No whole answer came.</summary>
    /// <param name="Kind">Why.</param>
    /// <param name="MayHaveReached">False only when the request certainly never left.</param>
    /// <param name="Detail">The network's own words; no secret in them.</param>
    /// <param name="Exchange">Holds a status if the answer broke off after it.</param>
    public sealed record NoAnswer(FailureKind Kind, bool MayHaveReached, string Detail, Exchange Exchange) : SinchResult<T>(Exchange)
    {
        public override bool LeavesOutcomeOpen => MayHaveReached;
    }

    /// <summary>A 2xx whose body is not what the call returns.</summary>
    public sealed record NotUnderstood(string Detail, Exchange Exchange) : SinchResult<T>(Exchange)
    {
        public override bool LeavesOutcomeOpen => true;
    }
}

/// <summary>The value of a call that answers with no body.</summary>
public readonly record struct Nothing;
