using SmsAdmin.Core.Messaging;

namespace SmsAdmin.Web.Components.Shared;

/// <summary>Why a message was not queued, where no form stands beside it.</summary>
public static class NotQueued
{
    public static string Why(SubmitOutcome outcome, ViewerZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return outcome switch
        {
            SubmitOutcome.OverQuota { Quota: var quota } =>
                $"The {quota.Name}’s quota of {Figures.Count(quota.Limit)} is full. There is room again from {Figures.Moment(zone.Local(quota.ResetsAt), zone.Local(zone.Now))}.",
            SubmitOutcome.PlanNotReady { Says: var says } => says,
            SubmitOutcome.Invalid { Faults: [var fault, ..] } => fault.Says,
            _ => "",
        };
    }
}
