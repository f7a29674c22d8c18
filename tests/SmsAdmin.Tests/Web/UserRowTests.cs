using Bunit;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Pages.People;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Tests.Web;

public sealed class UserRowTests : ComponentTest
{
    private UserRow User => new(
        Guid.NewGuid(), "bo@example.com", "Bo Ek", Roles.Support, Clock.GetUtcNow(), LastSignInAt: null, DisabledAt: null, LockedUntil: null, MustChangePassword: false);

    [Fact]
    public void A_refused_role_stands_below_the_row_and_the_choice_falls_back()
    {
        string? asked = null;
        var row = Row(User, parameters => parameters.Add(view => view.Fault, "This is the only administrator.").Add(view => view.OnRole, role => asked = role));

        row.Find("select").Change(Roles.Operator);

        Assert.Equal(Roles.Operator, asked);
        Assert.Equal(Roles.Support, row.Find("select").GetAttribute("value"));
        var fault = row.Find("[role=alert]");
        Assert.Contains("only administrator", fault.TextContent, StringComparison.Ordinal);
        Assert.Equal(fault.Id, row.Find("select").GetAttribute("aria-describedby"));
    }

    [Theory]
    [InlineData(false, "Active", "Reset password, Disable")]
    [InlineData(true, "Active", "Reset password")]
    public void Nobody_is_offered_to_disable_themselves(bool isOwn, string state, string offers) =>
        AssertShows(Row(User, parameters => parameters.Add(view => view.IsOwn, isOwn)), state, offers);

    [Fact]
    public void The_state_says_why_somebody_cannot_sign_in()
    {
        AssertShows(Row(User with { DisabledAt = Clock.GetUtcNow() }), "Disabled", "Reset password, Enable");
        AssertShows(Row(User with { LockedUntil = Clock.GetUtcNow().AddMinutes(9) }), "Locked until 13:41:06", "Reset password, Unlock, Disable");
        AssertShows(Row(User with { LockedUntil = Clock.GetUtcNow().AddMinutes(-1) }), "Active", "Reset password, Disable");
        AssertShows(Row(User with { MustChangePassword = true }), "Has to choose a password", "Reset password, Disable");
    }

    private IRenderedComponent<UserRowView> Row(UserRow user, Action<ComponentParameterCollectionBuilder<UserRowView>>? more = null) => Page.Render<UserRowView>(parameters =>
    {
        parameters.AddCascadingValue(new ViewerZone(TimeZoneInfo.Utc, Clock)).Add(view => view.User, user);
        more?.Invoke(parameters);
    });

    private static void AssertShows(IRenderedComponent<UserRowView> row, string state, string offers)
    {
        Assert.Equal(state, row.Find(".st").TextContent);
        Assert.Equal(offers, string.Join(", ", row.FindAll(".actions > *").Select(offer => offer.TextContent)));
    }
}
