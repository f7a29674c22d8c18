namespace SmsAdmin.Core.Diagnosis;

/// <summary>What is told while a diagnosis walks, in the order in which it happens.</summary>
public abstract record Walked
{
    private Walked()
    {
    }

    /// <summary>What it will look at, as far as no cause is found before.</summary>
    public sealed record Planned(IReadOnlyList<LookedAt> Steps) : Walked;

    /// <summary>It looks at this now.</summary>
    public sealed record Asking(LookedAt At) : Walked;

    public sealed record Seen(DiagnosisStep Step) : Walked;

    /// <summary>The end.</summary>
    public sealed record Ended(Finding Finding) : Walked;
}
