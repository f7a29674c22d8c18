using System.Collections.Concurrent;

namespace SmsAdmin.Sandbox.Sinch.Magic;

/// <summary>How often a message has met its fault, so that "once" is once.</summary>
internal sealed class FaultCounts
{
    private readonly ConcurrentDictionary<(string Plan, string Message), int> _tries = new();

    /// <summary>Counts this try; true while the fault still strikes.</summary>
    public bool Strikes(Fault fault, string plan, string message) =>
        fault.Times == Fault.Always || _tries.AddOrUpdate((plan, message), 1, (_, tries) => tries + 1) <= fault.Times;

    public void Clear() => _tries.Clear();
}
