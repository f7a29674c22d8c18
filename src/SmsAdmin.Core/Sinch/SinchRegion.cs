using System.Diagnostics.CodeAnalysis;

namespace SmsAdmin.Core.Sinch;

/// <summary>
/// One of Sinch's five regions. A region is a property of the service plan, given by Sinch, not a choice of route,
/// so there is no default: a plan without a region is incomplete. Source: SMS API reference overview.
/// </summary>
public sealed class SinchRegion
{
    public static readonly SinchRegion UnitedStates = new("us", "United States");
    public static readonly SinchRegion Europe = new("eu", "Europe");
    public static readonly SinchRegion Australia = new("au", "Australia");
    public static readonly SinchRegion Brazil = new("br", "Brazil");
    public static readonly SinchRegion Canada = new("ca", "Canada");

    private SinchRegion(string code, string name)
    {
        Code = code;
        Name = name;
        Host = $"{code}.sms.api.sinch.com";
    }

    public static IReadOnlyList<SinchRegion> All { get; } = [UnitedStates, Europe, Australia, Brazil, Canada];

    /// <summary>The two letters that Sinch uses: us, eu, au, br, ca.</summary>
    public string Code { get; }

    public string Name { get; }

    public string Host { get; }

    /// <summary>Reads the two letters in either case, blanks around them ignored.</summary>
    public static bool TryParse(string? code, [NotNullWhen(true)] out SinchRegion? region)
    {
        var wanted = code.AsSpan().Trim();
        foreach (var candidate in All)
        {
            if (wanted.Equals(candidate.Code, StringComparison.OrdinalIgnoreCase))
            {
                region = candidate;
                return true;
            }
        }

        region = null;
        return false;
    }

    public override string ToString() => Code;
}
