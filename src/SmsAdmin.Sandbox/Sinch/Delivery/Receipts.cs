using SmsAdmin.Sandbox.Sinch.Batches;
using SmsAdmin.Sandbox.Sinch.Callbacks;
using SmsAdmin.Sandbox.Sinch.Magic;
using SmsAdmin.Sandbox.Sinch.Reports;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Sinch.Delivery;

/// <summary>Moves messages forward and tells whoever asked to be told. The plan's gate is held.</summary>
internal sealed class Receipts(CallbackPoster callbacks)
{
    public void Dispatch(Message message, DateTimeOffset at)
    {
        if (message.Move(DeliveryStatus.Dispatched, DeliveryCodes.Dispatched, at) && Mode(message) == ReportMode.PerRecipient)
            Post(message, Answer.Bytes(json => ReportJson.WriteRecipient(json, message)));
    }

    /// <summary>The receipt of a Dispatched that the end has overtaken.</summary>
    public void DispatchLate(Message message, DateTimeOffset at)
    {
        if (Mode(message) == ReportMode.PerRecipient)
            Post(message, Answer.Bytes(json =>
                ReportJson.WriteRecipient(json, message, DeliveryStatus.Dispatched, DeliveryCodes.Dispatched, at)));
    }

    public void End(Message message, DeliveryStatus status, int code, DateTimeOffset at)
    {
        foreach (var body in Finish(message, status, code, at))
            Post(message, body);
    }

    /// <summary>Ends a message and returns what is to be posted, for who must post it himself.</summary>
    public static IReadOnlyList<byte[]> Finish(Message message, DeliveryStatus status, int code, DateTimeOffset at)
    {
        if (!message.Move(status, code, at))
            return [];
        var batch = message.Batch;
        batch.Plan.Finished.Add(message);
        var last = batch.EndOne();
        return Mode(message) switch
        {
            ReportMode.PerRecipient or ReportMode.PerRecipientFinal => [Answer.Bytes(json => ReportJson.WriteRecipient(json, message))],
            ReportMode.Summary when last => [Answer.Bytes(json => ReportJson.WriteBatch(json, batch, full: false))],
            ReportMode.Full when last => [Answer.Bytes(json => ReportJson.WriteBatch(json, batch, full: true))],
            _ => [],
        };
    }

    public static CallbackJob? Job(Message message, byte[] body) =>
        (message.Batch.Content.CallbackUrl ?? message.Batch.Plan.Settings.CallbackUrl) is { } url
            ? new CallbackJob(message.Batch.Plan, url, body)
            : null;

    private void Post(Message message, byte[] body)
    {
        if (Job(message, body) is not { } job)
            return;
        callbacks.Post(job);
        if (message.Fate.Course == Course.DuplicateReceipts)
            callbacks.Post(job);
    }

    private static string Mode(Message message) => message.Batch.Content.DeliveryReport;
}
