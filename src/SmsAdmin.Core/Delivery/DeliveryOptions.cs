using System.ComponentModel.DataAnnotations;

namespace SmsAdmin.Core.Delivery;

/// <summary>How the queue is worked off: <c>Delivery</c> in the configuration.</summary>
public sealed class DeliveryOptions
{
    public const string Section = "Delivery";

    /// <summary>Sends of one plan that wait for Sinch's answer at once.</summary>
    [Range(1, 1024)]
    public int InFlight { get; set; } = 128;

    /// <summary>A claim that was not settled so long after a send can have taken at most is taken for a crash, and its outcome for unknown.</summary>
    public TimeSpan ClaimSlack { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>An instance that does not renew its hold on a plan for so long loses it to another. It stops sending at half of it.</summary>
    public TimeSpan PlanLease { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>A reference that Sinch does not know so long after the request ended was never accepted.</summary>
    public TimeSpan Settle { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The same for the <c>Otp</c> lane, where a late code is worthless.</summary>
    public TimeSpan SettleOtp { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The first pause after an answer that asks for one; it doubles, with full jitter.</summary>
    public TimeSpan RetryFirst { get; set; } = TimeSpan.FromSeconds(1);

    public TimeSpan RetryLongest { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>A message without a deadline is given up so long after it was asked for; Sinch keeps one at most as long.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How often a paused plan is asked whether it works again.</summary>
    public TimeSpan ProbeEvery { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Sinch is asked to post receipts wherever it can reach us; without, all of them are polled.</summary>
    public bool Callbacks { get; set; } = true;

    /// <summary>How often reports are polled where Sinch cannot reach us.</summary>
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>A message without a receipt for so long is asked for, though callbacks are on.</summary>
    public TimeSpan PollAfterSilence { get; set; } = TimeSpan.FromSeconds(60);
}
