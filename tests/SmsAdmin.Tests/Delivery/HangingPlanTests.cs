using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Delivery;

/// <summary>A plan whose host takes questions and does not answer them: the others do not wait for it.</summary>
public sealed class HangingPlanTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Walk _walk = null!;
    private ScriptedServer _server = null!;
    private Guid _hanging;
    private volatile bool _hangs;
    private volatile int _sendsAreAnswered;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _walk = await Walk.StartAsync();
        _server = await ScriptedServer.StartAsync(async (context, request) =>
        {
            if (request.Method == "GET" && _hangs) await _released.Task;
            await (request.Method == "GET"
                ? ScriptedServer.WriteAsync(context, 200, """{"count":0,"page":0,"batches":[],"delivery_reports":[],"page_size":0}""")
                : ScriptedServer.WriteAsync(context, _sendsAreAnswered, """{"id":"01B"}"""));
        });
        _hanging = await _walk.Rooms.AddPlanAsync(_walk.Sandbox, draft => draft with { Name = "Hanging", ServicePlanId = "hanging", BaseUrl = _server.Root, PerSecond = 1000 });
        // The default is looked after first.
        await _walk.Rooms.Get<PlanEditing>().MakeDefaultAsync((await _walk.Rooms.Get<Plans>().FindAsync(_hanging, Ct))!, TestRooms.Anna, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        _released.TrySetResult();
        await _walk.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Its_look_ups_hold_back_no_look_up_of_another_round_after_round()
    {
        var stuck = await SubmitAsync(500);
        var hanging = new List<Task>();
        for (var round = 0; round < 2; round++)
        {
            var lost = await _walk.SubmitAsync("+12065555500");
            await _walk.DispatchAsync();
            _hangs = true;
            _walk.Clock.Advance(TimeSpan.FromSeconds(2));
            hanging.Add(_walk.CheckOutcomesAsync());
            await IsSoonAsync(lost, MessageState.Accepted);
        }

        Assert.True((await _walk.FindAsync(stuck)).OutcomeUnknown);
        Assert.All(hanging, round => Assert.False(round.IsCompleted));
        await ReleaseAsync(hanging);
        Assert.Contains((await _walk.FindAsync(stuck)).Steps, step => step.Kind == MessageEventKind.LookedUp);
    }

    [Fact]
    public async Task Its_reports_hold_back_no_report_of_another()
    {
        await SubmitAsync(201);
        var other = await _walk.SubmitAsync("+12015550100");
        await _walk.DispatchAsync();
        _hangs = true;
        _walk.Clock.Advance(TimeSpan.FromSeconds(5));

        var polling = _walk.PollAsync();
        await IsSoonAsync(other, MessageState.Delivered);

        Assert.False(polling.IsCompleted);
        await ReleaseAsync([polling]);
    }

    [Fact]
    public async Task While_it_is_paused_and_asked_the_others_send()
    {
        await SubmitAsync(401);
        _hangs = true;
        _walk.Clock.Advance(TimeSpan.FromSeconds(31));

        var other = await _walk.SubmitAsync("+12015550100");
        await _walk.Rooms.Get<Dispatcher>().StartAsync(Ct);
        await IsSoonAsync(other, MessageState.Accepted);

        Assert.Equal(PlanReadiness.Paused, (await _walk.Rooms.Get<Plans>().FindAsync(_hanging, Ct))!.Readiness);
        _released.TrySetResult();
        await Eventually.HoldsAsync(
            async () => (await _walk.Rooms.Get<Plans>().FindAsync(_hanging, Ct))!.Readiness == PlanReadiness.Ready, () => Task.FromResult("It stays paused."));
    }

    private Task IsSoonAsync(Guid id, MessageState state) => Eventually.HoldsAsync(
        async () => (await _walk.FindAsync(id)).State == state, async () => $"It is {(await _walk.FindAsync(id)).State}.", TimeSpan.FromSeconds(30));

    private async Task ReleaseAsync(IEnumerable<Task> rounds)
    {
        _released.TrySetResult();
        await Task.WhenAll(rounds);
    }

    private async Task<Guid> SubmitAsync(int answer)
    {
        _sendsAreAnswered = answer;
        var outcome = await _walk.Rooms.Get<Submissions>().SubmitAsync(new NewMessage(_hanging, "+12015550100", null, "Hello", Lane.Test, Origin.Console), TestRooms.Anna, Ct);
        await _walk.DispatchAsync();
        return Assert.IsType<SubmitOutcome.Queued>(outcome).MessageId;
    }
}
