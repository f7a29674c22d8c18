using MudBlazor;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Components.Shared;

/// <summary>How one state of a message looks: its word, its icon, and whether it asks for a look.</summary>
public sealed record StatusLook(string Word, Tone Tone, string Icon, bool Loud)
{
    public static StatusLook OutcomeUnknown { get; } = new("Outcome unknown", Tone.Warn, Icons.Material.Outlined.Sync, Loud: true);

    public static StatusLook Of(MessageState state) => state switch
    {
        MessageState.Queued => Quiet(state, Tone.Idle, Icons.Material.Outlined.Schedule),
        MessageState.Sending => Quiet(state, Tone.Idle, Icons.Material.Outlined.ArrowUpward),
        MessageState.Accepted => Quiet(state, Tone.Idle, Icons.Material.Outlined.Check),
        MessageState.Dispatched => Quiet(state, Tone.Idle, Icons.Material.Outlined.DoneAll),
        MessageState.Delivered => Quiet(state, Tone.Ok, Icons.Material.Outlined.CheckCircle),
        MessageState.Cancelled => Quiet(state, Tone.Idle, Icons.Material.Outlined.RemoveCircleOutline),
        MessageState.Failed or MessageState.Aborted => new(state.ToString(), Tone.Bad, Icons.Material.Outlined.Cancel, Loud: true),
        MessageState.Rejected => new(state.ToString(), Tone.Bad, Icons.Material.Outlined.Block, Loud: true),
        MessageState.Expired => new(state.ToString(), Tone.Bad, Icons.Material.Outlined.TimerOff, Loud: true),
        MessageState.Deleted => new(state.ToString(), Tone.Bad, Icons.Material.Outlined.DeleteOutline, Loud: true),
        MessageState.Unknown => new(state.ToString(), Tone.Warn, Icons.Material.Outlined.HelpOutline, Loud: true),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A message has no such state."),
    };

    private static StatusLook Quiet(MessageState state, Tone tone, string icon) => new(state.ToString(), tone, icon, Loud: false);
}
