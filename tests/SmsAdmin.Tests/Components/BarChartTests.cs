using Bunit;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Tests.Components;

public sealed class BarChartTests : ComponentTest
{
    [Theory]
    [InlineData(0, 30)]
    [InlineData(1, 3)]
    [InlineData(30, 30)]
    [InlineData(31, 60)]
    [InlineData(587, 600)]
    [InlineData(601, 900)]
    public void The_scale_holds_the_highest_bar_and_has_round_thirds(int highest, int top) =>
        Assert.Equal(top, ChartScale.Of([new ChartBar("00:00", highest, 0, 0)]).Top);

    [Fact]
    public void The_scale_also_holds_the_week_before() =>
        Assert.Equal(60, ChartScale.Of([new ChartBar("00:00", 1, 0, 0, Before: 55)]).Top);

    [Fact]
    public void What_is_not_delivered_stands_on_top_of_the_rest()
    {
        var chart = Draw(new ChartBar("14:00", 10, 15, 5));

        var blocks = chart.FindAll("rect");
        Assert.Equal(["f-ok", "f-soft", "f-bad"], blocks.Select(block => block.ClassName));
        Assert.Equal(["66.67", "16.67", "0"], blocks.Select(block => block.GetAttribute("y")));
        Assert.Equal(["33.33", "50", "16.67"], blocks.Select(block => block.GetAttribute("height")));
    }

    [Fact]
    public void The_same_figures_are_in_a_table_behind_one_click()
    {
        var cells = Draw(new ChartBar("14:00", 1200, 15, 5)).Find("details table tbody tr").Children;

        Assert.Equal(["14:00", "1,200", "15", "5"], cells.Select(cell => cell.TextContent));
    }

    [Fact]
    public void An_empty_chart_keeps_its_axes()
    {
        var chart = Draw(new ChartBar("00:00", 0, 0, 0));

        Assert.Equal(["0", "10", "20", "30"], chart.FindAll(".y").Select(label => label.TextContent));
        Assert.Empty(chart.FindAll("rect"));
    }

    private IRenderedComponent<BarChart> Draw(params ChartBar[] bars) =>
        Page.Render<BarChart>(p => p.Add(c => c.Bars, bars).Add(c => c.Summary, "Messages by hour"));
}
