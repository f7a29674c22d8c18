using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>One lane of one plan.</summary>
/// <param name="Waiting">Queued: to go now, later, or once the quota has room.</param>
/// <param name="NextAskedAt">When the one that goes next was asked for; null where none waits.</param>
/// <param name="In">Asked for within the last minute.</param>
/// <param name="Out">Accepted by Sinch within the last minute.</param>
public sealed record QueueLane(Lane Lane, int Waiting, DateTimeOffset? NextAskedAt, int In, int Out);

/// <summary>Who works a plan off.</summary>
/// <param name="Name">Machine and process.</param>
/// <param name="SeenAt">When it last said so.</param>
/// <param name="Until">Until then nobody else may.</param>
public sealed record QueueWorker(string Name, DateTimeOffset SeenAt, DateTimeOffset Until);

/// <summary>The queue of one plan.</summary>
/// <param name="Lanes">Every lane, in the order in which they go.</param>
/// <param name="Sending">On their way to Sinch.</param>
/// <param name="OutcomeUnknown">Of those, how many are being looked up at Sinch.</param>
/// <param name="WaitingForQuota">Of the waiting, how many wait for the quota's reset.</param>
/// <param name="Worker">Null where nobody works it off.</param>
public sealed record PlanQueue(Guid PlanId, IReadOnlyList<QueueLane> Lanes, int Sending, int OutcomeUnknown, int WaitingForQuota, QueueWorker? Worker)
{
    public int Waiting => Lanes.Sum(lane => lane.Waiting);

    /// <summary>Accepted by Sinch within the last minute.</summary>
    public int Out => Lanes.Sum(lane => lane.Out);
}

/// <summary>A send whose outcome is being looked up.</summary>
public sealed record OpenOutcome(Guid Id, PhoneNumber To, Lane Lane, int? HttpStatus, DateTimeOffset? Since, int AbsentCount, DateTimeOffset NextLookAt);

/// <summary>Messages per second as Sinch accepted them.</summary>
/// <param name="Last">In the second that has just passed.</param>
/// <param name="Peak">In the fullest second of the last minute.</param>
public sealed record SecondUse(int Last, int Peak);

/// <summary>Many messages of one plan, by what they have in common.</summary>
/// <param name="Lane">Null for all lanes.</param>
/// <param name="From">Asked for then or later.</param>
/// <param name="Until">Asked for before then.</param>
public sealed record QueueChoice(Guid PlanId, MessageState State, Lane? Lane = null, DateTimeOffset? From = null, DateTimeOffset? Until = null);

/// <summary>How many a choice takes in, and what sending them costs.</summary>
/// <param name="Parts">Of those with a text.</param>
/// <param name="WithText">How many still have their text, without which none is sent again.</param>
public sealed record QueueCost(int Messages, int WithText, int Parts);
