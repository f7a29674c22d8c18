using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Tests.Data;

/// <summary>Two programs, started at the same moment on one empty PostgreSQL.</summary>
public sealed class TwoInstancesTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("smsadmin-two-");
    private readonly StoppableClock _otherClock = new();
    private ConsoleHost _one = null!;
    private ConsoleHost _other = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var master = Path.Combine(_directory.FullName, "master");
        await File.WriteAllTextAsync(master, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), Ct);
        var database = await PostgresServer.CreateEmptyAsync(_directory.Name);
        (_one, _other) = (Host(TimeProvider.System), Host(_otherClock));
        await Task.WhenAll(Task.Run(async () => await _one.InitializeAsync(), Ct), Task.Run(async () => await _other.InitializeAsync(), Ct));

        ConsoleHost Host(TimeProvider clock) => new()
        {
            Clock = clock,
            Settings = new()
            {
                ["ConnectionStrings:Postgres"] = database,
                ["KeyRing:MasterKeyFile"] = master,
                [Preparation.AdminEmailKey] = "anna@example.com",
                [Preparation.AdminPasswordKey] = ConsoleHost.Password,
            },
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await PostgresServer.DropAsync(_directory.Name);
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Both_prepare_it_once_and_open_what_the_other_closed()
    {
        await using var db = await _one.Room<IDbContextFactory<PostgresDb>>().CreateDbContextAsync(Ct);
        Assert.Equal(Roles.All.Count, await db.Roles.CountAsync(Ct));
        Assert.Equal("anna@example.com", (await db.Users.SingleAsync(Ct)).Email);
        Assert.Equal("Sandbox", (await db.Plans.SingleAsync(Ct)).Name);
        Assert.Single(await db.KeyRing.ToListAsync(Ct));
        Assert.True(_one.Room<KeyRing>().Report.IsWhole && _other.Room<KeyRing>().Report.IsWhole);

        var closed = _one.Room<TextVault>().Close("Your parcel is here");
        Assert.Equal("Your parcel is here", _other.Room<TextVault>().Open(closed));
        var plan = Guid.NewGuid();
        Assert.Equal(_one.Room<WebhookSecrets>().For(plan), _other.Room<WebhookSecrets>().For(plan));
    }

    [Fact]
    public async Task What_changes_in_one_is_heard_in_the_other_and_not_twice_in_itself()
    {
        var change = new MessageChange(Guid.NewGuid(), Guid.NewGuid(), MessageState.Delivered);
        var heard = new TaskCompletionSource<MessageChange>(TaskCreationOptions.RunContinuationsAsynchronously);
        var atHome = 0;
        using var there = _other.Room<ChangeFeed>().Listen(c => { if (c != MessageChange.Any) heard.TrySetResult(c); });
        using var here = _one.Room<ChangeFeed>().Listen(c => { if (c == change) Interlocked.Increment(ref atHome); });

        _one.Room<ChangeFeed>().Announce(change);

        Assert.Equal(change, await heard.Task.WaitAsync(Patience, Ct));
        // What comes back from the other was told after ours, so ours is past.
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var back = _one.Room<ChangeFeed>().Listen(c => { if (c == change with { State = MessageState.Failed }) answer.TrySetResult(); });
        _other.Room<ChangeFeed>().Announce(change with { State = MessageState.Failed });
        await answer.Task.WaitAsync(Patience, Ct);
        Assert.Equal(1, atHome);
    }

    [Fact]
    public async Task A_key_that_one_revokes_is_refused_by_the_other_at_once_though_its_clock_stands_still()
    {
        var plan = (await _one.Room<Plans>().ListAsync(Ct))[0];
        var made = Assert.IsType<ApiKeyOutcome.Created>(
            await _one.Room<ApiKeys>().CreateAsync(new ApiKeyDraft("Odoo", plan.Id, plan.Name, ApiScopes.MessagesSend), TestRooms.Anna, Ct));
        _otherClock.Stop();
        Assert.IsType<ApiKeyCheck.Known>(await CheckThereAsync());

        await _one.Room<ApiKeys>().RevokeAsync(made.Id, TestRooms.Anna, Ct);

        // What it remembers ages by its clock alone: so it was told.
        await Eventually.HoldsAsync(
            async () => await CheckThereAsync() is ApiKeyCheck.Unknown, async () => $"The other says {await CheckThereAsync()}.", Patience);

        async Task<ApiKeyCheck> CheckThereAsync() => await _other.Room<ApiKeyDoor>().CheckAsync(made.Key.Reveal(), null, Ct);
    }

    [Fact]
    public async Task A_session_that_ends_in_one_is_over_in_the_other_at_once_though_its_clock_stands_still()
    {
        var anna = Assert.Single(await _one.Room<Users>().ListAsync(Ct)).Id;
        var stamp = await StampAsync();
        var session = new SessionMark(await _one.Room<Sessions>().BeginAsync(anna, Ct), anna, stamp);
        var other = new SessionMark(await _other.Room<Sessions>().BeginAsync(anna, Ct), anna, stamp);
        _otherClock.Stop();
        Assert.True(await IsOpenThereAsync(session));
        using var heard = new SemaphoreSlim(0);
        using var ear = _other.Room<Sessions>().Listen(userId => { if (userId == anna) heard.Release(); });

        await _one.Room<Sessions>().EndAsync(session, Ct);

        // What it remembers ages by its clock alone: so it was told.
        Assert.True(await heard.WaitAsync(Patience, Ct));
        Assert.False(await IsOpenThereAsync(session));
        Assert.True(await IsOpenThereAsync(other));
        Assert.IsType<AccountOutcome.Done>(await _one.Room<Users>().ChangeOwnPasswordAsync(anna, ConsoleHost.Password, "four other words now", TestRooms.Anna, Ct));
        Assert.True(await heard.WaitAsync(Patience, Ct));
        Assert.False(await IsOpenThereAsync(other));

        async Task<bool> IsOpenThereAsync(SessionMark asked) => await _other.Room<Sessions>().IsOpenAsync(asked, Ct);

        async Task<string> StampAsync()
        {
            await using var db = await _one.Room<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct);
            return (await db.Users.SingleAsync(Ct)).SecurityStamp!;
        }
    }

    [Fact]
    public async Task A_run_of_the_checklist_that_one_is_at_is_stopped_by_the_other()
    {
        var plan = (await _one.Room<Plans>().ListAsync(Ct))[0];
        // A phone whose texts never have an end: the run waits for it.
        var begun = Assert.IsType<RunOutcome.Begun>(await _one.Room<ChecklistRuns>().StartAsync(new RunWish(plan.Id, "+12015550190"), TestRooms.Anna, Ct));
        await Eventually.HoldsAsync(async () => await SeenThereAsync() is { Items.Count: >= 8 }, async () => $"It is at {(await SeenThereAsync()).Items.Count}.", Patience);

        Assert.True(await _other.Room<ChecklistRuns>().StopAsync(begun.RunId, Ct));

        await Eventually.HoldsAsync(async () => !(await SeenThereAsync()).IsRunning, async () => $"It is at {(await SeenThereAsync()).Items.Count}.", Patience);
        Assert.True((await SeenThereAsync()).Run.IsStopped);

        async Task<ChecklistView> SeenThereAsync() => (await _other.Room<ChecklistBook>().FindAsync(begun.RunId, Ct))!;
    }

    [Fact]
    public async Task A_flood_of_changes_arrives_whole()
    {
        var ids = Enumerable.Range(0, 2_000).Select(_ => Guid.NewGuid()).ToList();
        var missing = new HashSet<Guid>(ids);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var there = _other.Room<ChangeFeed>().Listen(c =>
        {
            lock (missing)
            {
                missing.Remove(c.MessageId);
                if (missing.Count == 0) all.TrySetResult();
            }
        });

        foreach (var id in ids) _one.Room<ChangeFeed>().Announce(new MessageChange(id, Guid.Empty, MessageState.Queued));

        await all.Task.WaitAsync(Patience, Ct);
    }

    /// <summary>Tells the same time for ever once it is stopped; waits run on.</summary>
    private sealed class StoppableClock : TimeProvider
    {
        private (DateTimeOffset Now, long Timestamp)? _stopped;

        public void Stop() => _stopped = (System.GetUtcNow(), System.GetTimestamp());

        public override DateTimeOffset GetUtcNow() => _stopped?.Now ?? System.GetUtcNow();

        public override long GetTimestamp() => _stopped?.Timestamp ?? System.GetTimestamp();
    }
}
