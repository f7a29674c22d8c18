using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Checklist;

/// <summary>Runs, what they keep, what they cost, and what becomes stale of them.</summary>
public sealed class RunTests(ProvenSetup setup) : IClassFixture<ProvenSetup>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ChecklistBook Book => setup.Room<ChecklistBook>();

    [Fact]
    public async Task A_setup_that_is_right_is_proven_item_by_item_with_evidence_and_nothing_secret()
    {
        var run = await setup.RunAsync();

        Assert.Equal("Proven", run.Verdict);
        Assert.Equal(ChecklistItems.All, run.Items.Select(item => item.Result.Item));
        Assert.All(run.Items, item => Assert.Equal((CheckState.Pass, run.Run.Number, false), (item.Result.State, item.Result.OfRun, item.IsStale)));
        Assert.All(run.Items, item => Assert.NotEmpty(item.Result.Evidence));
        var told = System.Text.Json.JsonSerializer.Serialize(run);
        Assert.DoesNotContain("token-us", told, StringComparison.Ordinal);
        Assert.DoesNotContain(ProvenSetup.OdooKey, told, StringComparison.Ordinal);
        Assert.DoesNotContain("/odoo/v", told, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Run.Phone!.E164, string.Concat(run.Items.SelectMany(item => item.Result.Evidence).Select(line => line.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_nobody_pays_for_sends_nothing_and_takes_the_paid_proofs_along()
    {
        var paid = await setup.RunAsync();
        var sent = await SentAsync();

        var free = await setup.RunAsync(wish => wish with { Phone = null });

        Assert.Equal(sent, await SentAsync());
        Assert.Equal("Proven", free.Verdict);
        Assert.All(free.Items, item => Assert.Equal(item.Result.Item.NeedsSms() ? paid.Run.Number : free.Run.Number, item.Result.OfRun));
    }

    [Fact]
    public async Task One_item_is_asked_again_with_those_that_wait_for_it_and_no_others()
    {
        await setup.EditPlanAsync(draft => draft with { PerDay = 1 });
        var full = await setup.RunAsync();
        await setup.EditPlanAsync(draft => draft with { PerDay = null });

        var again = await setup.RunAsync(wish => wish with { Only = ChecklistItem.Quota });

        Assert.Equal("Proven", again.Verdict);
        ChecklistItem[] waited = [ChecklistItem.TestSms, ChecklistItem.OneTimeCode, ChecklistItem.Sender, ChecklistItem.Callbacks, ChecklistItem.Quota];
        Assert.All(again.Items, item => Assert.Equal(waited.Contains(item.Result.Item) ? again.Run.Number : full.Run.Number, item.Result.OfRun));
    }

    [Fact]
    public async Task A_new_token_makes_what_the_old_one_proved_stale_at_once_and_tells_open_pages()
    {
        await setup.RunAsync();
        var told = 0;
        using var ear = setup.Room<PlanChanges>().Listen(() => told++);
        await setup.PullAsync("control/plans", new { service_plan_id = "sandbox-us", token = "token-new" });
        try
        {
            Assert.IsType<TokenOutcome.Stored>(await setup.Room<TokenReplacement>().ReplaceAsync(setup.PlanId, "token-new", TestRooms.Anna, Ct));

            var standing = (await Book.StandingAsync(setup.PlanId, Ct))!;
            Assert.True(told > 0);
            Assert.False(standing.IsProven);
            Assert.Equal("Proven once: 9\u00A0items stale", standing.Verdict);
            Assert.All(standing.Items.Where(item => item.IsStale), item => Assert.Equal(["API token"], item.StaleBy));
            Assert.Equal(
                [ChecklistItem.OdooRoute, ChecklistItem.Clock, ChecklistItem.Quota, ChecklistItem.KeyRing],
                standing.Items.Where(item => !item.IsStale).Select(item => item.Result.Item));
        }
        finally
        {
            await setup.PullAsync("control/plans", new { service_plan_id = "sandbox-us", token = "token-us" });
            await setup.Room<TokenReplacement>().ReplaceAsync(setup.PlanId, "token-us", TestRooms.Anna, Ct);
            await setup.Room<ParameterPush>().PushAsync(setup.OdooId, TestRooms.Anna, Ct);
        }
    }

    [Fact]
    public async Task Parameters_that_are_known_to_differ_make_their_proof_stale_before_the_next_run()
    {
        await setup.RunAsync();
        await setup.PullAsync("odoo/19/control/parameters", new { user = "secure", key = "sinch.region", value = "br" });
        try
        {
            // As the watch does by itself.
            Assert.Null(await setup.Room<OdooLook>().ReadAsync(setup.OdooId, Ct));

            var standing = (await Book.StandingAsync(setup.PlanId, Ct))!;
            var stale = Assert.Single(standing.Items, item => item.IsStale);
            Assert.Equal((ChecklistItem.OdooParameters, "Stale: parameters of acme-prod changed since."), (stale.Result.Item, stale.StaleWhy));
            Assert.False(standing.IsProven);
        }
        finally
        {
            await setup.Room<ParameterPush>().PushAsync(setup.OdooId, TestRooms.Anna, Ct);
        }

        Assert.True((await Book.StandingAsync(setup.PlanId, Ct))!.IsProven);
    }

    [Fact]
    public async Task Another_proof_of_callbacks_makes_theirs_stale_at_once_and_tells_open_pages()
    {
        await setup.RunAsync();
        var (told, proofs) = (0, setup.Room<CallbackProofs>());
        using var ear = setup.Room<PlanChanges>().Listen(() => told++);
        Assert.Null(await proofs.ChangeAsync(setup.PlanId, CallbackProofKind.Hmac, null, "a secret that Sinch has not", TestRooms.Anna, Ct));
        try
        {
            Assert.True(told > 0);
            var stale = Assert.Single((await Book.StandingAsync(setup.PlanId, Ct))!.Items, item => item.IsStale);
            Assert.Equal((ChecklistItem.Callbacks, "Stale: proof of callbacks changed since."), (stale.Result.Item, stale.StaleWhy));
            Assert.DoesNotContain("a secret", System.Text.Json.JsonSerializer.Serialize(stale), StringComparison.Ordinal);
        }
        finally
        {
            await proofs.ChangeAsync(setup.PlanId, CallbackProofKind.None, null, null, TestRooms.Anna, Ct);
        }
    }

    [Fact]
    public async Task Two_runs_are_compared_item_by_item()
    {
        var before = await setup.RunAsync();
        await setup.PullAsync("control/clock", new { date_shift_seconds = 3600 });
        var after = await setup.RunAsync(wish => wish with { Phone = null });
        await setup.PullAsync("control/clock", new { date_shift_seconds = 0.001 });

        var compared = (await Book.CompareAsync(after.Run.Id, before.Run.Id, Ct))!.Value;

        Assert.Equal((before.Run.Number, after.Run.Number), (compared.Before.Number, compared.After.Number));
        var change = Assert.Single(compared.Items, item => item.Before?.State != item.After?.State);
        Assert.Equal((ChecklistItem.Clock, CheckState.Pass, CheckState.Fail), (change.Item, change.Before!.State, change.After!.State));
        var lines = await Book.ListAsync(setup.PlanId, null, 2, Ct);
        Assert.Equal([(after.Run.Number, 12, 1), (before.Run.Number, 13, 0)], lines.Select(line => (line.Run.Number, line.Passed, line.Failed)));
    }

    [Fact]
    public async Task What_turns_red_in_a_run_of_the_programs_own_is_an_alert_until_it_is_proven_again()
    {
        await setup.RunAsync();
        await setup.PullAsync("odoo/19/control/parameters", new { user = "secure", key = "sinch.region", value = "br" });
        setup.Time.Advance(TimeSpan.FromHours(7));

        // The program's own loop begins it.
        await setup.WhileTimeGoesAsync(IsOverAsync(view => view.Run.IsScheduled));

        var standing = (await Book.StandingAsync(setup.PlanId, Ct))!;
        Assert.True(standing.Run.IsScheduled);
        Assert.Null(standing.Run.Phone);
        var alert = Assert.Single(await OpenAsync());
        Assert.Equal("Sandbox: Odoo system parameters is proven no more", alert.Title);
        Assert.Contains("sinch.region is br there", alert.Why, StringComparison.Ordinal);
        await setup.Room<ParameterPush>().PushAsync(setup.OdooId, TestRooms.Anna, Ct);
        await setup.RunAsync(wish => wish with { Phone = null });
        Assert.Empty(await OpenAsync());
    }

    [Fact]
    public async Task A_run_that_is_stopped_keeps_what_it_found_and_leaves_the_rest_as_it_was()
    {
        var before = await setup.RunAsync();
        await setup.PullAsync("control/callbacks", new { blocked = true });
        var runs = setup.Room<ChecklistRuns>();
        // Its receipts do not come, so it waits for them until it is stopped.
        var begun = Assert.IsType<RunOutcome.Begun>(await runs.StartAsync(new RunWish(setup.PlanId, ProvenSetup.Phone()), TestRooms.Anna, Ct));
        await Eventually.HoldsAsync(async () => (await Book.FindAsync(begun.RunId, Ct))!.Items.Count >= 9, () => Task.FromResult("It did not come so far."));
        Assert.IsType<RunOutcome.IsRunning>(await runs.StartAsync(new RunWish(setup.PlanId), TestRooms.Anna, Ct));

        Assert.True(await runs.StopAsync(begun.RunId, Ct));
        await Eventually.HoldsAsync(async () => !(await Book.FindAsync(begun.RunId, Ct))!.IsRunning, () => Task.FromResult("It did not stop."));
        await setup.PullAsync("control/callbacks", new { blocked = false });

        var stopped = (await Book.FindAsync(begun.RunId, Ct))!;
        Assert.True(stopped.Run.IsStopped);
        Assert.False(await runs.StopAsync(begun.RunId, Ct));
        Assert.All(stopped.Items, item => Assert.Equal(item.Result.Item.NeedsSms() ? before.Run.Number : stopped.Run.Number, item.Result.OfRun));
    }

    [Fact]
    public async Task A_code_on_a_real_phone_is_waited_for_until_a_person_enters_it()
    {
        await setup.EditSandboxAsync(false);
        try
        {
            var run = await setup.RunAsync();
            var waiting = Assert.Single(run.Items, item => item.Result.State == CheckState.Waiting).Result;
            Assert.Equal(ChecklistItem.OneTimeCode, waiting.Item);
            Assert.Equal("Not proven yet: a code is waited for", run.Verdict);

            Assert.True(await setup.Room<ChecklistRuns>().EnterCodeAsync(run.Run.Id, await setup.CodeOnAsync(run.Run.Phone!), Ct));

            Assert.Equal("Proven", (await Book.FindAsync(run.Run.Id, Ct))!.Verdict);
            Assert.False(await setup.Room<ChecklistRuns>().EnterCodeAsync(run.Run.Id, "000000", Ct));
        }
        finally
        {
            await setup.EditSandboxAsync(true);
        }
    }

    [Fact]
    public async Task A_mistyped_code_is_told_with_the_checks_that_are_left_and_the_right_one_still_proves_it()
    {
        await setup.EditSandboxAsync(false);
        try
        {
            var (run, runs) = (await setup.RunAsync(), setup.Room<ChecklistRuns>());
            var right = await setup.CodeOnAsync(run.Run.Phone!);

            Assert.True(await runs.EnterCodeAsync(run.Run.Id, Wrong(right), Ct));

            Assert.Equal((CheckState.Waiting, "That code is wrong, 4 checks left. Enter the code of the newest text."), await CodeAsync(run));
            Assert.True(await runs.EnterCodeAsync(run.Run.Id, right, Ct));
            Assert.Equal("Proven", (await Book.FindAsync(run.Run.Id, Ct))!.Verdict);
        }
        finally
        {
            await setup.EditSandboxAsync(true);
        }
    }

    [Fact]
    public async Task Codes_that_are_wrong_to_the_last_check_fail()
    {
        await setup.EditSandboxAsync(false);
        try
        {
            var (run, runs) = (await setup.RunAsync(), setup.Room<ChecklistRuns>());
            var wrong = Wrong(await setup.CodeOnAsync(run.Run.Phone!));

            for (var left = 4; left > 0; left--) await runs.EnterCodeAsync(run.Run.Id, wrong, Ct);

            Assert.Equal((CheckState.Waiting, "That code is wrong, 1 check left. Enter the code of the newest text."), await CodeAsync(run));
            await runs.EnterCodeAsync(run.Run.Id, wrong, Ct);
            Assert.Equal((CheckState.Fail, "The code that was entered is not taken."), await CodeAsync(run));
        }
        finally
        {
            await setup.EditSandboxAsync(true);
        }
    }

    [Theory]
    [InlineData(CheckState.Pass, "Sent, delivered, entered, right.")]
    [InlineData(CheckState.Fail, "The code that was entered is not taken.")]
    public async Task Who_enters_the_code_at_once_is_asked_again_after_a_wrong_one_until_there_is_no_other(CheckState state, string says)
    {
        await setup.EditSandboxAsync(false);
        try
        {
            var (phone, asked) = (ProvenSetup.Phone(), 0);
            var run = await setup.RunAsync(wish => wish with { Phone = phone, EnterCode = EnterAsync });

            Assert.Equal((2, (state, says)), (asked, await CodeAsync(run)));

            async Task<string?> EnterAsync(CancellationToken ct)
            {
                var right = await setup.CodeOnAsync(PhoneNumber.FromDigits(phone));
                return ++asked == 1 ? Wrong(right) : state == CheckState.Pass ? right : null;
            }
        }
        finally
        {
            await setup.EditSandboxAsync(true);
        }
    }

    private static string Wrong(string right) => right == "000000" ? "000001" : "000000";

    private async Task<(CheckState State, string Says)> CodeAsync(ChecklistView run)
    {
        var code = (await Book.FindAsync(run.Run.Id, Ct))!.Items.Single(item => item.Result.Item == ChecklistItem.OneTimeCode).Result;
        return (code.State, code.Says);
    }

    private async Task<bool> IsOverAsync(Func<ChecklistView, bool> which)
    {
        await Eventually.HoldsAsync(
            async () => await Book.StandingAsync(setup.PlanId, Ct) is { IsRunning: false } view && which(view) && !setup.Room<ChecklistRuns>().IsRunningHere(setup.PlanId), () => Task.FromResult("It did not run."));
        return true;
    }

    private Task<int> SentAsync() => setup.LookAsync(db => Task.FromResult(db.Messages.Count()));

    private async Task<IReadOnlyList<AlertView>> OpenAsync() => [.. (await setup.Room<AlertBook>().OpenAsync(Ct)).Where(alert => alert.Kind == AlertKind.ChecklistRed)];
}
