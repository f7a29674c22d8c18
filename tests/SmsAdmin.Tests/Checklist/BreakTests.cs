using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Checklist;

/// <summary>One break at a time: exactly the item that it concerns is red with the right cause, its dependants name it, and the offered step makes all green again.</summary>
public sealed class BreakTests(ProvenSetup setup) : IClassFixture<ProvenSetup>
{
    private const ChecklistItem Account = ChecklistItem.Account;
    private const ChecklistItem Region = ChecklistItem.PlanAndRegion;
    private const ChecklistItem Token = ChecklistItem.Token;
    private const ChecklistItem Sms = ChecklistItem.TestSms;
    private const ChecklistItem Parameters = ChecklistItem.OdooParameters;
    private const ChecklistItem Route = ChecklistItem.OdooRoute;
    private const ChecklistItem Code = ChecklistItem.OneTimeCode;
    private const ChecklistItem Sender = ChecklistItem.Sender;
    private const ChecklistItem Callbacks = ChecklistItem.Callbacks;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public Task Another_region() => BreakAsync(
        () => setup.Room<PlanEditing>().SetRegionAsync(setup.PlanId, "eu", TestRooms.Anna, Ct), Region, "It lives in us", [Account, Token, Sms, Parameters, Code, Sender, Callbacks]);

    [Fact]
    public Task A_token_that_Sinch_revoked() => BreakAsync(
        () => PlanAtSinchAsync(new { service_plan_id = "sandbox-us", token = (string?)null }), Token, "revoked or renewed at Sinch", [Account, Region, Sms, Parameters, Code, Sender, Callbacks],
        () => PlanAtSinchAsync(new { service_plan_id = "sandbox-us", token = "token-us" }));

    [Fact]
    public Task Another_Service_Plan_ID() => BreakAsync(
        () => setup.EditPlanAsync(draft => draft with { ServicePlanId = "sandbox-mistyped" }), Region, "The Service Plan ID was changed since run", [Account, Token, Sms, Parameters, Code, Sender, Callbacks],
        () => setup.EditPlanAsync(draft => draft with { ServicePlanId = "sandbox-us" }));

    [Fact]
    public Task A_sender_that_Sinch_took_away() => BreakAsync(
        () => PlanAtSinchAsync(new { service_plan_id = "sandbox-us", senders = (string[])["12015550000"] }), Sender, "refuses the sender", [Sms, Code],
        () => PlanAtSinchAsync(new { service_plan_id = "sandbox-us", senders = (string[]?)null }));

    [Fact]
    public Task An_Odoo_that_is_down() => BreakAsync(
        () => setup.PullAsync("odoo/19/control/settings", new { down = "abort" }), Parameters, "failed", [Route],
        () => setup.PullAsync("odoo/19/control/settings", new { down = (string?)null }));

    [Fact]
    public Task A_key_of_Odoo_that_expired() => BreakAsync(
        () => setup.PullAsync("odoo/19/control/keys", new { key = ProvenSetup.OdooKey, expired = true }), Parameters, "has expired", [Route],
        () => setup.PullAsync("odoo/19/control/keys", new { key = ProvenSetup.OdooKey, expired = false }));

    [Fact]
    public Task One_parameter_that_somebody_changed_in_Odoo() => BreakAsync(
        () => setup.PullAsync("odoo/19/control/parameters", new { user = "secure", key = "sinch.region", value = "br" }), Parameters, "sinch.region is br there, us here", []);

    [Fact]
    public Task A_native_route_that_is_off() => BreakAsync(
        () => setup.Room<NativeSwitch>().OffAsync(setup.OdooId, TestRooms.Anna, Ct), Route, "Its native route is off", []);

    [Fact]
    public Task Callbacks_that_do_not_come_through() => BreakAsync(
        () => setup.PullAsync("control/callbacks", new { blocked = true }), Callbacks, "nothing arrived", [],
        () => setup.PullAsync("control/callbacks", new { blocked = false }));

    [Fact]
    public Task A_quota_that_is_used_up() => BreakAsync(
        () => setup.EditPlanAsync(draft => draft with { PerDay = 1 }), ChecklistItem.Quota, "of 1 messages are used", [Sms, Code, Sender, Callbacks],
        () => setup.EditPlanAsync(draft => draft with { PerDay = null }));

    [Fact]
    public Task A_clock_that_is_an_hour_off() => BreakAsync(
        () => setup.PullAsync("control/clock", new { date_shift_seconds = 3600 }), ChecklistItem.Clock, "clock and Sinch’s differ", [],
        () => setup.PullAsync("control/clock", new { date_shift_seconds = 0.001 }));

    /// <param name="mend">What a person does where the offered step is a page; null where the step is a deed of the program's.</param>
    private async Task BreakAsync(Func<Task> breaks, ChecklistItem red, string cause, ChecklistItem[] skipped, Func<Task>? mend = null)
    {
        await breaks();
        ItemResult? failed;
        try
        {
            var broken = await setup.RunAsync();
            // One line for each that is not green, so that all of it is seen where one is wrong.
            Assert.Equal(
                [.. skipped.Append(red).Order().Select(item => item == red ? $"{item} Fail" : $"{item} Skipped because of {(int)red}: {red}")],
                broken.Items.Select(item => item.Result).Where(result => result.State != CheckState.Pass).Select(result =>
                    result.State == CheckState.Fail ? $"{result.Item} Fail" : $"{result.Item} {result.Says.Split(": ")[0]}: {result.BecauseOf}"));
            failed = broken.Items.Single(item => item.Result.Item == red).Result;
            Assert.Contains(cause, failed.Cause, StringComparison.Ordinal);
            Assert.NotNull(failed.Mend);
            Assert.NotEmpty(failed.Evidence);
            if (mend is null) Assert.Null(await setup.Room<ChecklistMends>().DoAsync(setup.PlanId, failed.Mend, TestRooms.Anna, Ct));
        }
        finally
        {
            if (mend is not null) await mend();
        }

        var mended = await setup.RunAsync();
        Assert.Empty(mended.Items.Select(item => item.Result).Where(result => result.State != CheckState.Pass).Select(result => $"{result.Item} {result.Says} {result.Cause}"));
        Assert.True(mended.IsProven);
    }

    private Task PlanAtSinchAsync(object settings) => setup.PullAsync("control/plans", settings);
}
