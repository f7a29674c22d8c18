using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Sinch.Magic;

/// <summary>What goes wrong with the request itself.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Times">How many tries of one message meet it; the next one goes through.</param>
/// <param name="Answer">What is answered, where something is.</param>
internal sealed record Fault(FaultKind Kind, int Times = Fault.Always, Answer? Answer = null)
{
    public const int Always = int.MaxValue;

    public bool Accepts => Kind is FaultKind.AcceptThenAnswer or FaultKind.AcceptThenSilence or FaultKind.AcceptThenReset;
}

internal enum FaultKind
{
    Answer,
    AcceptThenAnswer,
    SlowAnswer,
    Silence,
    AcceptThenSilence,
    AcceptAfterCallerLeft,
    Reset,
    AcceptThenReset,
}
