using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Trials.Kills;

[NamesItsEngine]
public sealed class OneInstanceTrials : KillTrial
{
    [Fact]
    public Task Killed_again_and_again_it_loses_nothing_and_sends_nothing_twice() => TryAsync(instances: 1, Engine.Sqlite);
}
