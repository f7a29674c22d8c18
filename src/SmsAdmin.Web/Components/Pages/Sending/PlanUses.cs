using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Quotas;

namespace SmsAdmin.Web.Components.Pages.Sending;

/// <summary>What the chosen plan has used of its quotas: of that one, and never of the one before it.</summary>
public sealed class PlanUses(UsageMeter meter)
{
    private Guid _planId;

    /// <summary>Empty while another plan is being read.</summary>
    public IReadOnlyList<QuotaUse> Uses { get; private set; } = [];

    public bool AreOf(PlanView plan) => plan?.Id == _planId;

    public async Task ReadAsync(PlanView plan, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Id != _planId) (_planId, Uses) = (plan.Id, []);
        var uses = await meter.ReadAsync(plan.Limits(), ct);
        // A third plan was chosen meanwhile: that one is being read too.
        if (plan.Id == _planId) Uses = uses;
    }
}
