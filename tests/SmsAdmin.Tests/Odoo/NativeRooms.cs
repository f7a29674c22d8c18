using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Callbacks;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.OdooRpc;
using SmsAdmin.Sandbox.Odoo;
using SmsAdmin.Tests.Support;
using OdooParameter = SmsAdmin.Core.OdooRpc.OdooParameter;

namespace SmsAdmin.Tests.Odoo;

/// <summary>The real rooms, and an Odoo of the sandbox whose SMS they take.</summary>
public abstract class NativeRooms : IAsyncLifetime
{
    protected const string Own = "http://127.0.0.1:5000/";

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 13, 32, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    protected SandboxHost Sandbox { get; private set; } = null!;

    protected TestRooms Rooms { get; set; } = null!;

    protected Guid PlanId { get; private set; }

    public virtual async ValueTask InitializeAsync()
    {
        Sandbox = await SandboxHost.StartAsync();
        Rooms = await TestRooms.StartAsync(Clock);
        Rooms.Get<OurAddress>().Own = new Uri(Own);
        PlanId = await Rooms.AddPlanAsync(Sandbox, draft => draft with { PerSecond = 1000, OpenCountries = ["US"] });
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Rooms.DisposeAsync();
        await Sandbox.DisposeAsync();
    }

    protected async Task<Guid> ConnectAsync(string version = "19", string name = "acme-prod") => Assert.IsType<ConnectionOutcome.Saved>(await Rooms.Get<ConnectionEditing>().AddAsync(
        new ConnectionDraft(name, $"{Sandbox.BaseAddress}odoo/{version}", "odoo", "admin", true, PlanId), OdooKeys.Admin, TestRooms.Anna, Ct)).Id;

    /// <summary>Connects and switches native sending on.</summary>
    /// <returns>The connection, and the secret that stands in its Odoo.</returns>
    protected async Task<(Guid Id, string Secret)> OnAsync(string? webBaseUrl = null)
    {
        var id = await ConnectAsync();
        if (webBaseUrl is not null) await SetAsync(id, "web.base.url", webBaseUrl);
        Assert.IsType<SwitchOutcome.Done>(await Rooms.Get<NativeSwitch>().OnAsync(id, TestRooms.Anna, Ct));
        return (id, await SecretAsync(id));
    }

    protected async Task<string> SecretAsync(Guid id) => (await EndpointAsync(id))!.Split('/')[^1];

    /// <summary>What the Odoo has as <c>sms.endpoint</c>; null where it has none.</summary>
    protected async Task<string?> EndpointAsync(Guid id) =>
        Assert.IsType<OdooResult<IReadOnlyList<OdooParameter>>.Answered>(await (await SessionAsync(id)).Parameters.ReadAsync(["sms.endpoint"], Ct)).Value.SingleOrDefault()?.Value;

    protected async Task SetAsync(Guid id, string key, string value) => Assert.IsType<OdooResult<OdooParameter>.Answered>(await (await SessionAsync(id)).Parameters.WriteAsync(key, value, Ct));

    protected static string Uuid() => Guid.NewGuid().ToString("N");

    protected static NativeCall Call(params NativeText[] texts) => new(texts, null);

    protected async Task<IReadOnlyList<NativeAnswer>> TakeAsync(string secret, NativeCall call, TestRooms? rooms = null) =>
        Assert.IsType<NativeOutcome.Answered>(await (rooms ?? Rooms).Get<NativeSends>().TakeAsync(secret, call, "192.0.2.1", Ct)).Answers;

    protected Task<List<Message>> MessagesAsync() => Rooms.LookAsync(db => db.Messages.AsNoTracking().OrderBy(m => m.CreatedAt).ToListAsync(Ct));

    protected Task<List<AuditEntry>> AuditAsync(string action) => Rooms.LookAsync(db => db.Audit.AsNoTracking().Where(entry => entry.Action == action).ToListAsync(Ct));

    protected Task PostAsync() => Rooms.Get<CallbackPoster>().RunOnceAsync(Ct);

    private async Task<OdooSession> SessionAsync(Guid id) => Assert.IsType<ConnectionOpening.Open>(await Rooms.Get<Connections>().OpenAsync(id, Ct)).Session;
}
