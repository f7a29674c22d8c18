using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Odoo;

/// <summary>A token replaced here and in every Odoo, or nowhere; whatever is down, and wherever the program is stopped.</summary>
public sealed class RotationTests : OdooRooms
{
    private const string Old = "an-old-token-1111";
    private const string Next = "a-new-token-2222";

    private PretendSinch _sinch = null!;
    private PretendOdoo _prod = null!;
    private PretendOdoo _test = null!;
    private Guid _planId;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _sinch = await PretendSinch.StartAsync(Old, Next);
        _prod = await PretendOdoo.StartAsync();
        _test = await PretendOdoo.StartAsync(isOlder: true);
        var draft = new PlanDraft("Acme EU", "acme-eu", "eu", _sinch.Url, "+46701740650", PlanKind.Production, 30, null, null, "Etc/UTC", [], true);
        _planId = Assert.IsType<PlanOutcome.Saved>(await Rooms.Get<PlanEditing>().AddAsync(draft, Old, Anna, Ct)).PlanId;
        await Rooms.Get<PlanChecks>().CheckAsync(_planId, Anna, Ct);
        foreach (var (odoo, name) in new[] { (_prod, "acme-prod"), (_test, "acme-test") })
        {
            var added = await Rooms.Get<ConnectionEditing>().AddAsync(new ConnectionDraft(name, odoo.Url, "odoo", "sms-bot", true, _planId), PretendOdoo.Key, Anna, Ct);
            Assert.IsType<PushOutcome.Done>(await Rooms.Get<ParameterPush>().PushAsync(Assert.IsType<ConnectionOutcome.Saved>(added).Id, Anna, Ct));
        }
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        await _prod.DisposeAsync();
        await _test.DisposeAsync();
        await _sinch.DisposeAsync();
    }

    [Fact]
    public async Task A_new_token_is_in_every_Odoo_before_it_counts_here()
    {
        var id = await StartAsync();
        Assert.Equal(Old, _prod["sinch.api_token"]);

        await WorkAsync();

        await ExpectAsync(id, RotationStage.Done, Next, Next, Next);
        Assert.Contains("plan.rotation-done", await AuditAsync());
        Assert.Empty(Leaks.Of(Old, Rooms.DatabaseFiles).Concat(Leaks.Of(Next, Rooms.DatabaseFiles)));
    }

    [Fact]
    public async Task While_the_old_token_works_an_Odoo_that_is_down_changes_nothing_and_is_named()
    {
        _test.IsDown = true;
        var id = await StartAsync();

        await WorkAsync();

        var job = await ExpectAsync(id, RotationStage.OldOneKept, Old, Old, Old);
        Assert.Contains("acme-test", job.Says, StringComparison.Ordinal);
        Assert.Contains("The old token still works", job.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_Odoo_that_fails_halfway_has_the_others_get_the_old_one_back()
    {
        _test.Forgets = true;
        var id = await StartAsync();

        await WorkAsync();

        await ExpectAsync(id, RotationStage.OldOneKept, Old, Old, Old);
        Assert.Contains("plan.rotation-old-kept", await AuditAsync());
    }

    [Fact]
    public async Task Where_Sinch_refuses_the_old_token_the_new_one_counts_at_once_and_an_Odoo_that_was_down_gets_it_when_it_is_back()
    {
        _sinch.Tokens.Remove(Old);
        _test.IsDown = true;
        var id = await StartAsync();

        await WorkAsync();

        var job = await ExpectAsync(id, RotationStage.IsActive, Next, Next, Old);
        var pending = Assert.Single(job.Targets, target => target.IsPending);
        Assert.Equal("acme-test", pending.Name);
        Assert.True((await Rooms.Get<PlanChecks>().CheckAsync(_planId, Anna, Ct))!.Works);

        _test.IsDown = false;
        await WorkAsync();
        Assert.Equal(Old, _test["sinch.api_token"]);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await WorkAsync();

        await ExpectAsync(id, RotationStage.Done, Next, Next, Next);
    }

    [Fact]
    public async Task A_token_that_Sinch_refuses_changes_nothing()
    {
        _sinch.Tokens.Remove(Next);
        var id = await StartAsync();

        await WorkAsync();

        await ExpectAsync(id, RotationStage.OldOneKept, Old, Old, Old);
    }

    [Fact]
    public async Task A_second_token_waits_for_the_first()
    {
        var id = await StartAsync();

        Assert.Equal(id, Assert.IsType<RotationOutcome.UnderWay>(await Rooms.Get<TokenRotations>().StartAsync(_planId, "a-third-token-3333", Anna, Ct)).Id);
    }

    [Fact]
    public async Task Without_an_Odoo_it_is_done_at_once()
    {
        foreach (var connection in await Rooms.Get<Connections>().ListAsync(Ct)) await Rooms.Get<ConnectionEditing>().DeleteAsync(connection.Id, Anna, Ct);

        var outcome = Assert.IsType<RotationOutcome.AtOnce>(await Rooms.Get<TokenRotations>().StartAsync(_planId, Next, Anna, Ct)).Outcome;

        Assert.True(Assert.IsType<TokenOutcome.Stored>(outcome).Check!.Works);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stopped_at_any_call_to_the_outside_it_ends_right_after_the_restart(bool oldOneIsDead)
    {
        if (oldOneIsDead) _sinch.Tokens.Remove(Old);
        var (current, at, wasStopped) = (Old, 0, true);
        for (; wasStopped; at++)
        {
            var next = $"a-token-of-turn-{at:000}";
            _sinch.Tokens.Add(next);
            if (oldOneIsDead) _sinch.Tokens.Remove(current);
            var id = await StartAsync(next);
            wasStopped = await StoppedAsync(at);
            if (wasStopped) Rooms = await TestRooms.StartAsync(Clock, directory: await Rooms.StopAsync());

            await WorkAsync();

            await ExpectAsync(id, RotationStage.Done, next, next, next);
            current = next;
        }

        Assert.True(at > 10, $"It was stopped {at} times.");
    }

    // The call was made and done; nobody here ever hears of it.
    private async Task<bool> StoppedAsync(int at)
    {
        using var stop = new CancellationTokenSource();
        var calls = 0;
        _sinch.Answering = _prod.Answering = _test.Answering = () => Interlocked.Increment(ref calls) == at + 1 ? stop.CancelAsync() : Task.CompletedTask;
        try
        {
            await Rooms.Get<RotationWork>().RunOnceAsync(stop.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
        finally
        {
            _sinch.Answering = _prod.Answering = _test.Answering = () => Task.CompletedTask;
        }
    }

    private async Task<Guid> StartAsync(string token = Next) => Assert.IsType<RotationOutcome.Started>(await Rooms.Get<TokenRotations>().StartAsync(_planId, token, Anna, Ct)).Id;

    private Task WorkAsync() => Rooms.Get<RotationWork>().RunOnceAsync(Ct);

    private async Task<RotationView> ExpectAsync(Guid id, RotationStage stage, string here, string prod, string test)
    {
        var job = (await Rooms.Get<TokenRotations>().FindAsync(id, Ct))!;
        Assert.True(stage == job.Stage, $"{job.Stage}: {job.Says}");
        Assert.Equal((here, prod, test), ((await Rooms.Get<Plans>().TokenAsync(_planId, Ct))!.Reveal(), _prod["sinch.api_token"], _test["sinch.api_token"]));
        return job;
    }
}
