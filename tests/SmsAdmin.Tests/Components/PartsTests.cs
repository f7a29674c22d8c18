using Bunit;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Tests.Components;

public sealed class PartsTests : ComponentTest
{
    [Theory]
    [InlineData(Tone.Bad, "alert")]
    [InlineData(Tone.Warn, "status")]
    [InlineData(Tone.Ok, "status")]
    public void Only_a_fault_interrupts_the_listener(Tone tone, string role)
    {
        var note = Page.Render<Notice>(p => p.Add(c => c.Tone, tone).Add(c => c.Title, "Token rotated").AddChildContent("Read back.")).Find(".note");

        Assert.Equal(role, note.GetAttribute("role"));
        Assert.Contains(tone.Css(), note.ClassList);
        Assert.Equal("Token rotated", note.QuerySelector("h2")!.TextContent);
        Assert.Equal("Read back.", note.QuerySelector("p")!.TextContent);
        Assert.Null(note.QuerySelector(".actions"));
    }

    [Fact]
    public void A_pager_goes_by_address_and_shows_where_it_ends()
    {
        var pager = Page.Render<KeysetPager>(p => p.Add(c => c.NewerHref, null).Add(c => c.OlderHref, "/messages?before=abc"));

        var newer = pager.Find("[aria-disabled=true]");
        Assert.Equal("Newer", newer.TextContent);
        Assert.False(newer.HasAttribute("href"));
        Assert.Equal("/messages?before=abc", pager.Find("a[rel=next]").GetAttribute("href"));
    }

    [Fact]
    public void A_pager_of_one_page_has_nothing_to_press() =>
        Assert.Empty(Page.Render<KeysetPager>(p => p.Add(c => c.NewerHref, null).Add(c => c.OlderHref, null)).FindAll(".btn"));

    [Theory]
    [InlineData("Ask about +46 70 174 06 05, not about +1 201-•••-••00.", "+46 70 174 06 05|+1 201-•••-••00")]
    [InlineData("United States (+1) and 2 + 3", "")]
    [InlineData("", "")]
    public void A_number_in_a_sentence_does_not_break_and_no_letter_is_lost(string text, string unbroken)
    {
        var sentence = Page.Render(builder =>
        {
            builder.OpenElement(0, "p");
            builder.OpenComponent<Sentence>(1);
            builder.AddComponentParameter(2, nameof(Sentence.Text), text);
            builder.CloseComponent();
            builder.CloseElement();
        });

        Assert.Equal(text, sentence.Find("p").TextContent);
        Assert.Equal(unbroken, string.Join('|', sentence.FindAll(".nowrap").Select(number => number.TextContent)));
    }

    [Fact]
    public void A_set_filter_is_a_link_that_takes_it_away()
    {
        var chip = Page.Render<FilterChip>(p => p.Add(c => c.Label, "Plan").Add(c => c.Value, "Acme EU").Add(c => c.ClearHref, "/messages")).Find("a.chip.on");

        Assert.Equal("/messages", chip.GetAttribute("href"));
        Assert.Equal("Remove the filter Plan: Acme EU", chip.GetAttribute("aria-label"));
    }

    [Fact]
    public void A_filter_that_is_not_set_opens_its_own_choices()
    {
        var chip = Page.Render<FilterChip>(p => p.Add(c => c.Label, "Delivery code").AddChildContent("<a class=\"item\" href=\"?code=412\">412</a>"));

        var target = chip.Find("button.chip").GetAttribute("popovertarget");
        Assert.Equal("?code=412", chip.Find($"#{target}[popover] a").GetAttribute("href"));
    }

    [Fact]
    public void A_copy_chip_shows_the_short_id_and_copies_the_whole()
    {
        var chip = Page.Render<CopyChip>(p => p.Add(c => c.Value, "4f1c07d2b9e34a6fa07e").Add(c => c.Short, "4f1c…a07e").Add(c => c.What, "batch id")).Find("button");

        Assert.Equal("4f1c…a07e", chip.QuerySelector("span")!.TextContent);
        Assert.Equal("4f1c07d2b9e34a6fa07e", chip.GetAttribute("data-copy"));
        Assert.Equal("Copied batch id", chip.GetAttribute("data-copied"));
    }

    [Fact]
    public void A_meter_never_runs_over_and_says_its_figure_aloud()
    {
        var meter = Page.Render<Meter>(p => p.Add(c => c.Label, "Today").Add(c => c.Figure, "5,100 of 5,000").Add(c => c.Share, 1.02)).Find("[role=meter]");

        Assert.Equal("100", meter.GetAttribute("aria-valuenow"));
        Assert.Equal("5,100 of 5,000", meter.GetAttribute("aria-valuetext"));
    }

    [Fact]
    public void A_job_of_nothing_is_drawn_without_dividing_by_it()
    {
        var job = Page.Render<ProgressJob>(p => p.Add(c => c.Title, "Exporting").Add(c => c.Done, 0).Add(c => c.Total, 0).Add(c => c.Unit, "rows"));

        Assert.Equal("width:0%", job.Find(".meter i").GetAttribute("style"));
        Assert.Empty(job.FindAll("button"));
    }

    [Fact]
    public void A_timeline_item_shows_how_long_after_the_one_before_and_the_first_says_start()
    {
        var at = Clock.GetUtcNow();
        var first = Page.Render<TimelineItem>(p => p.Add(c => c.Title, "Asked").Add(c => c.Icon, "").Add(c => c.At, at));
        var second = Page.Render<TimelineItem>(p => p.Add(c => c.Title, "Accepted").Add(c => c.Icon, "").Add(c => c.At, at.AddMilliseconds(262)).Add(c => c.Since, at));

        Assert.Equal("start", first.Find("small").TextContent);
        Assert.Equal("+0.26\u00A0s", second.Find("small").TextContent);
    }

    [Fact]
    public void An_explanation_leaves_out_what_nobody_knows()
    {
        var panel = Page.Render<ExplainPanel>(p => p.Add(c => c.Title, "Not delivered").Add(c => c.Tone, Tone.Bad).Add(c => c.Why, "The country is closed."));

        Assert.Equal(["Why"], panel.FindAll("dt").Select(dt => dt.TextContent));
        Assert.Empty(panel.FindAll(".actions"));
    }
}
