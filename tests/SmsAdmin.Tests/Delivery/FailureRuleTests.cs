using SmsAdmin.Core.Delivery;

namespace SmsAdmin.Tests.Delivery;

public sealed class FailureRuleTests
{
    [Theory]
    // Too few ended to say anything.
    [InlineData(19, 19, 1000, 0, false)]
    [InlineData(20, 20, 1000, 0, true)]
    // Usually 1 in 100: from 6 in 100.
    [InlineData(100, 5, 1000, 10, false)]
    [InlineData(100, 6, 1000, 10, true)]
    // Usually none: from 5 in 100.
    [InlineData(100, 4, 1000, 0, false)]
    [InlineData(100, 5, 1000, 0, true)]
    // Usually 20 in 100: from twice as much.
    [InlineData(100, 39, 1000, 200, false)]
    [InlineData(100, 40, 1000, 200, true)]
    // Usually 60 in 100, which cannot double: from half of the rest.
    [InlineData(100, 79, 1000, 600, false)]
    [InlineData(100, 80, 1000, 600, true)]
    // Nothing is usual yet: one in twenty is held to be.
    [InlineData(100, 9, 19, 0, false)]
    [InlineData(100, 10, 19, 19, true)]
    [InlineData(100, 10, 0, 0, true)]
    public void More_than_usual_is_what_the_rule_says(int ended, int failed, int endedBefore, int failedBefore, bool isAbove) =>
        Assert.Equal(isAbove, FailureRule.IsAbove(new Ended(ended, failed), new Ended(endedBefore, failedBefore)));
}
