using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Odoo;

/// <summary>The real rooms, a plan at the sandbox's Sinch, and an Odoo to connect.</summary>
public abstract class OdooRooms : IAsyncLifetime
{
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected static Actor Anna => TestRooms.Anna;

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 13, 32, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    protected SandboxHost Sandbox { get; private set; } = null!;

    protected TestRooms Rooms { get; set; } = null!;

    protected Guid PlanId { get; private set; }

    public virtual async ValueTask InitializeAsync()
    {
        Sandbox = await SandboxHost.StartAsync();
        Rooms = await TestRooms.StartAsync(Clock);
        PlanId = await Rooms.AddPlanAsync(Sandbox);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Rooms.DisposeAsync();
        await Sandbox.DisposeAsync();
    }

    private protected ConnectionDraft Draft(PretendOdoo odoo, string name = "acme-prod") => new(name, odoo.Url, "odoo", "sms-bot", true, PlanId);

    private protected async Task<Guid> ConnectAsync(PretendOdoo odoo, string name = "acme-prod") =>
        Assert.IsType<ConnectionOutcome.Saved>(await Rooms.Get<ConnectionEditing>().AddAsync(Draft(odoo, name), PretendOdoo.Key, Anna, Ct)).Id;

    protected async Task<ConnectionView> ViewAsync(Guid id) => (await Rooms.Get<Connections>().FindAsync(id, Ct))!;

    protected async Task<ParameterTable> TableAsync(Guid id) => (await Rooms.Get<ParameterTables>().ReadAsync(id, Ct))!;

    protected Task<List<string>> AuditAsync() => Rooms.LookAsync(db => Task.FromResult(db.Audit.OrderBy(entry => entry.At).Select(entry => entry.Action).ToList()));
}
