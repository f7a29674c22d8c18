using System.Net.Http.Json;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Diagnosis;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.OdooRpc;
using SmsAdmin.Core.Words;
using SmsAdmin.Sandbox.Odoo;
using SmsAdmin.Tests.Delivery;
using SmsAdmin.Tests.Support;
using OdooParameter = SmsAdmin.Core.OdooRpc.OdooParameter;

namespace SmsAdmin.Tests.Diagnosis;

/// <summary>"Authentication fails", "we are rate limited", and the text that the log does not have: one cause at a time.</summary>
public sealed class PlanPathTests : IAsyncLifetime
{
    private const string To = "+12015550100";
    private Walk _walk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _walk = await Walk.StartAsync();
        await _walk.Sandbox.ControlAsync("clock", new { date_shift_seconds = 0.001 });
    }

    public ValueTask DisposeAsync() => _walk.DisposeAsync();

    [Fact]
    public async Task Authentication_that_works_says_so_and_where_else_to_look() =>
        Is(await Diagnosed.OfAuthenticationAsync(_walk), "authentication.works", "Sinch takes the token of Acme US", "API key");

    [Fact]
    public async Task A_token_that_was_proven_and_is_refused_now_was_renewed_at_Sinch()
    {
        await _walk.Rooms.Get<Core.Checklist.ChecklistRuns>().RunAsync(new Core.Checklist.RunWish(_walk.PlanId), TestRooms.Anna, Ct);
        await PlanAtSinchAsync(new { service_plan_id = "sandbox-us", token = (string?)null });

        var told = Is(await Diagnosed.OfAuthenticationAsync(_walk), "token.refused", "Sinch refuses the token", "Copy the token");

        Assert.Contains("revoked or renewed at Sinch", told.Finding.Why, StringComparison.Ordinal);
        Assert.Contains("Region br", told.Finding.LetterToSinch, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_token_in_another_region_is_told_from_a_wrong_token()
    {
        await _walk.Rooms.Get<PlanEditing>().SetRegionAsync(_walk.PlanId, "br", TestRooms.Anna, Ct);

        Is(await Diagnosed.OfAuthenticationAsync(_walk), "region.wrong", "does not live in br", "Set the region to us");
    }

    [Fact]
    public async Task A_plan_without_a_region_is_told_where_it_lives()
    {
        await EditAsync(draft => draft with { Region = null });

        Is(await Diagnosed.OfAuthenticationAsync(_walk), "region.missing", "Acme US has no region", "Set the region to us");
    }

    [Fact]
    public async Task A_host_that_is_not_there_is_told_by_what_the_network_says()
    {
        await EditAsync(draft => draft with { BaseUrl = "http://127.0.0.1:9" });

        var told = Is(await Diagnosed.OfAuthenticationAsync(_walk), "network.connection-refused", "Sinch did not answer", "base URL");

        Assert.Equal(StepVerdict.Cause, told.Step(LookedAt.Account).Verdict);
    }

    [Fact]
    public async Task A_clock_that_is_off_is_found_where_Sinch_takes_the_token()
    {
        await _walk.Sandbox.ControlAsync("clock", new { date_shift_seconds = 3600 });

        Is(await Diagnosed.OfAuthenticationAsync(_walk), "clock.skew", "This machine’s clock is off", "NTP");
    }

    [Fact]
    public async Task An_Odoo_with_other_values_is_found_where_ours_are_right()
    {
        await OdooAsync();

        Is(await Diagnosed.OfAuthenticationAsync(_walk), "odoo.differs", "parameters differ in acme-prod", "Push ours");
        await _walk.Sandbox.ControlOdooAsync("19", new { down = "abort" });
        Is(await Diagnosed.OfAuthenticationAsync(_walk), "odoo.out-of-reach", "acme-prod cannot be read", "");
    }

    [Fact]
    public async Task Nothing_limits_a_plan_that_is_idle() =>
        Is(await Diagnosed.OfRateAsync(_walk), "rate.none", "Nothing limits Acme US now", "API key");

    [Fact]
    public async Task Sinch_puts_us_off()
    {
        await _walk.SubmitAsync("+12065550429");
        await _walk.DispatchAsync();

        var told = Is(await Diagnosed.OfRateAsync(_walk), "rate.sinch-429", "HTTP status 429, once in the last hour", "Lower the rate");

        Assert.Contains("open requests", told.Finding.LetterToSinch, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_stops_the_sender()
    {
        await _walk.SubmitAsync("+12035551064");
        await _walk.DispatchAsync();
        _walk.Clock.Advance(TimeSpan.FromSeconds(30));
        await _walk.PollAsync();

        Is(await Diagnosed.OfRateAsync(_walk), "rate.at-operator", "delivery code 64", "Spread");
    }

    [Fact]
    public async Task The_quota_is_used_up_for_whoever_asks()
    {
        await EditAsync(draft => draft with { PerDay = 1 });
        await _walk.SubmitAsync(To);

        Is(await Diagnosed.OfRateAsync(_walk), "quota.full", "Today’s quota of Acme US is used up", "raise the quota");
        Is(await Diagnosed.UnaskedAsync(_walk, "+12015550177"), "quota.full", "Today’s quota of Acme US is used up", "raise the quota");
    }

    [Fact]
    public async Task More_waits_than_the_rate_lets_through()
    {
        await EditAsync(draft => draft with { PerSecond = 1 });
        await _walk.SubmitAsync(_walk.New("Hello", [.. Enumerable.Range(0, 12).Select(i => $"+120155502{i:00}")]));

        Is(await Diagnosed.OfRateAsync(_walk), "rate.own", "1 a second is the rate that is set here", "raise the rate");
    }

    [Fact]
    public async Task A_plan_that_a_person_paused_is_limited_by_nothing_else()
    {
        await _walk.Rooms.Get<Core.Delivery.QueueDeeds>().PauseAsync((await _walk.Rooms.Get<Plans>().FindAsync(_walk.PlanId, Ct))!, TestRooms.Anna, Ct);

        Is(await Diagnosed.OfRateAsync(_walk), "plan.paused-by-person", "Anna Lind has paused", "Ask Anna Lind why");
    }

    [Fact]
    public async Task A_number_that_is_none_was_refused_at_the_door()
    {
        var told = Is(await Diagnosed.UnaskedAsync(_walk, "0701740605"), "number.format", "refused before it is written down", "country code");

        Assert.Contains("no country code", told.Finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_number_that_it_would_be_is_told_at_its_step_and_nowhere_in_the_finding()
    {
        var told = Is(await Diagnosed.UnaskedAsync(_walk, "2015550177"), "number.format", "refused before it is written down", "country code");

        Assert.Contains("5550177", Digits(told.Step(LookedAt.Number).Says), StringComparison.Ordinal);
        Assert.DoesNotContain("5550177", Digits($"{told.Finding}"), StringComparison.Ordinal);
        Assert.Contains("This number has no country code. SmsAdmin takes", told.Finding.Why, StringComparison.Ordinal);

        static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));
    }

    [Fact]
    public async Task Nobody_asked() =>
        Is(await Diagnosed.UnaskedAsync(_walk, "+12015550177"), "nobody-asked", "Nobody asked SmsAdmin to send it", "Look in the program");

    [Theory]
    [InlineData("0701740605", "Hello", "odoo.refused.wrong-number-format", "a number that is none")]
    [InlineData("+46701740605", "Your code is 483920.", "odoo.refused.country-not-supported", "a country that is not open")]
    [InlineData("+12015550190", "", "odoo.refused.invalid-text", "a text that no SMS can carry")]
    public async Task Odoo_handed_it_in_and_was_refused(string number, string text, string code, string title)
    {
        await TakeAsync(await LedHereAsync(), number, text);

        var told = Is(await Diagnosed.UnaskedAsync(_walk, null), code, title, "Odoo");

        Assert.Contains("acme-prod", told.Finding.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_Odoo_was_refused_for_long_ago_is_told_and_is_not_the_cause()
    {
        await TakeAsync(await LedHereAsync(), "0701740605", "Hello");
        _walk.Clock.Advance(TimeSpan.FromMinutes(61));

        var told = Is(await Diagnosed.UnaskedAsync(_walk, "+12015550177"), "nobody-asked", "Nobody asked SmsAdmin to send it", "Look in the program");

        Assert.Equal(StepVerdict.Beside, told.Step(LookedAt.OdooCalls).Verdict);
        Assert.Contains("1 wrong_number_format. That was 1\u00A0h ago", told.Step(LookedAt.OdooCalls).Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_route_that_somebody_changed_since_is_the_cause_whatever_the_last_call_was_answered()
    {
        await TakeAsync(await LedHereAsync(), "0701740605", "Hello");
        using var changed = await _walk.Sandbox.Backstage.PostAsJsonAsync("odoo/19/control/parameters", new { user = "secure", key = "sms.endpoint", value = "https://elsewhere.example" }, Ct);
        changed.EnsureSuccessStatusCode();

        var told = Is(await Diagnosed.UnaskedAsync(_walk, "+12015550177"), "odoo.elsewhere", "go elsewhere", "Switch the native route");

        Assert.Equal(LookedAt.OdooRoute, told.Steps[^1].At);
    }

    [Fact]
    public async Task Odoo_has_no_way_to_us()
    {
        await OdooAsync();

        Is(await Diagnosed.UnaskedAsync(_walk, null), "odoo.route-off", "do not come through SmsAdmin", "Switch the native route");
    }

    [Fact]
    public async Task It_was_delivered_and_Odoo_did_not_take_the_receipt()
    {
        var id = await OdooAsync();
        _walk.Rooms.Get<OurAddress>().Own = new Uri("http://127.0.0.1:5000/");
        Assert.IsType<SwitchOutcome.Done>(await _walk.Rooms.Get<NativeSwitch>().OnAsync(id, TestRooms.Anna, Ct));
        // Sinch has no way to us, so that its receipts are polled.
        _walk.Rooms.Get<OurAddress>().Own = null;
        await TakeAsync(id, To, "Hello");
        await _walk.DispatchAsync();
        _walk.Clock.Advance(TimeSpan.FromSeconds(30));
        await _walk.PollAsync();
        var message = await _walk.Rooms.LookAsync(async db => await Task.FromResult(db.Messages.Single(m => m.Origin == Origin.Odoo).Id));
        Is(await Diagnosed.OfAsync(_walk, message), "message.delivered", "It was delivered", "second SIM");

        await _walk.Rooms.LookAsync(async db =>
        {
            db.OutboundCallbacks.Add(new OutboundCallback
            {
                Id = Guid.CreateVersion7(),
                Purpose = "odoo",
                Kind = CallbackKind.Odoo,
                MessageId = message,
                Rank = 4,
                Url = "http://127.0.0.1:9/",
                State = OutboundState.GivenUp,
                Attempts = 9,
                Said = "Nothing listens there.",
                CreatedAt = _walk.Clock.GetUtcNow(),
            });
            return await db.SaveChangesAsync(Ct);
        });
        Is(await Diagnosed.OfAsync(_walk, message), "odoo.receipt-not-taken", "It was delivered, and acme-prod does not know", "reaches acme-prod");
    }

    [Fact]
    public async Task Nothing_was_sent_by_looking()
    {
        await Diagnosed.OfAuthenticationAsync(_walk);
        await Diagnosed.OfRateAsync(_walk);
        await Diagnosed.UnaskedAsync(_walk, To);

        Assert.All(_walk.Sandbox.World.Requests, asked => Assert.Equal("GET", asked.Method));
    }

    private static Diagnosed Is(Diagnosed told, string code, string title, string whatToDo)
    {
        Assert.Equal(code, told.Finding.Code);
        Assert.Contains(title, told.Finding.Title, StringComparison.Ordinal);
        Assert.Contains(whatToDo, told.Finding.WhatToDo, StringComparison.Ordinal);
        Assert.Contains("Acme US", told.Finding.Concerns, StringComparison.Ordinal);
        Assert.DoesNotContain("token-us", told.Whole, StringComparison.Ordinal);
        return told;
    }

    private Task PlanAtSinchAsync(object settings) => _walk.Sandbox.ControlAsync("plans", settings);

    private async Task EditAsync(Func<PlanDraft, PlanDraft> change)
    {
        var plan = (await _walk.Rooms.Get<Plans>().FindAsync(_walk.PlanId, Ct))!;
        Assert.IsType<PlanOutcome.Saved>(await _walk.Rooms.Get<PlanEditing>().EditAsync(_walk.PlanId, change(PlanDraft.Of(plan)), TestRooms.Anna, Ct));
        await _walk.Rooms.Get<PlanChecks>().CheckAsync(_walk.PlanId, TestRooms.Anna, Ct);
    }

    private async Task<Guid> OdooAsync() => Assert.IsType<ConnectionOutcome.Saved>(await _walk.Rooms.Get<ConnectionEditing>().AddAsync(
        new ConnectionDraft("acme-prod", $"{_walk.Sandbox.BaseAddress}odoo/19", "odoo", "admin", true, _walk.PlanId), OdooKeys.Admin, TestRooms.Anna, Ct)).Id;

    // An Odoo that has our values, and whose SMS come here.
    private async Task<Guid> LedHereAsync()
    {
        var id = await OdooAsync();
        Assert.IsType<PushOutcome.Done>(await _walk.Rooms.Get<ParameterPush>().PushAsync(id, TestRooms.Anna, Ct));
        _walk.Rooms.Get<OurAddress>().Own = new Uri("http://127.0.0.1:5000/");
        Assert.IsType<SwitchOutcome.Done>(await _walk.Rooms.Get<NativeSwitch>().OnAsync(id, TestRooms.Anna, Ct));
        return id;
    }

    private async Task TakeAsync(Guid connection, string number, string text)
    {
        var open = Assert.IsType<ConnectionOpening.Open>(await _walk.Rooms.Get<Connections>().OpenAsync(connection, Ct));
        var secret = Assert.IsType<OdooResult<IReadOnlyList<OdooParameter>>.Answered>(await open.Session.Parameters.ReadAsync(["sms.endpoint"], Ct)).Value.Single().Value[^32..];
        await _walk.Rooms.Get<NativeSends>().TakeAsync(secret, new NativeCall([new NativeText(Guid.NewGuid().ToString("N"), number, text)], null), null, Ct);
    }
}
