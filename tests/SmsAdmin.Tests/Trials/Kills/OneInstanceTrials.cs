namespace SmsAdmin.Tests.Trials.Kills;

public sealed class OneInstanceTrials : KillTrial
{
    [Fact]
    public Task Killed_again_and_again_it_loses_nothing_and_sends_nothing_twice() => TryAsync(instances: 1);
}
