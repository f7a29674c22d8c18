using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Callbacks;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.Words;
using SmsAdmin.Sandbox.Odoo;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Web.Odoo;

/// <summary>The module <c>ipai_sms_gateway</c> of a sandbox's Odoo, pointed at the running program: over real HTTP there and back.</summary>
public sealed class GatewayWalkTests(ApiConsole console) : IClassFixture<ApiConsole>, IAsyncLifetime
{
    private const string Good = "+12015550100";
    private const string Failing = "+12035551150";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private OdooDesk Odoo => console.Sandbox.World.Odoo.Desk("19")!;

    public async ValueTask InitializeAsync()
    {
        if ((await console.Room<Connections>().ListAsync(Ct)).Count > 0) return;
        await console.Sandbox.ControlOdooAsync("19", new { patched = true });
        var draft = new ConnectionDraft("acme-prod", $"{console.Sandbox.BaseAddress}odoo/19", "odoo", "admin", true, console.PlanId);
        var id = Assert.IsType<ConnectionOutcome.Saved>(await console.Room<ConnectionEditing>().AddAsync(draft, OdooKeys.Admin, TestRooms.Anna, Ct)).Id;
        await console.Room<Modules>().UpdateListAsync(id, TestRooms.Anna, Ct);
        Assert.True((await console.Room<Modules>().InstallAsync(id, "ipai_sms_gateway", TestRooms.Anna, Ct)).IsDone);
        Assert.Equal(new SwitchOutcome.Done(), await console.Room<GatewaySwitch>().OnAsync(id, TestRooms.Anna, Ct));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_the_module_sends_comes_here_under_the_id_that_it_keeps_and_its_report_comes_back_delivered()
    {
        var id = await SendAsync(Good, "Your table is ready");
        Assert.Equal(CallbackKind.OdooGateway, (await MessageAsync(id)).CallbackKind);

        await EndsAsync(id, MessageState.Delivered);
        await ReportAsync();

        Assert.Equal("delivered", Text("Your table is ready").State);
    }

    [Fact]
    public async Task What_the_module_repeats_is_sent_once_and_what_has_failed_stays_failed_there_and_is_not_sent_again()
    {
        var id = await SendAsync(Failing, "Nobody is there");
        Assert.True(await Odoo.SendByGatewayAsync(Failing, "Nobody is there"));
        Assert.Equal(id.ToString("D"), Odoo.GatewayTexts[0].ExternalId);

        await EndsAsync(id, MessageState.Failed, MessageState.Aborted, MessageState.Rejected);
        await ReportAsync();
        Assert.Contains(Odoo.GatewayTexts, text => text is { State: "failed", Retries: 0, ErrorCode.Length: > 0 });

        // As its scheduled action does every five minutes.
        for (var i = 0; i < 5; i++) await Odoo.RunScheduledAsync();
        var failed = Assert.Single(Odoo.GatewayTexts, text => text.State == "failed");
        Assert.Equal(3, failed.Retries);
        Assert.StartsWith("409 Client Error", failed.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(1, await LookAsync(db => db.Messages.CountAsync(message => message.To == Failing, Ct)));
    }

    private async Task<Guid> SendAsync(string to, string body)
    {
        Assert.True(await Odoo.SendByGatewayAsync(to, body));
        var text = Text(body);
        Assert.True(text.State == "sent", text.ErrorMessage);
        return Guid.Parse(text.ExternalId);
    }

    private GatewayText Text(string body) => Odoo.GatewayTexts.First(text => text.Body == body);

    private Task<Message> MessageAsync(Guid id) => LookAsync(db => db.Messages.AsNoTracking().SingleAsync(message => message.Id == id, Ct));

    private Task EndsAsync(Guid id, params MessageState[] ends) => Eventually.HoldsAsync(
        async () =>
        {
            // What waits for its time waits for this clock.
            console.Time.Advance(TimeSpan.FromMilliseconds(200));
            var now = (await MessageAsync(id)).State;
            return ends.Contains(now);
        },
        async () => $"It is {(await MessageAsync(id)).State}.");

    private async Task ReportAsync()
    {
        console.Time.Advance(TimeSpan.FromSeconds(11));
        await console.Room<CallbackPoster>().RunOnceAsync(Ct);
        await Eventually.HoldsAsync(async () =>
        {
            await console.Room<CallbackPoster>().RunOnceAsync(Ct);
            return await LookAsync(db => db.OutboundCallbacks.AllAsync(post => post.State == OutboundState.Done, Ct));
        }, () => Task.FromResult("A report is not taken."));
    }

    private async Task<T> LookAsync<T>(Func<AppDb, Task<T>> look)
    {
        await using var db = await console.Room<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct);
        return await look(db);
    }
}
