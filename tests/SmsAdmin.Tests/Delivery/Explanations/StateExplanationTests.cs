using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Delivery.Explanations;

/// <summary>What is told before, and without, a code.</summary>
public sealed class StateExplanationTests
{
    [Fact]
    public void Accepted_is_never_called_sent()
    {
        var told = Explainer.Explain(Cases.Waiting(MessageState.Accepted) with { HttpStatus = 201, BatchId = "01M8" });
        Assert.Equal("Accepted. Sinch queued it. That is not yet sent", told.Headline);
        Assert.Equal(ExplanationTone.OnTheWay, told.Tone);
        Assert.Equal([new(CodeSpace.HttpStatus, "201", false)], told.Codes);
    }

    [Fact]
    public void Without_callbacks_the_receipt_is_asked_for()
    {
        var told = Explainer.Explain(Cases.Waiting(MessageState.Accepted) with { HttpStatus = 201, ReceiptsByCallback = false });
        Assert.Contains("no public address", told.Why, StringComparison.Ordinal);
        Assert.Equal(NextStepKind.SetCallback, told.Next.Kind);
    }

    [Theory]
    [InlineData(500, null)]
    [InlineData(502, null)]
    [InlineData(503, null)]
    [InlineData(504, null)]
    [InlineData(null, "Timeout")]
    [InlineData(null, "ConnectionReset")]
    [InlineData(null, null)]
    public void An_open_outcome_is_looked_up_before_anything_is_sent_again(int? httpStatus, string? noAnswer)
    {
        var told = Explainer.Explain(Cases.Open(httpStatus, noAnswer));
        Assert.Equal(ExplanationTone.Warning, told.Tone);
        Assert.StartsWith("Outcome unknown", told.Headline, StringComparison.Ordinal);
        Assert.Contains("looks it up by its reference", told.WhatToDo, StringComparison.Ordinal);
        Assert.Contains("since 12:00:00 on 23 Nov UTC", told.WhatHappened, StringComparison.Ordinal);
        Assert.Contains("12:00:09 on 23 Nov UTC", told.WhatHappened, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, null, "the last answer was HTTP status 429")]
    [InlineData(null, "ConnectionRefused", "Sinch could not be reached")]
    public void A_message_to_be_tried_again_says_when(int? httpStatus, string? noAnswer, string why)
    {
        var told = Explainer.Explain(Cases.Waiting() with { HttpStatus = httpStatus, NoAnswer = noAnswer });
        Assert.Equal(ExplanationTone.Warning, told.Tone);
        Assert.EndsWith(why, told.Headline, StringComparison.Ordinal);
        Assert.Contains("at 12:00:09 on 23 Nov UTC", told.WhatHappened, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deadline_of_ours_and_one_at_sinch_read_differently()
    {
        var ours = Explainer.Explain(Cases.Waiting(MessageState.Expired));
        var theirs = Explainer.Explain(Cases.Ended(MessageState.Expired, 406));
        Assert.Equal("Not sent: its deadline passed first", ours.Headline);
        Assert.Equal("Not delivered: its time ran out", theirs.Headline);
        Assert.Empty(ours.Codes);
    }

    [Fact]
    public void A_cancelled_message_is_no_fault()
    {
        Assert.Equal(ExplanationTone.Ended, Explainer.Explain(Cases.Waiting(MessageState.Cancelled)).Tone);
        var told = Explainer.Explain(Cases.Ended(MessageState.Cancelled, 407));
        Assert.Equal(ExplanationTone.Ended, told.Tone);
        Assert.DoesNotContain(told.Codes, code => code.IsCause);
    }

    [Fact]
    public void News_of_the_way_is_not_taken_for_the_cause_of_an_end()
    {
        var told = Explainer.Explain(Cases.Ended(MessageState.Failed, 401));
        Assert.Contains("No reason was given", told.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_message_says_that_nothing_reached_a_phone()
    {
        var told = Explainer.Explain(Cases.Refused(400, "syntax_invalid_parameter_format"));
        Assert.Equal("Not sent: Sinch refused it", told.Headline);
        Assert.Contains("Nothing reached a phone", told.WhatHappened, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_that_sinch_answers_is_good()
    {
        var told = Explainer.ExplainAnswer(200, null, null, Cases.Plan);
        Assert.Equal(ExplanationTone.Good, told.Tone);
        Assert.Equal("Sinch takes Acme EU", told.Headline);
    }

    [Fact]
    public void A_refused_question_says_that_nothing_was_sent() =>
        Assert.StartsWith("Nothing was sent", Explainer.ExplainAnswer(403, "blocked_account", null, Cases.Plan).SendAgain, StringComparison.Ordinal);

    [Fact]
    public void A_question_without_an_answer_speaks_of_no_message() =>
        Assert.All(
            [.. Cases.HttpStatuses.Select(status => Explainer.ExplainAnswer(status, null, null, Cases.Plan)),
             .. Cases.FailureKinds.Select(kind => Explainer.ExplainAnswer(null, null, kind, Cases.Plan))],
            told =>
            {
                Assert.DoesNotContain("looks it up", told.Whole(), StringComparison.Ordinal);
                Assert.DoesNotContain("tries again", told.Whole(), StringComparison.Ordinal);
                Assert.DoesNotContain("the message", told.Whole(), StringComparison.OrdinalIgnoreCase);
            });
}
