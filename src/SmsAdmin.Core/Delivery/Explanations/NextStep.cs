namespace SmsAdmin.Core.Delivery.Explanations;

/// <summary>The step that mends it, as a button.</summary>
/// <param name="Label">A verb with its object.</param>
/// <param name="Href">Relative to the root of the site; null where nothing opens, as for a copy button.</param>
public sealed record NextStep(NextStepKind Kind, string Label, string? Href)
{
    public static NextStep Of(NextStepKind kind) => kind switch
    {
        NextStepKind.PutInToken => new(kind, "Put in a new token", "/credentials"),
        NextStepKind.RestoreKeys => new(kind, "See which secrets cannot be opened", "/credentials"),
        NextStepKind.DetectRegion => new(kind, "Detect the region", "/credentials"),
        NextStepKind.CheckPlan => new(kind, "Check the plan", "/credentials"),
        NextStepKind.CheckHost => new(kind, "Check the host", "/credentials"),
        NextStepKind.ResumePlan => new(kind, "See why the plan is paused", "/credentials"),
        NextStepKind.ChangeSender => new(kind, "Change the sender", "/credentials"),
        NextStepKind.AddVerifiedNumber => new(kind, "Add the verified number", "/credentials"),
        NextStepKind.TopUp => new(kind, "Check the plan after topping up", "/credentials"),
        NextStepKind.ChangeText => new(kind, "Write another text", "/send"),
        NextStepKind.CorrectNumber => new(kind, "Send to a corrected number", "/send"),
        NextStepKind.SetCallback => new(kind, "Set the public address", "/settings"),
        NextStepKind.WaitForRetry => new(kind, "Watch the queue", "/queue"),
        NextStepKind.ReadExchange => new(kind, "Read the raw exchange", "#timeline"),
        NextStepKind.AskSinch => new(kind, "Copy the request to Sinch", null),
        _ => new(NextStepKind.None, "", null),
    };
}

public enum NextStepKind
{
    None,
    PutInToken,
    RestoreKeys,
    DetectRegion,
    CheckPlan,
    CheckHost,
    ResumePlan,
    ChangeSender,
    AddVerifiedNumber,
    TopUp,
    ChangeText,
    CorrectNumber,
    SetCallback,
    WaitForRetry,
    ReadExchange,

    /// <summary>Copies <see cref="Explanation.RequestToSinch"/>.</summary>
    AskSinch,
}
