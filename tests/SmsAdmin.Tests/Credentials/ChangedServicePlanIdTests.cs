using SmsAdmin.Core.Credentials;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Credentials;

public sealed class ChangedServicePlanIdTests
{
    [Fact]
    public async Task A_plan_that_got_another_Service_Plan_ID_is_asked_for_by_that_one()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var sandbox = await SandboxHost.StartAsync();
        await using var rooms = await TestRooms.StartAsync();
        var id = await rooms.AddPlanAsync(sandbox);
        var plan = (await rooms.Get<Plans>().FindAsync(id, ct))!;

        await rooms.Get<PlanEditing>().EditAsync(id, PlanDraft.Of(plan) with { ServicePlanId = "sandbox-mistyped" }, TestRooms.Anna, ct);

        var check = await rooms.Get<PlanChecks>().CheckAsync(id, TestRooms.Anna, ct);
        Assert.Equal((false, 401), (check!.Works, check.HttpStatus));
    }
}
