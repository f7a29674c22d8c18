using System.Collections.Frozen;

namespace SmsAdmin.Sandbox.Sinch.Magic;

/// <summary>
/// The table of magic numbers. Every number that is not in it behaves normally and is Delivered.
/// <list type="bullet">
/// <item><c>+1 201 555 01nn</c>: how one message ends; 02 to 18 are the REST delivery codes 402 to 418.</item>
/// <item><c>+1 203 555 Snnn</c>: network code nnn with the status S (1 Failed, 2 Rejected, 3 Expired, 4 Deleted, 5 Unknown).</item>
/// <item><c>+1 206 555 Vhhh</c>: HTTP status hhh in the variant V (0 always, 1 once, 2 twice, 3 and 4 with Retry-After, 5 and 6 after accepting).</item>
/// <item><c>+1 207 555 hhhn</c>: the n-th error body of HTTP 400 or 403.</item>
/// <item><c>+1 208 555 V0nn</c>: connections that misbehave (V: 0 always, 1 once).</item>
/// </list>
/// "Once" and "twice" count the tries of one <c>client_reference</c> (or of the number, without one) on one plan.
/// Faults of HTTP and of connections meet <c>POST /batches</c> only; the first magic recipient of a batch decides.
/// </summary>
public static class MagicNumbers
{
    /// <summary>All of them, in the order in which a page should show them.</summary>
    public static IReadOnlyList<MagicNumber> All { get; } = [.. Endings.Numbers(), .. Troubles.Numbers()];

    private static readonly FrozenDictionary<string, MagicNumber> ByDigits =
        All.ToFrozenDictionary(magic => magic.Number[1..], StringComparer.Ordinal);

    internal static MagicNumber? Find(string digits) => ByDigits.GetValueOrDefault(digits);

    internal static Fault? FaultOf(IReadOnlyList<string> recipients)
    {
        foreach (var recipient in recipients)
        {
            if (Find(recipient)?.Fault is { } fault)
                return fault;
        }
        return null;
    }
}
