using SmsAdmin.Core.Odoo;

namespace SmsAdmin.Tests.Odoo;

public sealed class CodeRuleTests
{
    [Theory]
    [InlineData("Your code is 483920.")]
    [InlineData("483920 is your Acme verification code. It is valid for 5 minutes.")]
    [InlineData("G-483920 is your verification code.")]
    [InlineData("Your one-time password: 4839 2011")]
    [InlineData("OTP 483-920, never share it")]
    [InlineData("PIN: 4839")]
    [InlineData("Ihr Bestätigungscode lautet 483920")]
    [InlineData("Votre code de vérification est 483 920")]
    [InlineData("Tu código es 483920")]
    [InlineData("Din engångskod är 483920")]
    [InlineData("Ваш код 483920")]
    [InlineData("您的验证码：483920")]
    [InlineData("Welcome back.\n\n@acme.example #483920")]
    public void A_text_with_a_word_for_a_code_and_one_number_carries_a_code(string text) => Assert.True(CodeRule.CarriesCode(text));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("Your order 4711 is on its way.")]
    [InlineData("483920")]
    [InlineData("Your code was changed.")]
    [InlineData("Use code 202611 for 20 % off until Sunday")]
    [InlineData("Voucher code 48392011: show it at the till")]
    [InlineData("Your verification is on 24.12.2026 at 13:45")]
    [InlineData("Verification of your payment of 4839.20 EUR")]
    [InlineData("Your code is 483920 or 112233")]
    [InlineData("Call +46701740605 with your code")]
    [InlineData("Open https://acme.example/verify/483920 to verify")]
    [InlineData("Your postal code 90210 is not in our area")]
    public void Other_texts_do_not(string? text) => Assert.False(CodeRule.CarriesCode(text));

    [Fact]
    public void A_text_of_more_than_one_sms_carries_no_code() => Assert.False(CodeRule.CarriesCode($"Your code is 483920. {new string('x', 160)}"));

    /// <summary>Those that docs/odoo-sms.md names: they are taken for codes and are none.</summary>
    [Theory]
    [InlineData("The door code is 4839, see you tonight.")]
    [InlineData("Your parcel waits at the locker. Pickup code: 483920")]
    [InlineData("Please verify invoice 20261123.")]
    public void What_is_wrongly_taken_for_a_code_is_named(string text) => Assert.True(CodeRule.CarriesCode(text));
}
