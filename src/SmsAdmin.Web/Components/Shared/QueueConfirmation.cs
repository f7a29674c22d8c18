using MudBlazor;

namespace SmsAdmin.Web.Components.Shared;

/// <summary>Asks before messages leave the queue or are sent again, with what it costs.</summary>
public static class QueueConfirmation
{
    public static Task<bool> OfCancelAsync(IDialogService dialogs, int messages, string plan) => ConfirmDialog.AskAsync(
        dialogs,
        messages == 1 ? "Cancel this message?" : $"Cancel {Figures.Count(messages, "message")} of {plan}?",
        messages == 1 ? "It leaves the queue and is never sent. Its quota is given back." : "They leave the queue and are never sent. Their quota is given back. What is on its way to Sinch by then arrives.",
        messages == 1 ? "Cancel it" : $"Cancel {Figures.Count(messages)}",
        messages == 1 ? "Keep it" : "Keep them");

    public static Task<bool> OfSendAgainAsync(IDialogService dialogs, int messages, int parts, string plan) => ConfirmDialog.AskAsync(
        dialogs,
        messages == 1 ? "Send this message again?" : $"Send {Figures.Count(messages, "message")} again?",
        $"{Figures.Count(messages, "new message")} of {Figures.Count(parts, "part")} {(messages == 1 ? "goes" : "go")} out through {plan}: Sinch charges {(messages == 1 ? "it" : "them")} like any other, and the quota counts {(messages == 1 ? "it" : "them")}.",
        messages == 1 ? "Send it again" : $"Send {Figures.Count(messages)} again",
        messages == 1 ? "Leave it" : "Leave them");
}
