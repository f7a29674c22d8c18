using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;
using SmsAdmin.Sandbox.Sinch.Plans;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Credentials;

/// <summary>The rooms that keep plans, and a sandbox in which those plans live.</summary>
public abstract class PlanRooms : IAsyncLifetime
{
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected static Actor Anna => TestRooms.Anna;

    protected SandboxHost Sandbox { get; private set; } = null!;

    protected TestRooms Rooms { get; private set; } = null!;

    protected Plans Plans => Rooms.Get<Plans>();

    public virtual async ValueTask InitializeAsync()
    {
        Sandbox = await SandboxHost.StartAsync();
        Rooms = await TestRooms.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Rooms.DisposeAsync();
        await Sandbox.DisposeAsync();
    }

    /// <summary>Starts the rooms anew with these settings; on the storage of the last ones where it is given.</summary>
    protected async Task RestartAsync(DirectoryInfo? directory, params string[] settings)
    {
        if (directory is null) await Rooms.DisposeAsync();
        Rooms = await TestRooms.StartAsync(settings: settings, directory: directory);
    }

    /// <summary>Makes a plan at the pretend Sinch, or gives it another token.</summary>
    protected void AtSinch(string servicePlanId, string token, string region = "us") =>
        Sandbox.World.Put(new PlanSettings { ServicePlanId = servicePlanId, Token = token, Region = region });

    protected async Task<PlanView> PlanAsync(Guid id) => Assert.IsType<PlanView>(await Plans.FindAsync(id, Ct));
}
