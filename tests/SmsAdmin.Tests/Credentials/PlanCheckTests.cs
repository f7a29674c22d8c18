using SmsAdmin.Core.Credentials;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Credentials;

public sealed class PlanCheckTests : PlanRooms
{
    [Fact]
    public async Task A_plan_that_Sinch_takes_is_ready_and_the_answer_is_kept()
    {
        var id = await Rooms.AddPlanAsync(Sandbox);

        var plan = await PlanAsync(id);
        Assert.Equal(PlanReadiness.Ready, plan.Readiness);
        Assert.Equal(200, plan.CheckedHttpStatus);
        Assert.Equal("n-us", plan.TokenLastFour);
        Assert.Equal("Anna Lind", plan.TokenSetBy);
        Assert.All(Sandbox.World.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Theory]
    [InlineData("us", "not-the-token")]
    [InlineData("eu", "token-us")]
    public async Task Where_Sinch_refuses_token_or_region_the_plan_sends_nothing(string region, string token)
    {
        var id = await Rooms.AddPlanAsync(Sandbox, draft => draft with { Region = region }, token);

        var plan = await PlanAsync(id);
        Assert.Equal(PlanReadiness.NotVerified, plan.Readiness);
        Assert.Equal(401, plan.CheckedHttpStatus);
        Assert.Contains("another region", plan.CheckedSaid, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blocked_account_is_told_from_a_wrong_token()
    {
        await using var server = await ScriptedServer.StartAsync(403, """{"code":"blocked_account","text":"Blocked"}""");
        var id = await Rooms.AddPlanAsync(Sandbox, draft => draft with { BaseUrl = server.Root });

        var check = Assert.IsType<PlanCheck>(await Rooms.Get<PlanChecks>().CheckAsync(id, Anna, Ct));

        Assert.Equal((403, "blocked_account"), (check.HttpStatus, check.ApiErrorCode));
        Assert.Contains("blocked the account", check.Says, StringComparison.Ordinal);
        Assert.Equal(PlanReadiness.NotVerified, (await PlanAsync(id)).Readiness);
    }

    [Fact]
    public async Task A_paused_plan_that_works_goes_on()
    {
        var id = await Rooms.AddPlanAsync(Sandbox);
        await Rooms.Get<PlanStates>().PauseAsync(id, "Sinch refuses the token.", DateTimeOffset.UnixEpoch, Ct);
        Assert.Equal(PlanReadiness.Paused, (await PlanAsync(id)).Readiness);

        await Rooms.Get<PlanChecks>().CheckAsync(id, Anna, Ct);

        Assert.Equal(PlanReadiness.Ready, (await PlanAsync(id)).Readiness);
    }

    [Fact]
    public async Task Pages_hear_of_a_check()
    {
        var heard = 0;
        using var ear = Rooms.Get<PlanChanges>().Listen(() => heard++);

        await Rooms.AddPlanAsync(Sandbox);

        Assert.True(heard >= 2, $"Added and checked, heard {heard}");
    }
}
