using SmsAdmin.Sandbox.Sinch.Delivery;
using SmsAdmin.Sandbox.Sinch.Plans;

namespace SmsAdmin.Sandbox.Sinch.Batches;

/// <summary>A batch that Sinch accepted. Its plan's gate guards it.</summary>
internal sealed class Batch(Plan plan, string id, BatchContent content, DateTimeOffset createdAt)
{
    public Plan Plan { get; } = plan;
    public string Id { get; } = id;
    public DateTimeOffset CreatedAt { get; } = createdAt;
    public BatchContent Content { get; private set; } = content;
    public DateTimeOffset ModifiedAt { get; private set; } = createdAt;
    public bool Canceled { get; private set; }

    /// <summary>Counts replacements, so that work planned for an older content lets the newer one alone.</summary>
    public int Version { get; private set; }

    /// <summary>Empty until the batch is due: a scheduled batch has no messages yet.</summary>
    public IReadOnlyList<Message> Messages { get; private set; } = [];

    /// <summary>Messages that have not ended yet.</summary>
    public int Open { get; private set; }

    public DateTimeOffset ExpireAt => Content.ExpireAt ?? (Content.SendAt ?? ModifiedAt) + BatchRules.LongestValidity;

    public bool IsDispatched => Messages.Any(message => message.Released);

    public void Release(IReadOnlyList<Message> messages)
    {
        Messages = messages;
        Open = messages.Count;
    }

    /// <summary>One message has ended; true when it was the last.</summary>
    public bool EndOne() => --Open == 0;

    public void Change(BatchContent content, DateTimeOffset at)
    {
        foreach (var message in Messages)
            message.Withdraw();
        Messages = [];
        Open = 0;
        Content = content;
        ModifiedAt = at;
        Version++;
    }

    public void Cancel(DateTimeOffset at)
    {
        if (Canceled)
            return;
        Canceled = true;
        ModifiedAt = at;
    }
}
