using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Odoo;

namespace SmsAdmin.Tests.Odoo;

/// <summary>The real rooms, and an Odoo whose parameters were read.</summary>
public abstract class ParameterRooms : OdooRooms
{
    private protected PretendOdoo Odoo { get; private set; } = null!;

    protected Guid Id { get; private set; }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Odoo = await PretendOdoo.StartAsync();
        Id = await ConnectAsync(Odoo);
        Assert.Null(await Rooms.Get<OdooLook>().TestAsync(Id, Ct));
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        await Odoo.DisposeAsync();
    }

    protected async Task PushAsync() => Assert.IsType<PushOutcome.Done>(await Rooms.Get<ParameterPush>().PushAsync(Id, Anna, Ct));

    protected void ChangeThere(string key, string value)
    {
        Clock.Advance(TimeSpan.FromMinutes(6));
        Odoo.Now = Second();
        Odoo.Set(key, value);
    }

    // Odoo shows no smaller ones.
    protected DateTimeOffset Second()
    {
        var now = Clock.GetUtcNow();
        return new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, now.Minute, now.Second, TimeSpan.Zero);
    }

    protected async Task<PlanView> PlanAsync() => (await Rooms.Get<Plans>().FindAsync(PlanId, Ct))!;

    protected async Task SendFromAsync(string? sender) =>
        Assert.IsType<PlanOutcome.Saved>(await Rooms.Get<PlanEditing>().EditAsync(PlanId, PlanDraft.Of(await PlanAsync()) with { Sender = sender }, Anna, Ct));
}
