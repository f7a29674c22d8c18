using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Delivery.Explanations;

/// <summary>Each code of each number space.</summary>
public sealed class CodeExplanationTests
{
    [Fact]
    public void Each_http_status_has_a_cause_of_its_own()
    {
        var documented = new[] { 400, 401, 403, 404, 405, 408, 415, 429, 500, 502, 503, 504 };
        var told = documented.Select(status => Explainer.Explain(Cases.Refused(status))).ToList();
        Assert.Equal(told.Count, told.Select(one => one.Why).Distinct().Count());
        Assert.All(told, one => Assert.Equal([CodeSpace.HttpStatus], one.Codes.Where(code => code.IsCause).Select(code => code.Space)));
    }

    [Fact]
    public void Each_api_error_code_has_a_cause_of_its_own()
    {
        var told = ApiErrorCodes.All.Select(code => Explainer.Explain(Cases.Refused(code.HttpStatus, code.Code))).ToList();
        Assert.Equal(ApiErrorCodes.All.Count, told.Select(one => one.Why).Distinct().Count());
        Assert.Equal(ApiErrorCodes.All.Select(code => code.Meaning), told.Select(one => one.Name));
        Assert.All(told, one => Assert.Contains(one.Codes, code => code is { Space: CodeSpace.ApiErrorCode, IsCause: true }));
    }

    [Theory]
    [InlineData(400, "syntax_new")]
    [InlineData(403, "forbidden_new")]
    [InlineData(403, null)]
    public void An_unknown_api_error_code_is_shown_and_told_by_its_status(int status, string? code)
    {
        var told = Explainer.Explain(Cases.Refused(status, code));
        Assert.Contains("no reason that is known here", told.Why, StringComparison.Ordinal);
        Assert.Equal(code, told.Codes.SingleOrDefault(one => one.Space == CodeSpace.ApiErrorCode)?.Value);
    }

    [Fact]
    public void Each_reason_for_no_answer_has_a_cause_of_its_own()
    {
        var told = Cases.FailureKinds.Select(kind => Explainer.Explain(Cases.Open(null, kind))).ToList();
        Assert.Equal(told.Count, told.Select(one => one.Why).Distinct().Count());
        Assert.Equal(told.Count, told.Select(one => one.Name).Distinct().Count());
    }

    [Fact]
    public void Codes_of_different_names_have_different_causes()
    {
        var told = Cases.DeliveryFailures
            .Select(code => (Code: DeliveryCodes.Find(code), Told: Explainer.Explain(Cases.Ended(MessageState.Failed, code))))
            .ToList();
        foreach (var alike in told.GroupBy(one => one.Told.Why))
            Assert.Single(alike.Select(one => (one.Code.Name, one.Code.Class)).Distinct());
    }

    [Fact]
    public void A_delivery_code_is_the_cause_and_the_http_status_beside_it_is_not() =>
        Assert.All(Cases.DeliveryFailures, code =>
        {
            var codes = Explainer.Explain(Cases.Ended(MessageState.Aborted, code)).Codes;
            Assert.Equal([new(CodeSpace.HttpStatus, "201", false), new(CodeSpace.DeliveryCode, $"{code}", true)], codes);
        });

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(408)]
    [InlineData(415)]
    public void The_same_number_reads_differently_in_each_number_space(int number)
    {
        var answer = Explainer.Explain(Cases.Refused(number));
        var receipt = Explainer.Explain(number is 400 or 401
            ? Cases.Waiting(MessageState.Accepted) with { HttpStatus = 201, DeliveryCode = number }
            : Cases.Ended(MessageState.Aborted, number));
        Assert.NotEqual(answer.Headline, receipt.Headline);
        Assert.NotEqual(answer.Why, receipt.Why);
        Assert.NotEqual(answer.WhatToDo, receipt.WhatToDo);
        Assert.Contains(answer.Codes, code => code is { Space: CodeSpace.HttpStatus } && code.Value == $"{number}");
        Assert.Contains(receipt.Codes, code => code is { Space: CodeSpace.DeliveryCode } && code.Value == $"{number}");
    }

    [Fact]
    public void Http_404_speaks_of_the_address_and_delivery_code_404_of_time()
    {
        var answer = Explainer.Explain(Cases.Refused(404));
        Assert.Contains("not about the recipient", answer.Why, StringComparison.Ordinal);
        Assert.False(answer.CanSendAgain);

        var receipt = Explainer.Explain(Cases.Ended(MessageState.Aborted, 404));
        Assert.Equal("Temporary delivery failure", receipt.Name);
        Assert.Contains("This is a delivery code", receipt.Why, StringComparison.Ordinal);
        Assert.True(receipt.CanSendAgain);
    }

    [Fact]
    public void A_code_that_sinch_does_not_list_is_said_to_be_so()
    {
        var told = Explainer.Explain(Cases.Ended(MessageState.Failed, 999));
        Assert.Null(told.Name);
        Assert.Contains("not in Sinch’s public list", told.Why, StringComparison.Ordinal);
        Assert.Equal(NextStepKind.AskSinch, told.Next.Kind);
    }

    [Fact]
    public void Code_0_is_good_only_beside_delivered()
    {
        Assert.Equal(ExplanationTone.Good, Explainer.Explain(Cases.Ended(MessageState.Delivered, 0)).Tone);
        foreach (var state in new[] { MessageState.Failed, MessageState.Expired })
        {
            var told = Explainer.Explain(Cases.Ended(state, 0));
            Assert.Equal(ExplanationTone.Bad, told.Tone);
            Assert.Contains("No reason was given", told.Why, StringComparison.Ordinal);
            Assert.DoesNotContain(told.Codes, code => code.IsCause);
        }

        Assert.Equal(ExplanationTone.Warning, Explainer.Explain(Cases.Ended(MessageState.Unknown, 0)).Tone);
    }

    [Theory]
    [InlineData(101, true)]
    [InlineData(103, false)]
    [InlineData(207, true)]
    [InlineData(54, false)]
    public void A_code_without_words_of_its_own_is_told_by_who_gave_it_and_whether_it_passes(int code, bool passes)
    {
        var told = Explainer.Explain(Cases.Ended(MessageState.Failed, code));
        Assert.Contains($"“{told.Name}”", told.Why, StringComparison.Ordinal);
        Assert.Equal(passes, told.CanSendAgain);
    }
}
