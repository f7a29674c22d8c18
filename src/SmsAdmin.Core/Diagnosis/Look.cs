using System.Runtime.CompilerServices;
using SmsAdmin.Core.Delivery.Explanations;

namespace SmsAdmin.Core.Diagnosis;

/// <summary>A step that is still to be taken.</summary>
/// <param name="SeeAsync">Looks, and says what was seen; with a finding where that is the cause.</param>
internal sealed record Look(LookedAt At, Func<CancellationToken, Task<Sight>> SeeAsync)
{
    public Look(LookedAt at, Func<Sight> see)
        : this(at, _ => Task.FromResult(see()))
    {
    }
}

/// <summary>What was seen; a finding ends the walk.</summary>
internal sealed record Sight(DiagnosisStep Step, Finding? Finding = null);

/// <summary>Takes one step after the other until one finds the cause.</summary>
internal static class Looks
{
    /// <param name="otherwise">What is found where no step is the cause.</param>
    public static async IAsyncEnumerable<Walked> WalkAsync(IReadOnlyList<Look> looks, Func<Finding> otherwise, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return new Walked.Planned([.. looks.Select(look => look.At)]);
        foreach (var look in looks)
        {
            ct.ThrowIfCancellationRequested();
            yield return new Walked.Asking(look.At);
            var seen = await look.SeeAsync(ct);
            yield return new Walked.Seen(seen.Step);
            if (seen.Finding is not { } finding) continue;
            yield return new Walked.Ended(finding with { Evidence = finding.Evidence.Count > 0 ? finding.Evidence : seen.Step.Evidence });
            yield break;
        }

        yield return new Walked.Ended(otherwise());
    }

    public static Sight Noted(LookedAt at, string says, params IReadOnlyList<Checklist.EvidenceLine> evidence) => new(new DiagnosisStep(at, StepVerdict.Noted, says) { Evidence = evidence });

    public static Sight Fine(LookedAt at, string says, params IReadOnlyList<Checklist.EvidenceLine> evidence) => new(new DiagnosisStep(at, StepVerdict.Fine, says) { Evidence = evidence });

    public static Sight Beside(LookedAt at, string says, params IReadOnlyList<Checklist.EvidenceLine> evidence) => new(new DiagnosisStep(at, StepVerdict.Beside, says) { Evidence = evidence });

    public static Sight CannotKnow(LookedAt at, string says, params IReadOnlyList<Checklist.EvidenceLine> evidence) => new(new DiagnosisStep(at, StepVerdict.CannotKnow, says) { Evidence = evidence });

    /// <summary>What ends the walk: known, or where nobody can know more from here; where nothing is wrong, there is no cause either.</summary>
    public static Sight Found(LookedAt at, string says, Finding finding, params IReadOnlyList<Checklist.EvidenceLine> evidence) =>
        new(new DiagnosisStep(at, VerdictOf(finding), says) { Evidence = evidence }, finding);

    private static StepVerdict VerdictOf(Finding finding) => finding switch
    {
        { IsKnown: false } => StepVerdict.CannotKnow,
        { Tone: ExplanationTone.Bad or ExplanationTone.Warning } => StepVerdict.Cause,
        _ => StepVerdict.Noted,
    };
}
