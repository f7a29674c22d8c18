using SmsAdmin.Core.Messaging;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Messaging;

public sealed class FeedbackTellerTests : IAsyncLifetime
{
    private TestRooms _rooms = null!;
    private SandboxHost _sandbox = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FeedbackTeller Teller => _rooms.Get<FeedbackTeller>();

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync();
        _rooms = await TestRooms.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _rooms.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(404, true)]
    [InlineData(401, false)]
    [InlineData(429, false)]
    [InlineData(503, false)]
    public async Task What_Sinch_answers_settles_it_or_leaves_it_for_later(int status, bool isSettled)
    {
        await using var server = await ScriptedServer.StartAsync(status, "{}");
        var plan = await PlanAtAsync(server);

        Assert.Equal(isSettled, Assert.Single(await Teller.TellAsync([Used(plan)], Ct)));
    }

    [Fact]
    public async Task What_Sinch_has_not_taken_yet_and_a_plan_that_is_gone_are_not_told_of()
    {
        await using var server = await ScriptedServer.StartAsync(200, "{}");
        var plan = await PlanAtAsync(server);

        var told = await Teller.TellAsync([Used(plan) with { BatchId = null }, Used(plan), Used(Guid.NewGuid())], Ct);

        Assert.Equal([false, true, false], told);
    }

    [Fact]
    public async Task A_plan_whose_Sinch_does_not_answer_is_asked_no_further_and_every_other_is()
    {
        var asked = 0;
        await using var silent = await ScriptedServer.StartAsync((context, _) =>
        {
            Interlocked.Increment(ref asked);
            context.Abort();
            return Task.CompletedTask;
        });
        await using var other = await ScriptedServer.StartAsync(200, "{}");
        var (first, second) = (await PlanAtAsync(silent), await PlanAtAsync(other));

        var told = await Teller.TellAsync([.. Enumerable.Repeat(Used(first), 100), .. Enumerable.Repeat(Used(second), 20)], Ct);

        Assert.Equal(20, told.Count(isSettled => isSettled));
        Assert.InRange(asked, 1, 16);
    }

    private static UsedMessage Used(Guid plan) => new(plan, "01B", "+12015550100");

    private Task<Guid> PlanAtAsync(ScriptedServer server) =>
        _rooms.AddPlanAsync(_sandbox, draft => draft with { Name = server.Root.ToString(), ServicePlanId = $"plan-{Guid.NewGuid():N}", BaseUrl = server.Root });
}
