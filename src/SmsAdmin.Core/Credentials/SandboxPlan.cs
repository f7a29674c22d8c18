using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Credentials;

/// <summary>The plan of the built-in sandbox: there on the first start, and pointed at wherever the program listens now.</summary>
public sealed class SandboxPlan(IDbContextFactory<AppDb> databases, TokenVault tokens, PlanChanges changes, AuditTrail audit, TimeProvider clock)
{
    private const string ServicePlanId = "sandbox-us";
    private const string Token = "token-us";
    private const string Region = "us";
    private const string Sender = "+12015550199";

    /// <summary>Adds the plan, or moves its base URL when the program listens elsewhere than last time.</summary>
    /// <param name="root">The sandbox's address, as <c>http://localhost:5080/sandbox</c>.</param>
    public async Task<Guid> EnsureAsync(string root, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var baseUrl = $"{root}/sinch/{{region}}";
        var plan = await db.Plans.SingleOrDefaultAsync(p => p.ServicePlanId == ServicePlanId, ct);
        if (plan is null)
        {
            plan = New(baseUrl);
            db.Plans.Add(plan);
            audit.Write(db, Actor.System("Sandbox"), "plan.added", plan.Name, plan.Id);
        }
        else if (plan.IsSandbox)
        {
            plan.BaseUrl = baseUrl;
        }

        await db.SaveChangesAsync(ct);
        changes.Announce();
        return plan.Id;
    }

    private ServicePlan New(string baseUrl) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        Name = "Sandbox",
        ServicePlanId = ServicePlanId,
        TokenCipher = tokens.Close(new Secret(Token)),
        TokenLastFour = new Secret(Token).LastFour,
        TokenSetAt = clock.GetUtcNow(),
        TokenSetBy = "Sandbox",
        Region = Region,
        BaseUrl = baseUrl,
        AllowsPrivateHost = true,
        Sender = Sender,
        Kind = PlanKind.Production,
        PerSecond = 30,
        TimeZone = TimeZoneInfo.Local.HasIanaId ? TimeZoneInfo.Local.Id : "Etc/UTC",
        IsSandbox = true,
        OpenCountries = [OpenCountries.All],
        CreatedAt = clock.GetUtcNow(),
    };
}
