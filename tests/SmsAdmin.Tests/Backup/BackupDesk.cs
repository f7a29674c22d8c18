using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Backup;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Backup;

/// <summary>Rooms on SQLite that are backed up, a sandbox behind their plan, and a place beside them to restore into.</summary>
public abstract class BackupDesk : IAsyncLifetime
{
    private readonly DirectoryInfo _elsewhere = Directory.CreateTempSubdirectory("smsadmin-elsewhere-");

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    protected SandboxHost Sandbox { get; private set; } = null!;

    protected TestRooms Rooms { get; private set; } = null!;

    protected Guid PlanId { get; private set; }

    protected Backups Backups => Rooms.Get<Backups>();

    /// <summary>Where nothing is yet.</summary>
    protected string Target => Path.Combine(_elsewhere.FullName, "restored");

    protected DirectoryInfo Elsewhere => _elsewhere;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Sandbox = await SandboxHost.StartAsync(Clock);
        // Told to shift its Date, the sandbox tells that of the test's clock.
        await Sandbox.ControlAsync("clock", new { date_shift_seconds = 0.001 });
        Rooms = await TestRooms.StartAsync(Clock, engine: Engine.Sqlite);
        PlanId = await Rooms.AddPlanAsync(Sandbox, draft => draft with { PerSecond = 1000 });
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Rooms.DisposeAsync();
        await Sandbox.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _elsewhere.Delete(recursive: true);
    }

    protected async Task<BackupEntry> MakeAsync(string? passphrase = null) =>
        Assert.IsType<BackupOutcome.Made>(await Backups.MakeAsync(TestRooms.Anna, null, Ct, passphrase: passphrase)).Entry;

    protected Task<RestoreOutcome> RestoreAsync(string file, string? passphrase = null) => new Restoring(
        new RestorePlaces(Target, Path.Combine(Target, "smsadmin.db"), Path.Combine(Target, "keys"), null), Clock).RunAsync(file, passphrase, TestRooms.Anna, Ct);

    /// <summary>Rooms on what was restored, after the old holder's lease.</summary>
    protected Task<TestRooms> StartRestoredAsync()
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        return TestRooms.StartAsync(Clock, directory: new DirectoryInfo(Target), engine: Engine.Sqlite);
    }

    protected async Task<Guid> SubmitAsync(TestRooms? rooms = null)
    {
        var outcome = await (rooms ?? Rooms).Get<Submissions>().SubmitAsync(new NewMessage(PlanId, "+12015550100", null, "Hello there", Lane.Normal, Origin.Console), TestRooms.Anna, Ct);
        return Assert.IsType<SubmitOutcome.Queued>(outcome).MessageId;
    }

    protected async Task<List<Guid>> SubmitAsync(int messages)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < messages; i++) ids.Add(await SubmitAsync());
        return ids;
    }

    protected static Task DispatchAsync(TestRooms rooms) => rooms.Get<Dispatcher>().RunOnceAsync(Ct);

    /// <summary>How often Sinch accepted each message.</summary>
    protected Dictionary<string, int> AtSinch() => Sandbox.World.Ledger.Entries.GroupBy(entry => entry.ClientReference!).ToDictionary(group => group.Key, group => group.Count());

    protected static int Times(Dictionary<string, int> atSinch, Guid id) => atSinch.GetValueOrDefault(id.ToString("D"));
}
