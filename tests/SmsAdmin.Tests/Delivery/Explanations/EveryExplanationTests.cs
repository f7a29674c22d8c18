using System.Text.RegularExpressions;
using SmsAdmin.Core.Delivery.Explanations;

namespace SmsAdmin.Tests.Delivery.Explanations;

/// <summary>What holds for each explanation, whatever the cause.</summary>
public sealed partial class EveryExplanationTests
{
    [Fact]
    public void Each_says_what_happened_why_what_to_do_and_whether_to_send_again()
    {
        Assert.All(Cases.AllTold, told =>
        {
            Assert.All([told.Headline, told.WhatHappened, told.Why, told.WhatToDo, told.SendAgain], text => Assert.False(string.IsNullOrWhiteSpace(text), told.Headline));
            Assert.All([told.WhatHappened, told.Why, told.WhatToDo, told.SendAgain], text => Assert.Matches(WholeSentence(), text));
            Assert.DoesNotMatch(@"\.$", told.Headline);
        });
    }

    [Fact]
    public void Each_next_step_names_the_plan_and_where_it_lives() =>
        Assert.All(Cases.AllTold, told =>
        {
            Assert.Contains("Acme EU", told.WhatToDo, StringComparison.Ordinal);
            Assert.Contains("region eu", told.WhatToDo, StringComparison.Ordinal);
        });

    [Fact]
    public void Each_next_step_names_the_sender() =>
        Assert.All(Cases.AllTold, told => Assert.Contains(Cases.SenderShown, told.WhatToDo, StringComparison.Ordinal));

    [Fact]
    public void None_holds_the_recipients_number()
    {
        Assert.All(Cases.AllTold, told =>
        {
            var digits = NoDigits().Replace(told.Whole(), "");
            Assert.DoesNotContain("7700900123", digits, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_number_is_shown_whole_only_where_the_caller_gives_it_so()
    {
        var facts = Cases.Ended(Core.Words.MessageState.Failed, 150);
        Assert.Contains("+44 7700 ••••23", Explainer.Explain(facts).WhatToDo, StringComparison.Ordinal);
        Assert.Contains("+44 7700 900123", Explainer.Explain(facts with { ShownNumber = facts.To.International }).WhatToDo, StringComparison.Ordinal);
    }

    [Fact]
    public void The_voice_is_plain_and_calm() =>
        Assert.All(Cases.AllTold, told => Assert.DoesNotMatch(Forbidden(), told.Whole()));

    [Fact]
    public void No_sentence_has_a_seam() =>
        Assert.All(Cases.AllTold, told => Assert.DoesNotMatch(Seam(), told.Whole().Replace("${name}", "name", StringComparison.Ordinal).Replace("${…}", "name", StringComparison.Ordinal)));

    [Fact]
    public void A_bad_one_always_has_a_mend() =>
        Assert.All(Cases.AllTold.Where(told => told.Tone == ExplanationTone.Bad), told =>
            Assert.False(told.WhatToDo.StartsWith("Nothing.", StringComparison.Ordinal) && told.Next.Kind != NextStepKind.None, told.WhatToDo));

    [Fact]
    public void A_step_has_a_label_and_leads_somewhere_or_copies_a_request() =>
        Assert.All(Cases.AllTold.Where(told => told.Next.Kind != NextStepKind.None), told =>
        {
            Assert.NotEmpty(told.Next.Label);
            if (told.Next.Kind == NextStepKind.AskSinch) Assert.Null(told.Next.Href);
            else Assert.Matches("^[/#]", told.Next.Href);
        });

    [Fact]
    public void Each_kind_of_step_has_a_label_of_its_own()
    {
        var labels = Enum.GetValues<NextStepKind>().Select(kind => NextStep.Of(kind).Label).ToList();
        Assert.Equal(labels.Count, labels.Distinct().Count());
    }

    [Fact]
    public void Nothing_is_sent_again_by_hand_while_it_is_on_its_way() =>
        Assert.All(Cases.All.Where(facts => !Core.Words.MessageStates.IsFinal(facts.State)), facts => Assert.False(Explainer.Explain(facts).CanSendAgain));

    [Fact]
    public void A_sandbox_plan_says_that_it_is_the_sandbox()
    {
        Assert.All(Cases.All, facts =>
            Assert.Contains("sandbox", Explainer.Explain(facts with { Plan = facts.Plan with { IsSandbox = true } }).WhatHappened, StringComparison.Ordinal));
        Assert.All(Cases.All, facts => Assert.DoesNotContain("sandbox", Explainer.Explain(facts).WhatHappened, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^[A-Z0-9].*[.]$", RegexOptions.Singleline)]
    private static partial Regex WholeSentence();

    [GeneratedRegex(@"[^0-9\n]")]
    private static partial Regex NoDigits();

    [GeneratedRegex(@"!|\b(please|sorry|oops|successfully|success|whoops|unfortunately|invalid request|authentication failure)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Forbidden();

    // What is left when a phrase is empty: two blanks, a blank before a stop, two stops, an unfilled place.
    [GeneratedRegex(@"  | [.,;:]|\.\.|,,|\{|\}|\(\)| of \.| to \.")]
    private static partial Regex Seam();
}
