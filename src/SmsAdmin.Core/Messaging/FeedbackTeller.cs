using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Sinch;

namespace SmsAdmin.Core.Messaging;

/// <summary>A message that was used, as a code that was entered.</summary>
/// <param name="BatchId">Null while Sinch has not taken it.</param>
public sealed record UsedMessage(Guid PlanId, string? BatchId, string To);

/// <summary>Tells Sinch which messages were used, so that it learns which routes work.</summary>
public sealed class FeedbackTeller(Plans plans, SinchClient sinch)
{
    private const int SideBySide = 8;

    /// <summary>Tells plan beside plan. A plan whose Sinch does not answer is asked no further for now.</summary>
    /// <returns>Of each, in their order, whether it is settled: Sinch took it, or refused it for good.</returns>
    public async Task<bool[]> TellAsync(IReadOnlyList<UsedMessage> used, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(used);
        var isSettled = new bool[used.Count];
        var ofPlans = Enumerable.Range(0, used.Count).Where(place => used[place].BatchId is not null).GroupBy(place => used[place].PlanId);
        await Parallel.ForEachAsync(ofPlans, ct, async (ofPlan, stop) =>
        {
            if (await plans.OpenAsync(ofPlan.Key, stop) is not { } plan) return;
            var isSilent = 0;
            await Parallel.ForEachAsync(ofPlan, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = stop }, async (place, token) =>
            {
                if (Volatile.Read(ref isSilent) != 0) return;
                var answer = await sinch.SendFeedbackAsync(plan.Endpoint, used[place].BatchId!, new DeliveryFeedback([used[place].To]), token);
                isSettled[place] = IsSettled(answer);
                if (answer is SinchResult<Nothing>.NoAnswer) Volatile.Write(ref isSilent, 1);
            });
        });
        return isSettled;
    }

    // Taken, or refused for good: a batch that Sinch forgot.
    private static bool IsSettled(SinchResult<Nothing> answer) =>
        answer is SinchResult<Nothing>.Answered or SinchResult<Nothing>.Refused { HttpStatus: >= 400 and < 500 and not 401 and not 408 and not 429 };
}
