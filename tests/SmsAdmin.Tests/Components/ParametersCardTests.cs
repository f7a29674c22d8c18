using Bunit;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Pages.Odoo;

namespace SmsAdmin.Tests.Components;

public sealed class ParametersCardTests : ComponentTest
{
    [Fact]
    public void Whose_change_in_Odoo_made_the_difference_is_named_for_it()
    {
        var says = Says(changedBefore: TimeSpan.Zero);

        Assert.Contains("Erik Sand changed it in Odoo.", says, StringComparison.Ordinal);
        Assert.DoesNotContain("Last changed there by", says, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_it_was_ours_that_changed_nobody_in_Odoo_is_blamed_and_the_last_change_there_has_its_time()
    {
        var says = Says(changedBefore: TimeSpan.FromDays(2));

        Assert.DoesNotContain("changed it in Odoo", says, StringComparison.Ordinal);
        Assert.Contains("Last changed there by Erik Sand, 21 Nov", says, StringComparison.Ordinal);
    }

    private string Says(TimeSpan changedBefore)
    {
        var since = Clock.GetUtcNow();
        var row = new ParameterRow("sinch.from_number", false, "+12015550177", "+12015550199", false, since, "Erik Sand", since - changedBefore);
        var table = new ParameterTable("Acme US", false, since, [row], null);
        return Page.Render<ParametersCard>(card => card.Add(c => c.Table, table).Add(c => c.Desk, new ParameterDesk())).Find(".note").TextContent;
    }
}
