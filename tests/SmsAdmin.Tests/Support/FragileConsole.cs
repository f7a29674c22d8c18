using System.Data.Common;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Support;

/// <summary>The real program with its loops and the real clock, on storage that a test can make refuse every write, or stop.</summary>
public sealed class FragileConsole : ConsoleHost
{
    private readonly WriteLock _lock = new();
    private readonly List<HttpClient> _clients = [];

    public FragileConsole()
    {
        Settings["Sandbox:Enabled"] = "false";
        Settings["Sinch:Timeout"] = "00:00:02";
        Settings["Delivery:ClaimSlack"] = "00:00:01";
        Settings["Delivery:PlanLease"] = "00:00:02";
        Settings["Delivery:Settle"] = "00:00:03";
        Settings["Delivery:PollEvery"] = "00:00:01";
        Settings["Delivery:PollAfterSilence"] = "00:00:02";
    }

    public SandboxHost Sandbox { get; private set; } = null!;

    public Guid PlanId { get; private set; }

    /// <summary>While true, the engine itself refuses every write, as with a full disk or a server that became read-only.</summary>
    public bool RefusesWrites
    {
        get => _lock.IsOn;
        set => _lock.IsOn = value;
    }

    /// <summary>Its wire to PostgreSQL, where it stands on that.</summary>
    public Wire? Wire { get; private set; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Sandbox = await SandboxHost.StartAsync();
        await Sandbox.ControlAsync("plans", new { service_plan_id = "sandbox-us", rate = 0, dispatched_after_ms = 100, final_after_ms = 200 });
        var draft = new PlanDraft(
            "Acme US", "sandbox-us", "us", $"{Sandbox.BaseAddress}sinch/{{region}}", "+12015550199", PlanKind.Production, 30, null, null, "Europe/Stockholm", [], true);
        PlanId = Assert.IsType<PlanOutcome.Saved>(await Room<PlanEditing>().AddAsync(draft, "token-us", TestRooms.Anna, Ct)).PlanId;
        await Room<PlanChecks>().CheckAsync(PlanId, TestRooms.Anna, Ct);
    }

    /// <summary>A program with a key of its own.</summary>
    public async Task<HttpClient> CallerAsync()
    {
        var key = Assert.IsType<ApiKeyOutcome.Created>(
            await Room<ApiKeys>().CreateAsync(new ApiKeyDraft("Odoo", PlanId, "Acme", ApiScopes.MessagesSend | ApiScopes.MessagesRead, null), TestRooms.Anna, Ct));
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Key.Reveal());
        lock (_clients) _clients.Add(client);
        return client;
    }

    /// <summary>Looks into the database past the rooms.</summary>
    public async Task<T> LookAsync<T>(Func<AppDb, Task<T>> look)
    {
        await using var db = await Room<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct);
        return await look(db);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _clients.ForEach(client => client.Dispose());
        await base.DisposeAsync();
        await Sandbox.DisposeAsync();
        if (Wire is not null) await Wire.DisposeAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        if (builder.GetSetting("ConnectionStrings:Postgres") is { } postgres)
        {
            var server = new NpgsqlConnectionStringBuilder(postgres);
            Wire = new Wire(server.Port);
            server.Port = Wire.Port;
            builder.UseSetting("ConnectionStrings:Postgres", server.ConnectionString);
        }

        builder.ConfigureTestServices(services =>
        {
            services.ConfigureDbContext<SqliteDb>(options => options.AddInterceptors(_lock));
            services.ConfigureDbContext<PostgresDb>(options => options.AddInterceptors(_lock));
        });
    }

    /// <summary>Says to each connection, as it is opened and before each transaction, whether it may write.</summary>
    private sealed class WriteLock : DbConnectionInterceptor, IDbTransactionInterceptor
    {
        private volatile bool _isOn;

        public bool IsOn
        {
            get => _isOn;
            set => _isOn = value;
        }

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = Command(connection);
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = Command(connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        // The committer's connection stays open.
        public async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
        {
            await using var command = Command(connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return result;
        }

        private DbCommand Command(DbConnection connection)
        {
            var word = _isOn ? "ON" : "OFF";
            var command = connection.CreateCommand();
            command.CommandText = connection is NpgsqlConnection ? $"SET default_transaction_read_only = {word}" : $"PRAGMA query_only = {word}";
            return command;
        }
    }
}
