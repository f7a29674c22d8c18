using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Layout;

namespace SmsAdmin.Tests.Components;

public sealed class ThemeFormTests : ComponentTest
{
    private readonly List<string> _chosen = [];

    public ThemeFormTests() => Page.Services.AddSingleton<AntiforgeryStateProvider, OneToken>();

    [Fact]
    public void Without_a_circuit_the_choice_is_a_form_that_posts_itself()
    {
        var form = Draw("dark", interactive: false).Find("form");

        Assert.Equal(("post", "/account/theme"), (form.GetAttribute("method"), form.GetAttribute("action")));
        Assert.Equal("dark", form.QuerySelector("input[name=theme]")!.GetAttribute("value"));
        Assert.Equal("/messages?day=today", form.QuerySelector("input[name=returnUrl]")!.GetAttribute("value"));
        Assert.Equal("token", form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task With_a_circuit_the_theme_changes_at_once()
    {
        await Draw("dark", interactive: true).Find("form").SubmitAsync();

        Assert.Equal(["dark"], _chosen);
    }

    [Fact]
    public async Task The_systems_theme_always_goes_by_post_because_only_a_request_brings_the_browsers_word()
    {
        await Draw("system", interactive: true).Find("form").SubmitAsync();

        Assert.Empty(_chosen);
    }

    private IRenderedComponent<ThemeForm> Draw(string theme, bool interactive)
    {
        Page.Renderer.SetRendererInfo(new RendererInfo(interactive ? "Server" : "Static", interactive));
        return Page.Render<ThemeForm>(p => p
            .Add(c => c.Theme, theme)
            .Add(c => c.ReturnUrl, "/messages?day=today")
            .Add(c => c.OnTheme, EventCallback.Factory.Create<string>(this, _chosen.Add))
            .AddChildContent("Dark"));
    }

    private sealed class OneToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken GetAntiforgeryToken() => new("token", "__RequestVerificationToken");
    }
}
