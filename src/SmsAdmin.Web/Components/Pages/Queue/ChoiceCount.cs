using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Components.Pages.Queue;

/// <summary>
/// How many messages a person's choice takes in. A large one takes a second to count: what the lanes say already is taken
/// from them, so that the button and the lanes agree; the rest is counted now and then.
/// </summary>
public sealed class ChoiceCount(QueueView view, TimeProvider clock)
{
    private static readonly TimeSpan CountedAgainAfter = TimeSpan.FromSeconds(10);
    private long _countedAt;

    /// <summary>Null while it is not counted.</summary>
    public QueueCost? Cost { get; private set; }

    /// <summary>Another choice, or a job that changes it: it is counted at the next look.</summary>
    public void Forget() => Cost = null;

    /// <param name="queue">Of the plan that is chosen, as it is shown.</param>
    public async Task ReadAsync(QueueFilter filter, PlanQueue queue, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(queue);
        if (filter is { State: MessageState.Queued, Age: QueueAge.Any })
        {
            Cost = new QueueCost(queue.Lanes.Where(lane => filter.Lane is null || lane.Lane == filter.Lane).Sum(lane => lane.Waiting), 0, 0);
        }
        else if (Cost is null || clock.GetElapsedTime(_countedAt) >= CountedAgainAfter)
        {
            (Cost, _countedAt) = (await view.CostAsync(filter.ToRoom(queue.PlanId, clock.GetUtcNow()), ct), clock.GetTimestamp());
        }
    }
}
