using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Credentials;

public sealed class PlanEditingTests : PlanRooms
{
    private static readonly PlanDraft Draft = new("Acme", "acme", "us", null, null, PlanKind.Production, 30, null, null, "Etc/UTC", [], false);

    [Fact]
    public async Task Every_fault_is_told_at_once_by_its_field()
    {
        var draft = Draft with
        {
            Name = " ",
            ServicePlanId = "YOUR_servicePlanId",
            Region = "moon",
            Sender = "far too long a sender",
            PerSecond = 0,
            PerDay = 0,
            PerMonth = 0,
            TimeZone = "Mars/Base",
            VerifiedNumbers = ["0701740605"],
            BaseUrl = "ftp://sms.example.com",
        };

        var invalid = Assert.IsType<PlanOutcome.Invalid>(await Rooms.Get<PlanEditing>().AddAsync(draft, "", Anna, Ct));

        Assert.Equal(
            ["baseUrl", "name", "perDay", "perMonth", "perSecond", "region", "sender", "servicePlanId", "timeZone", "token", "verifiedNumbers"],
            invalid.Faults.Select(fault => fault.Field).Order(StringComparer.Ordinal));
        Assert.Empty(await Plans.ListAsync(Ct));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080", false)]
    [InlineData("http://localhost", false)]
    [InlineData("http://10.1.2.3/sinch", false)]
    [InlineData("http://[::1]/", false)]
    [InlineData("http://169.254.169.254/latest/meta-data", true)]
    [InlineData("http://metadata.google.internal/{region}", true)]
    public async Task A_host_that_may_not_be_called_is_not_stored(string baseUrl, bool allowed)
    {
        var draft = Draft with { BaseUrl = baseUrl, AllowsPrivateHost = allowed };

        var invalid = Assert.IsType<PlanOutcome.Invalid>(await Rooms.Get<PlanEditing>().AddAsync(draft, "a-good-token", Anna, Ct));

        Assert.Equal("baseUrl", Assert.Single(invalid.Faults).Field);
        Assert.Empty(await Plans.ListAsync(Ct));
    }

    [Fact]
    public async Task A_plan_that_may_no_longer_call_its_own_network_is_verified_anew()
    {
        var id = await Rooms.AddPlanAsync(Sandbox);
        var plan = await PlanAsync(id);
        var draft = Draft with { Name = plan.Name, ServicePlanId = plan.ServicePlanId, BaseUrl = plan.BaseUrl, AllowsPrivateHost = true };

        Assert.IsType<PlanOutcome.Saved>(await Rooms.Get<PlanEditing>().EditAsync(id, draft with { PerDay = 7 }, Anna, Ct));
        Assert.Equal((PlanReadiness.Ready, 7), ((await PlanAsync(id)).Readiness, (await PlanAsync(id)).PerDay));

        Assert.IsType<PlanOutcome.Saved>(await Rooms.Get<PlanEditing>().EditAsync(id, draft with { BaseUrl = null, AllowsPrivateHost = false }, Anna, Ct));
        Assert.Equal(PlanReadiness.NotVerified, (await PlanAsync(id)).Readiness);
    }

    [Fact]
    public async Task The_plan_that_somebody_chose_is_the_default_and_goes_only_after_another_was_chosen()
    {
        var first = await Rooms.AddPlanAsync(Sandbox);
        var second = await Rooms.AddPlanAsync(Sandbox, draft => draft with { Name = "Zeta", ServicePlanId = "sandbox-eu", Region = "eu" }, "token-eu");
        Assert.Equal(first, (await Plans.DefaultAsync(Ct))?.Id);

        await Rooms.Get<PlanEditing>().MakeDefaultAsync(await PlanAsync(second), Anna, Ct);
        Assert.Equal(second, (await Plans.DefaultAsync(Ct))?.Id);

        Assert.IsType<PlanOutcome.IsDefault>(await Rooms.Get<PlanEditing>().DeleteAsync(second, Anna, Ct));
        Assert.Equal(second, (await Plans.DefaultAsync(Ct))?.Id);

        await Rooms.Get<PlanEditing>().MakeDefaultAsync(await PlanAsync(first), Anna, Ct);
        Assert.IsType<PlanOutcome.Saved>(await Rooms.Get<PlanEditing>().DeleteAsync(second, Anna, Ct));
        Assert.Equal(first, Assert.Single(await Plans.ListAsync(Ct)).Id);
    }

    [Fact]
    public async Task The_last_plan_may_be_deleted_though_it_is_the_default()
    {
        var only = await Rooms.AddPlanAsync(Sandbox);
        Assert.IsType<PlanOutcome.Saved>(await Rooms.Get<PlanEditing>().DeleteAsync(only, Anna, Ct));
        Assert.Empty(await Plans.ListAsync(Ct));
    }

    [Fact]
    public async Task A_plan_becomes_the_default_by_itself_only_once_sinch_has_taken_it()
    {
        await Rooms.AddPlanAsync(Sandbox, token: "not-its-token");
        Assert.Null(await Plans.DefaultAsync(Ct));

        var taken = await Rooms.AddPlanAsync(Sandbox, draft => draft with { Name = "Zeta", ServicePlanId = "sandbox-eu", Region = "eu" }, "token-eu");
        Assert.Equal(taken, (await Plans.DefaultAsync(Ct))?.Id);
    }

    [Fact]
    public async Task A_real_plan_that_sinch_has_not_taken_leaves_the_sandbox_the_default()
    {
        var sandbox = await new SandboxPlan(Rooms.Get<IDbContextFactory<AppDb>>(), Rooms.Get<TokenVault>(), Rooms.Get<PlanChanges>(), Rooms.Get<AuditTrail>(), TimeProvider.System)
            .EnsureAsync("http://127.0.0.1:9/sandbox", Ct);
        await Rooms.AddPlanAsync(Sandbox, draft => draft with { ServicePlanId = "sandbox-eu", Region = "eu" }, "not-its-token");
        Assert.Equal(sandbox, (await Plans.DefaultAsync(Ct))?.Id);
    }
}
