using MudBlazor;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using Origin = SmsAdmin.Core.Words.Origin;

namespace SmsAdmin.Web.Components.Shared;

/// <summary>How one step of a message's timeline looks, and what it means where that is the same each time.</summary>
public sealed record StepLook(string Title, string Icon, Tone Tone = Tone.Idle, string? Meaning = null)
{
    public static StepLook Of(MessageStep step, Origin origin)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.Kind switch
        {
            MessageEventKind.Asked => new($"Asked by {OriginWords.Of(origin)}", Icons.Material.Outlined.Input),
            MessageEventKind.SendStarted => new("Sent to Sinch", Icons.Material.Outlined.ArrowUpward),
            MessageEventKind.Accepted => new("Accepted", Icons.Material.Outlined.Check, Meaning: step.Says is null ? "Sinch queued it. That is not yet sent." : null),
            MessageEventKind.Refused => new("Refused", Icons.Material.Outlined.Block, Tone.Bad),
            MessageEventKind.OutcomeUnknown => new("Outcome unknown", Icons.Material.Outlined.Sync, Tone.Warn),
            MessageEventKind.LookedUp => new("Looked up at Sinch", Icons.Material.Outlined.TravelExplore),
            MessageEventKind.Retry => new("To be tried again", Icons.Material.Outlined.Replay, Tone.Warn),
            MessageEventKind.Held => new("Held back", Icons.Material.Outlined.PauseCircle, Tone.Warn),
            MessageEventKind.Cancelled => new("Cancelled", Icons.Material.Outlined.RemoveCircleOutline),
            MessageEventKind.SentAgain => new("Sent again", Icons.Material.Outlined.Replay),
            MessageEventKind.TextShown => new("Text shown", Icons.Material.Outlined.Visibility),
            _ => OfState(step.State ?? MessageState.Unknown),
        };
    }

    private static StepLook OfState(MessageState state)
    {
        var look = StatusLook.Of(state);
        return new(look.Word, look.Icon, look.Tone, state switch
        {
            MessageState.Dispatched => "Handed to the operator.",
            MessageState.Delivered => "The operator says the phone took it.",
            _ => null,
        });
    }
}
