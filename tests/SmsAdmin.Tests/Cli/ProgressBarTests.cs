using SmsAdmin.Web.Cli;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Tests.Cli;

public sealed class ProgressBarTests
{
    [Fact]
    public async Task Who_watches_sees_a_bar_fill_on_one_line()
    {
        using var screen = new StringWriter();
        var bar = new ProgressBar(screen, isTerminal: true);
        bar.Report(new MoveProgress("MessageEvents", false, 1_000, 4_000));
        bar.Report(new MoveProgress("Usage", true, 4_000, 4_000));
        await bar.EndAsync();

        var drawn = screen.ToString().TrimEnd('\n').Split('\r', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, drawn.Length);
        Assert.Equal("[#######.......................]  25 %  1,000 of 4,000 rows  MessageEvents", drawn[0]);
        Assert.Equal("[##############################] 100 %  4,000 of 4,000 rows  Usage", drawn[1].TrimEnd());
        Assert.Equal(drawn[0].Length, drawn[1].Length);
    }
}
