using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Trials.Kills;

[NamesItsEngine]
public sealed class TwoInstancesTrials : KillTrial
{
    [Fact]
    public Task Of_two_instances_on_one_database_either_can_be_killed_and_nothing_is_lost_or_sent_twice() => TryAsync(instances: 2, Engine.Postgres);
}
