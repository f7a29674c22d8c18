using SmsAdmin.Core.Checklist;

namespace SmsAdmin.Core.Diagnosis;

/// <summary>What a step of a diagnosis looks at.</summary>
public enum LookedAt
{
    Log,
    Number,
    Sender,
    TrialNumbers,
    Pause,
    Account,
    Clock,
    Quota,
    AtSinch,
    Receipts,
    Answer,
    Queue,
    DeliveryCode,
    Refusals,
    Rate,
    OdooReceipts,
    OdooCalls,
    OdooRoute,
    OdooParameters,
}

/// <summary>What a step came to.</summary>
public enum StepVerdict
{
    /// <summary>How it stands: what the other steps explain.</summary>
    Noted,

    /// <summary>Nothing here stands in the way.</summary>
    Fine,

    /// <summary>It is this.</summary>
    Cause,

    /// <summary>Something is wrong here, and it is not the cause.</summary>
    Beside,

    /// <summary>It cannot be told from here.</summary>
    CannotKnow,
}

/// <summary>One step of a diagnosis: what was looked at, and what was seen.</summary>
public sealed record DiagnosisStep(LookedAt At, StepVerdict Verdict, string Says)
{
    public IReadOnlyList<EvidenceLine> Evidence { get; init; } = [];
}
