using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Delivery.Explanations;

/// <summary>What is pasted to Sinch, and where the facts come from.</summary>
public sealed class RequestToSinchTests
{
    [Fact]
    public void It_holds_all_that_sinch_needs_to_find_the_case()
    {
        var told = Explainer.Explain(Cases.Ended(MessageState.Aborted, 412) with { Account = new AccountFacts(64, 66) });
        Assert.Equal(
            """
            Open the United Kingdom (+44) for this service plan. Messages there are aborted as unprovisioned.

            Service plan ID: 4f1c90ab17e64cd7b5f2c8ef12aba07e
            Region: eu
            Sender: +46701740650
            Country of the recipient: the United Kingdom (+44)
            Batch ID: 01M8492HD0K4N8ZC1XW6PJ0HGB
            Client reference: 01a20891-45a0-71d8-b3c6-0e94af125d6a
            Accepted: 2026-11-23 12:00:00.000 UTC
            Ended: Aborted, 2026-11-23 12:00:01.300 UTC
            HTTP status: 201
            Delivery code: 412 (Unprovisioned region)
            Of the last 24 hours: 64 of 66 messages to this country ended so
            """,
            told.RequestToSinch?.Replace('\u00A0', ' '));
    }

    [Fact]
    public void It_holds_no_recipient_even_where_the_reader_may_see_one() =>
        Assert.All(Cases.All, facts => Assert.DoesNotContain(
            "900123", Explainer.Explain(facts with { ShownNumber = facts.To.International }).RequestToSinch ?? "", StringComparison.Ordinal));

    [Fact]
    public void Whoever_is_told_to_copy_it_has_one() =>
        Assert.All(
            Cases.All.Select(Explainer.Explain).Where(told => told.Next.Kind == NextStepKind.AskSinch),
            told => Assert.False(string.IsNullOrEmpty(told.RequestToSinch)));

    [Fact]
    public void A_message_of_the_log_and_its_plan_are_all_that_it_takes()
    {
        var told = Explainer.Explain(ExplainFacts.Of(Detail(), View()));
        Assert.Equal("Unknown subscriber", told.Name);
        Assert.Contains("Acme EU, region eu", told.WhatToDo, StringComparison.Ordinal);
        Assert.Contains("+46 70 174 06 50", told.WhatToDo, StringComparison.Ordinal);
        Assert.Contains("2.5\u00A0s later", told.WhatHappened, StringComparison.Ordinal);
    }

    [Fact]
    public void The_instant_of_an_open_outcome_is_that_of_its_last_step()
    {
        var open = Detail() with
        {
            State = MessageState.Sending,
            OutcomeUnknown = true,
            DeliveryCode = null,
            Steps = [Step(MessageEventKind.OutcomeUnknown, Cases.Noon), Step(MessageEventKind.OutcomeUnknown, Cases.Noon.AddMinutes(1)), Step(MessageEventKind.LookedUp, Cases.Noon.AddMinutes(2))],
        };
        Assert.Equal(Cases.Noon.AddMinutes(1), ExplainFacts.Of(open, View()).UnknownSince);
    }

    [Theory]
    [InlineData(null, false, false)]
    [InlineData(401, false, false)]
    [InlineData(200, false, true)]
    [InlineData(401, true, true)]
    public void A_plan_of_the_environment_worked_before_if_a_check_or_a_receipt_says_so(int? checkedStatus, bool hadReceipt, bool worked) =>
        Assert.Equal(worked, PlanFacts.Of(View() with { Source = PlanSource.Environment, CheckedHttpStatus = checkedStatus, LastReceiptAt = hadReceipt ? Cases.Noon : null }).WorkedBefore);

    [Theory]
    [InlineData(PlanReadiness.Ready, true)]
    [InlineData(PlanReadiness.Paused, true)]
    [InlineData(PlanReadiness.NotVerified, false)]
    public void A_stored_plan_worked_before_if_it_was_verified_where_it_is_now(PlanReadiness readiness, bool worked) =>
        Assert.Equal(worked, PlanFacts.Of(View() with { Readiness = readiness, LastReceiptAt = Cases.Noon }).WorkedBefore);

    private static MessageStep Step(MessageEventKind kind, DateTimeOffset at) => new(at, kind, null, null, null, null, null, null, null, null);

    private static MessageDetail Detail() => new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.Empty, Cases.Noon, PhoneNumber.FromDigits(Cases.To[1..]), Cases.Sender,
        MessageState.Failed, OutcomeUnknown: false, Lane.Normal, Origin.Odoo, "acme-prod", Characters: 118, Parts: 1, IsUnicode: false,
        BatchId: "01M8", HttpStatus: 201, ApiErrorCode: null, NoAnswer: null, DeliveryCode: 150, Attempts: 1, DueAt: Cases.Noon,
        AcceptedAt: Cases.Noon, FinalAt: Cases.Noon.AddSeconds(2.5), CallerReference: null, HasText: true, Steps: []);

    private static PlanView View() => new(
        Guid.Empty, "Acme EU", Cases.Plan.ServicePlanId, "9f2c", Cases.Noon, "Anna Lind", "eu", null, "eu.sms.api.sinch.com", Cases.Sender,
        PlanKind.Production, PerSecond: 30, PerDay: null, PerMonth: null, "Europe/Stockholm", [], IsDefault: true, IsSandbox: false,
        PlanSource.Storage, PlanReadiness.Ready, Cases.Noon, 200, "Sinch takes it.", PausedAt: null, PausedWhy: null, LastReceiptAt: null);
}
