using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Data;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Cli;

namespace SmsAdmin.Tests.Cli;

[NamesItsEngine]
public sealed class StorageVerbTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private SandboxHost _sandbox = null!;
    private TestRooms _rooms = null!;
    private Guid _plan;
    private string _postgres = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DirectoryInfo Place => _rooms.Directory;

    private string Master => Path.Combine(Place.FullName, "keys", "master");

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(_clock);
        _rooms = await TestRooms.StartAsync(_clock, engine: Engine.Sqlite);
        _plan = await _rooms.AddPlanAsync(_sandbox, draft => draft with { PerSecond = 1000, PerDay = 500, VerifiedNumbers = ["+12015550100", "+12015550101"] });
        // Named as the test's storage is, so that rooms are opened on it later.
        _postgres = await PostgresServer.CreateEmptyAsync(Place.Name);
        await File.WriteAllTextAsync(Master, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _rooms.DisposeAsync();
        await PostgresServer.DropAsync(Place.Name);
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Everything_stands_on_PostgreSQL_afterwards_and_goes_on_from_there()
    {
        await AddPeopleAsync();
        var made = Assert.IsType<ApiKeyOutcome.Created>(await _rooms.Get<ApiKeys>().CreateAsync(new ApiKeyDraft("Odoo", _plan, "Acme", ApiScopes.MessagesSend, null), TestRooms.Anna, Ct));
        var sent = await SubmitAsync(_rooms, 20);
        await _rooms.Get<Dispatcher>().RunOnceAsync(Ct);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await _rooms.Get<ReceiptPolling>().RunOnceAsync(Ct);
        var waiting = await SubmitAsync(_rooms, 12);
        var webhook = _rooms.Get<WebhookSecrets>().For(_plan);
        await _rooms.StopAsync();
        var (before, ring) = (await SourceRowsAsync(), await RingAsync());

        var (exit, output, error) = await MoveAsync();

        Assert.True(exit == 0, error);
        Assert.Contains("Messages\t32", output, StringComparison.Ordinal);
        Assert.Contains("100 %  AspNetUserTokens", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', error);
        Assert.Equal(before, await SourceRowsAsync());
        Assert.Equal(ring, await RingAsync());

        await using var target = await TestRooms.StartAsync(_clock, directory: Place, engine: Engine.Postgres);
        // PostgreSQL has no zero byte in a text: it stands as its picture.
        Assert.Equal([.. before.Select(row => row.Replace("\\u0000", "\\u2400", StringComparison.Ordinal))], await target.LookAsync(RowsAsync));
        Assert.True((await target.Get<KeyRing>().InspectAsync(Ct)).IsWhole);
        Assert.Equal("Hello 7", target.Get<TextVault>().Open((await target.LookAsync(db => db.Messages.SingleAsync(m => m.Id == sent[7], Ct))).TextCipher!));
        Assert.Equal(webhook, target.Get<WebhookSecrets>().For(_plan));
        Assert.IsType<ApiKeyCheck.Known>(await target.Get<ApiKeyDoor>().CheckAsync(made.Key.Reveal(), null, Ct));
        Assert.Equal(32, (await target.Get<UsageMeter>().ReadAsync((await target.Get<Plans>().FindAsync(_plan, Ct))!.Limits(), Ct))[0].Messages);

        await target.Get<Dispatcher>().RunOnceAsync(Ct);
        _clock.Advance(TimeSpan.FromSeconds(10));
        await target.Get<Dispatcher>().RunOnceAsync(Ct);
        var references = _sandbox.World.Ledger.Entries.Select(e => e.ClientReference).Order().ToList();
        Assert.Equal([.. sent.Concat(waiting).Select(id => id.ToString("D")).Order()], references);
        // New steps are numbered behind the moved ones.
        Assert.True(await target.LookAsync(db => db.MessageEvents.Where(e => waiting.Contains(e.MessageId)).MaxAsync(e => e.Id, Ct))
            > await target.LookAsync(db => db.MessageEvents.Where(e => sent.Contains(e.MessageId)).MaxAsync(e => e.Id, Ct)));
    }

    [Fact]
    public async Task What_was_used_before_is_not_moved_into()
    {
        await _rooms.StopAsync();
        Assert.Equal("", await FaultAsync());

        var (exit, output, error) = await MoveAsync();

        Assert.Equal((1, ""), (exit, output));
        Assert.Contains("is not empty: an SmsAdmin has used it", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_closes_the_keys_as_well()
    {
        await _rooms.StopAsync();

        var (exit, _, error) = await MoveAsync("--KeyRing:MasterKeyFile=", $"--KeyRing:Certificate={KeyRingWrapTests.Pfx(Place, "secret")}", "--KeyRing:CertificatePassword=secret");

        Assert.True(exit == 0, error);
        Assert.Contains("Every key opens what it closed", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_of_others_are_left_alone()
    {
        await AskAsync("CREATE TABLE res_partner (id int)");

        var (exit, _, error) = await MoveAsync();

        Assert.Equal(1, exit);
        Assert.Contains("it has a table res_partner, which is none of SmsAdmin's", error, StringComparison.Ordinal);
        Assert.Equal("res_partner", await TablesAsync());
    }

    [Fact]
    public async Task Keys_that_do_not_open_the_tokens_stop_it_and_nothing_is_kept()
    {
        var elsewhere = Place.CreateSubdirectory("no-keys");

        var (exit, _, error) = await MoveAsync($"--Storage:KeyRing={elsewhere.FullName}");

        Assert.Equal(1, exit);
        Assert.Contains("do not open the API token of Acme US", error, StringComparison.Ordinal);
        Assert.Empty(elsewhere.EnumerateFiles());
        Assert.Equal("", await FaultAsync());
    }

    [Fact]
    public async Task While_a_console_serves_the_storage_it_waits_for_nobody_and_says_so()
    {
        await using var console = new ConsoleHost { Engine = Engine.Sqlite, Settings = { ["Storage:Directory"] = Place.FullName, ["ConnectionStrings:Postgres"] = "", ["Sandbox:Enabled"] = "false" } };
        await _rooms.StopAsync();
        await console.InitializeAsync();

        var (exit, _, error) = await MoveAsync();

        Assert.Equal(1, exit);
        Assert.Contains($"A console serves the storage in {Place.FullName}. Stop it first", error, StringComparison.Ordinal);
        Assert.Equal("", await TablesAsync());
    }

    [Theory]
    [InlineData(2, "There is no option --to-mysql", "move", "--to-mysql", "Host=db")]
    [InlineData(2, "not a way to call it", "copy")]
    [InlineData(1, "Where to? Name the database with --to-postgres", "move")]
    [InlineData(1, "There is no SQLite database in", "move", "--to-postgres", "Host=db", "--Storage:Directory=nowhere")]
    [InlineData(1, "KeyRing:MasterKey", "move", "--to-postgres", "Host=db")]
    [InlineData(1, "Couldn't set nonsense", "move", "--to-postgres", "nonsense=1")]
    [InlineData(0, "storage move [--to-postgres CONNECTION-STRING]", "--help")]
    public async Task What_it_does_not_do_it_says_on_standard_error_and_by_its_exit_code(int exit, string says, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(exit, await new StorageVerb(output, error, isTerminal: false).DoAsync(args is [_, ..] && args[0] == "move" && args.Length < 4 ? [.. args, $"--Storage:Directory={Place.FullName}"] : args));

        Assert.Equal("", output.ToString());
        Assert.Contains(says, error.ToString(), StringComparison.Ordinal);
    }

    private async Task<(int Exit, string Output, string Error)> MoveAsync(params string[] settings)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await new StorageVerb(output, error, isTerminal: false).DoAsync(
            ["move", "--to-postgres", _postgres, $"--Storage:Directory={Place.FullName}", $"--KeyRing:MasterKeyFile={Master}", .. settings]);
        return (exit, output.ToString(), error.ToString());
    }

    // What went wrong with a move, or nothing.
    private async Task<string> FaultAsync() => await MoveAsync() is { Exit: not 0 } result ? result.Error : "";

    // Rows that refer to one another, and numbers that the database gives.
    private Task<int> AddPeopleAsync() => _rooms.LookAsync(db =>
    {
        var (role, user) = (new IdentityRole<Guid>("Admin") { Id = Guid.NewGuid() }, new AppUser { Id = Guid.NewGuid(), UserName = "anna@example.com", DisplayName = "Anna\0Lind", LockoutEnd = _clock.GetUtcNow() });
        db.Roles.Add(role);
        db.Users.Add(user);
        db.UserRoles.Add(new IdentityUserRole<Guid> { RoleId = role.Id, UserId = user.Id });
        db.UserClaims.Add(new IdentityUserClaim<Guid> { Id = 41, UserId = user.Id, ClaimType = "a", ClaimValue = "b" });
        return db.SaveChangesAsync(Ct);
    });

    private async Task<List<Guid>> SubmitAsync(TestRooms rooms, int messages)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < messages; i++)
        {
            var outcome = await rooms.Get<Submissions>().SubmitAsync(new NewMessage(_plan, "+12015550100", null, $"Hello {i}", Lane.Test, Origin.Console), TestRooms.Anna, Ct);
            ids.Add(Assert.IsType<SubmitOutcome.Queued>(outcome).MessageId);
        }

        return ids;
    }

    private async Task<List<string>> SourceRowsAsync()
    {
        var source = await TestRooms.StartAsync(_clock, directory: Place, engine: Engine.Sqlite);
        var rows = await source.LookAsync(RowsAsync);
        await source.StopAsync();
        return rows;
    }

    // Every value of every row of every table, as the model reads it.
    private static async Task<List<string>> RowsAsync(AppDb db)
    {
        var rows = new List<string>();
        foreach (var type in db.Model.GetEntityTypes().Where(type => type.ClrType != typeof(RingElement)))
        {
            var set = (IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(type.ClrType).Invoke(db, null)!;
            var getters = type.GetProperties().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => p.GetGetter()).ToList();
            foreach (var row in await set.AsNoTracking().ToListAsync(Ct)) rows.Add($"{type.GetTableName()} {JsonSerializer.Serialize(getters.Select(getter => getter.GetClrValue(row)))}");
        }

        rows.Sort(StringComparer.Ordinal);
        Assert.NotEmpty(rows);
        return rows;
    }

    private async Task<List<string>> RingAsync()
    {
        var texts = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(Master)!).Order()) texts.Add(await File.ReadAllTextAsync(file, Ct));
        return texts;
    }

    private Task<object?> TablesAsync() => AskAsync("SELECT coalesce(string_agg(tablename, ','), '') FROM pg_tables WHERE schemaname = 'public'");

    private async Task<object?> AskAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_postgres);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Ct);
    }
}
