using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Delivery.Explanations;

/// <summary>The same code says more where the account is known.</summary>
public sealed class AccountFactsInExplanationsTests
{
    private static readonly PlanFacts Trial = Cases.Plan with { Kind = PlanKind.Trial };

    [Fact]
    public void A_closed_country_is_named_with_the_plan_and_how_many_ended_so()
    {
        var told = Explainer.Explain(Cases.Ended(MessageState.Aborted, 412) with
        {
            Account = new AccountFacts(SameCode: 64, ToThatCountry: 66, LastDeliveredThereAt: Cases.Noon.AddHours(-1)),
        });
        Assert.Equal("Unprovisioned region", told.Name);
        Assert.Equal("Not delivered: Sinch stopped it before it reached an operator", told.Headline);
        Assert.Equal("Sinch took the message and aborted it 1.3\u00A0s later. It never reached a phone.", told.WhatHappened);
        Assert.Equal(
            "Acme EU is not allowed to send to the United Kingdom (+44). 64 of 66\u00A0messages to the United Kingdom (+44) in the last 24\u00A0hours ended the same way. Acme EU last delivered there at 11:00:00 on 23 Nov UTC.",
            told.Why);
        Assert.StartsWith("Ask your Sinch account manager to open the United Kingdom (+44) for plan 4f1c…a07e", told.WhatToDo, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trial_plan_is_told_of_verified_numbers()
    {
        var told = Explainer.Explain(Cases.Ended(MessageState.Aborted, 412) with { Plan = Trial });
        Assert.Contains("trial plan", told.Why, StringComparison.Ordinal);
        Assert.Contains("verified", told.Why, StringComparison.Ordinal);
        Assert.Equal(NextStepKind.AddVerifiedNumber, told.Next.Kind);
    }

    [Fact]
    public void A_trial_plan_whose_list_has_the_number_has_a_closed_country()
    {
        var told = Explainer.Explain(Cases.Ended(MessageState.Aborted, 412) with { Plan = Trial with { VerifiedNumbers = [Cases.To] } });
        Assert.Contains("in its list of verified numbers", told.Why, StringComparison.Ordinal);
        Assert.Equal(NextStepKind.AskSinch, told.Next.Kind);
    }

    [Fact]
    public void A_production_plan_hears_nothing_of_trials() =>
        Assert.DoesNotContain("trial", Explainer.Explain(Cases.Ended(MessageState.Aborted, 412)).Whole(), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void A_plan_that_worked_before_hears_of_its_token_only()
    {
        var told = Explainer.ExplainAnswer(401, null, null, Cases.Plan);
        Assert.Equal("Sinch refuses the token of Acme EU", told.Headline);
        Assert.Contains("Service Plan ID and region are right", told.Why, StringComparison.Ordinal);
        Assert.Equal(NextStepKind.PutInToken, told.Next.Kind);
    }

    [Fact]
    public void A_plan_that_never_worked_hears_of_token_then_plan_id_then_region()
    {
        var why = Explainer.ExplainAnswer(401, null, null, Cases.Plan with { WorkedBefore = false }).Why;
        Assert.StartsWith("Sinch refuses plan and token together", why, StringComparison.Ordinal);
        var order = new[] { "it is the token", "4f1c…a07e", "region eu", "eu.sms.api.sinch.com" }.Select(part => why.IndexOf(part, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, order);
        Assert.Equal(order.Order(), order);
    }

    [Fact]
    public void A_paused_plan_says_how_many_wait_and_that_none_is_lost()
    {
        var told = Explainer.Explain(Cases.Waiting() with { Plan = Cases.PausedPlan, HttpStatus = 401, Account = new AccountFacts(Waiting: 1212) });
        Assert.Equal(ExplanationTone.Bad, told.Tone);
        Assert.Equal("Waiting: Sinch refuses the token of Acme EU", told.Headline);
        Assert.Contains("1,212 messages wait and none is lost", told.WhatHappened, StringComparison.Ordinal);
        Assert.Contains("12:00:00 on 23 Nov UTC", told.WhatHappened, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_was_never_tried_hears_of_the_token_from_the_last_check()
    {
        var told = Explainer.Explain(Cases.Waiting() with { Plan = Cases.PausedPlan with { CheckedHttpStatus = 401 } });
        Assert.Equal("Waiting: Sinch refuses the token of Acme EU", told.Headline);
        Assert.Empty(told.Codes);
    }

    [Fact]
    public void Once_the_plan_works_again_its_old_refusal_is_no_cause_any_more()
    {
        var told = Explainer.Explain(Cases.Waiting() with { HttpStatus = 401 });
        Assert.Equal(ExplanationTone.OnTheWay, told.Tone);
        Assert.Equal([new(CodeSpace.HttpStatus, "401", false)], told.Codes);
    }

    [Fact]
    public void A_plan_paused_by_a_person_says_why_and_blames_no_code()
    {
        var told = Explainer.Explain(Cases.Waiting() with { Plan = Cases.PausedPlan, HttpStatus = 429 });
        Assert.Equal("Acme EU is paused. Paused by Anna Lind.", told.Why);
        Assert.DoesNotContain(told.Codes, code => code.IsCause);
    }

    [Theory]
    [InlineData(PlanReadiness.NoRegion, NextStepKind.DetectRegion)]
    [InlineData(PlanReadiness.NotVerified, NextStepKind.CheckPlan)]
    [InlineData(PlanReadiness.TokenUnreadable, NextStepKind.RestoreKeys)]
    [InlineData(PlanReadiness.Paused, NextStepKind.ResumePlan)]
    public void A_message_that_waits_for_its_plan_leads_to_what_the_plan_lacks(PlanReadiness readiness, NextStepKind step) =>
        Assert.Equal(step, Explainer.Explain(Cases.Waiting() with { Plan = Cases.Plan with { Readiness = readiness } }).Next.Kind);

    [Theory]
    [InlineData(60, "10DLC")]
    [InlineData(64, "10DLC")]
    [InlineData(15, "spam")]
    [InlineData(349, "AT&T")]
    public void Some_codes_mean_more_in_the_united_states(int code, string word)
    {
        var there = Cases.Ended(MessageState.Failed, code) with { To = PhoneNumber.FromDigits("12015550123") };
        Assert.Contains("United States", Explainer.Explain(there).Why, StringComparison.Ordinal);
        Assert.Contains(word, Explainer.Explain(there).Why, StringComparison.Ordinal);
        Assert.DoesNotContain("United States", Explainer.Explain(Cases.Ended(MessageState.Failed, code)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Letters_as_sender_to_north_america_are_named_as_the_cause()
    {
        var there = Cases.Ended(MessageState.Aborted, 402) with { To = PhoneNumber.FromDigits("12015550123"), From = "Acme" };
        Assert.Contains("made of letters", Explainer.Explain(there).Why, StringComparison.Ordinal);
        Assert.DoesNotContain("made of letters", Explainer.Explain(there with { From = Cases.Sender }).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_parts_says_how_many_and_in_which_encoding()
    {
        var told = Explainer.Explain(Cases.Ended(MessageState.Aborted, 411) with { Parts = 3, Characters = 201, IsUnicode = true });
        Assert.Contains("3\u00A0parts, 201\u00A0characters in UCS-2", told.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Instants_are_told_in_the_readers_zone()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("Test", TimeSpan.FromHours(2), "Test", "Test");
        var told = Explainer.Explain(Cases.Open(null, "Timeout") with { Zone = zone });
        Assert.Contains("since 14:00:00 on 23 Nov.", told.WhatHappened, StringComparison.Ordinal);
    }
}
