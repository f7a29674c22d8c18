using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Quotas;

namespace SmsAdmin.Core.Messaging;

/// <summary>A plan's quotas, as the counters want them.</summary>
public static class PlanLimitsOfPlans
{
    public static PlanLimits Limits(this PlanView plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new PlanLimits(plan.Id, plan.PerDay, plan.PerMonth, plan.TimeZone);
    }
}
