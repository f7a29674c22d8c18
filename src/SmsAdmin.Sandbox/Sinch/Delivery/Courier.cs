using SmsAdmin.Sandbox.Handset;
using SmsAdmin.Sandbox.Ledger;
using SmsAdmin.Sandbox.Sinch.Batches;
using SmsAdmin.Sandbox.Sinch.Callbacks;
using SmsAdmin.Sandbox.Sinch.Magic;
using SmsAdmin.Sandbox.Sinch.Plans;

namespace SmsAdmin.Sandbox.Sinch.Delivery;

/// <summary>Carries accepted batches through their plan's queue to the phones.</summary>
internal sealed class Courier(TimeProvider time, Agenda agenda, AcceptedSends ledger, TextsReceived handset, CallbackPoster callbacks)
{
    private readonly Receipts _receipts = new(callbacks);
    private static readonly TimeSpan LateDispatchedAfter = TimeSpan.FromMilliseconds(500);

    /// <summary>Takes a new or changed batch: now, or at its <c>send_at</c>. Not under the plan's gate.</summary>
    public void Accept(Batch batch)
    {
        var now = batch.ModifiedAt;
        if (batch.Content.SendAt is not { } sendAt || sendAt <= now)
        {
            Start(batch, batch.Version, now, scheduled: false);
            return;
        }
        string[] known = [.. batch.Content.To.Where(entry => !BatchContent.IsGroupId(entry))];
        Record(batch, Messages.Make(batch, known, now), now);
        var version = batch.Version;
        agenda.At(sendAt, at => Start(batch, version, at, scheduled: true));
    }

    /// <summary>Ends what has not been dispatched yet. Not under the plan's gate.</summary>
    public void Cancel(Batch batch)
    {
        var now = time.GetUtcNow();
        lock (batch.Plan.Gate)
        {
            batch.Cancel(now);
            foreach (var message in batch.Messages.Where(message => message.Status == DeliveryStatus.Queued))
                _receipts.End(message, DeliveryStatus.Cancelled, DeliveryCodes.Cancelled, now);
        }
    }

    private void Start(Batch batch, int version, DateTimeOffset at, bool scheduled)
    {
        var plan = batch.Plan;
        var acceptedAt = batch.ModifiedAt;
        DateTimeOffset? pumpAt = null;
        lock (plan.Gate)
        {
            if (batch.Canceled || batch.Version != version)
                return;
            var messages = Messages.Make(batch, Messages.Recipients(batch.Content, plan), at);
            batch.Release(messages);
            Record(batch, scheduled ? messages.Where(message => !batch.Content.To.Contains(message.Recipient)) : messages, acceptedAt);
            if (plan.Settings.Receipts)
                pumpAt = plan.Queue.Add(messages, plan.Settings.Rate, at);
            else
                messages.ForEach(message => message.Move(DeliveryStatus.Dispatched, DeliveryCodes.Dispatched, at));
        }
        if (batch.Content.ExpireAt is { } expireAt)
            agenda.At(expireAt, due => Expire(batch, version, due));
        if (pumpAt is { } pump)
            agenda.At(pump, due => Pump(plan, due));
    }

    private void Record(Batch batch, IEnumerable<Message> messages, DateTimeOffset at)
    {
        foreach (var message in messages)
            ledger.Add(new LedgerEntry(batch.Content.ClientReference, batch.Plan.Settings.ServicePlanId, batch.Plan.Settings.Region,
                batch.Id, message.Recipient, at, message.Parts));
    }

    private void Expire(Batch batch, int version, DateTimeOffset at)
    {
        lock (batch.Plan.Gate)
        {
            if (batch.Version != version)
                return;
            foreach (var message in batch.Messages.Where(message => !message.Released))
                _receipts.End(message, DeliveryStatus.Aborted, DeliveryCodes.Expired, at);
        }
    }

    /// <summary>Lets out of the queue whatever has its slot by now; those with the same slot go on together.</summary>
    private void Pump(Plan plan, DateTimeOffset at)
    {
        var now = time.GetUtcNow();
        var released = new List<(DateTimeOffset Slot, List<Message> Messages)>();
        DateTimeOffset? next;
        lock (plan.Gate)
        {
            while (true)
            {
                var (message, slot) = plan.Queue.Take(at, now, plan.Settings.Rate);
                if (message is null)
                {
                    next = slot;
                    break;
                }
                message.Released = true;
                message.Fate = Judge.FateOf(message, plan, slot!.Value);
                if (released.Count == 0 || released[^1].Slot != slot)
                    released.Add((slot.Value, []));
                released[^1].Messages.Add(message);
            }
        }
        var (toDispatched, toEnd) = (plan.Settings.DispatchedAfterMs, plan.Settings.DispatchedAfterMs + plan.Settings.FinalAfterMs);
        foreach (var (slot, messages) in released)
        {
            agenda.At(slot.AddMilliseconds(toDispatched), due => Dispatch(plan, messages, due));
            agenda.At(slot.AddMilliseconds(toEnd), due => Deliver(plan, messages, due));
        }
        if (next is { } again)
            agenda.At(again, due => Pump(plan, due));
    }

    private void Dispatch(Plan plan, List<Message> messages, DateTimeOffset at)
    {
        lock (plan.Gate)
        {
            foreach (var message in messages)
            {
                if (message.Fate.StopsEarly)
                    _receipts.End(message, message.Fate.Status, message.Fate.Code, at);
                else if (message.Fate.Course is not (Course.NoReceipt or Course.DispatchedSkipped or Course.OutOfOrder))
                    _receipts.Dispatch(message, at);
            }
        }
    }

    private void Deliver(Plan plan, List<Message> messages, DateTimeOffset at)
    {
        var late = new List<Message>();
        var arrived = new List<Message>();
        lock (plan.Gate)
        {
            foreach (var message in messages.Where(message => !message.Withdrawn && !message.Status.IsFinal()))
            {
                if (message.Fate.Course is not (Course.NoReceipt or Course.DispatchedOnly))
                    _receipts.End(message, message.Fate.Status, message.Fate.Code, at);
                if (message.Fate.Course == Course.OutOfOrder)
                    late.Add(message);
                if (message.Fate.Status == DeliveryStatus.Delivered)
                    arrived.Add(message);
            }
        }
        arrived.ForEach(message => Show(message, at));
        var dispatchedAt = at.AddMilliseconds(-plan.Settings.FinalAfterMs);
        if (late.Count > 0)
            agenda.At(at + LateDispatchedAfter, _ => late.ForEach(message => _receipts.DispatchLate(message, dispatchedAt)));
    }

    private void Show(Message message, DateTimeOffset at)
    {
        var content = message.Batch.Content;
        handset.Add(new HandsetText(message.Recipient, content.From ?? message.AppliedOriginator ?? "", message.Text, at,
            message.Batch.Id, message.Batch.Plan.Settings.ServicePlanId, content.FlashMessage, content.Type));
    }

    /// <summary>Ends the messages whose receipt comes before the answer to their send, and returns when it was posted.</summary>
    public async Task DeliverBeforeAnswerAsync(Batch batch)
    {
        var now = time.GetUtcNow();
        var jobs = new List<CallbackJob>();
        Message[] early;
        lock (batch.Plan.Gate)
        {
            early = [.. batch.Messages.Where(message => MagicNumbers.Find(message.Recipient)?.Fate?.Course == Course.ReceiptBeforeAnswer)];
            foreach (var message in early)
                jobs.AddRange(Receipts.Finish(message, DeliveryStatus.Delivered, DeliveryCodes.NoError, now)
                    .Select(body => Receipts.Job(message, body)).OfType<CallbackJob>());
        }
        foreach (var message in early)
            Show(message, now);
        foreach (var job in jobs)
            await callbacks.PostNowAsync(job);
    }
}
