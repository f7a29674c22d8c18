using SmsAdmin.Core.Net;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.OdooRpc;
using SmsAdmin.Web.Components.Pages.Odoo;

namespace SmsAdmin.Tests.Web;

public sealed class OdooWordsTests
{
    private static readonly Uri Address = new("https://odoo.acme.example");

    public static TheoryData<OdooFailureKind> Kinds => [.. Enum.GetValues<OdooFailureKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_failure_has_a_name_of_its_own_says_what_happened_and_what_to_do(OdooFailureKind kind)
    {
        var trouble = OdooTrouble.Of(new OdooFailure(kind, Network: FailureKind.ConnectionRefused), Address, "acme");

        Assert.EndsWith(".", trouble.Says, StringComparison.Ordinal);
        Assert.EndsWith(".", trouble.Next, StringComparison.Ordinal);
        if (kind is not (OdooFailureKind.Refused or OdooFailureKind.NotUnderstood)) Assert.NotEqual("Refused", OdooWords.Name(trouble));
    }

    [Fact]
    public void No_two_failures_share_a_name()
    {
        var names = Enum.GetValues<OdooFailureKind>().Except([OdooFailureKind.NotUnderstood]).Select(kind => OdooWords.Name(OdooTrouble.Of(new OdooFailure(kind), Address, null))).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public void What_a_refused_sign_in_may_be_is_said_honestly()
    {
        var open = OdooTrouble.Of(new OdooFailure(OdooFailureKind.WrongLoginOrKey), Address, "acme");
        var certain = OdooTrouble.Of(new OdooFailure(OdooFailureKind.WrongLoginOrKey) { IsCertain = true }, Address, "acme");

        Assert.Contains("two-factor", open.Says, StringComparison.Ordinal);
        Assert.DoesNotContain("two-factor", certain.Says, StringComparison.Ordinal);
    }

    [Fact]
    public void A_success_that_is_none_is_told_as_it_is()
    {
        var server = new OdooServer("19.0", 19, 0, false);
        var module = new OdooModule("ipai_sms_gateway", "uninstallable", "18.0.1.0.0", null, null);

        Assert.Equal((false, "Odoo answered success, but ipai_sms_gateway is not installed"), Told(new OdooInstall.NotDone(module with { State = "uninstalled" }, null)));
        Assert.Equal((false, "Odoo will not install ipai_sms_gateway"), Told(new OdooInstall.CannotBe(module)));
        Assert.True(Told(new OdooInstall.WasInstalled(module)).IsDone);
        Assert.Contains("Written for Odoo 18, and this is 19.0.", ModuleWords.View("ipai_sms_gateway", module, server).Says, StringComparison.Ordinal);
        Assert.Equal(ModuleStanding.NotInTheList, ModuleWords.View("auth_totp_sms", null, server).Standing);
        Assert.Contains("auth_totp does", ModuleWords.View("auth_totp_sms", null, server).Says, StringComparison.Ordinal);

        (bool IsDone, string Title) Told(OdooInstall outcome)
        {
            var (isDone, title, _) = ModuleWords.Of("ipai_sms_gateway", outcome, failure => OdooTrouble.Of(failure, Address, null));
            return (isDone, title.Replace("  ", " ", StringComparison.Ordinal));
        }
    }
}
