using SmsAdmin.Core.Otp;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Otp;

public sealed class TemplateTests : IAsyncLifetime
{
    private OtpDesk _desk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Templates Templates => _desk.Rooms.Get<Templates>();

    public async ValueTask InitializeAsync() => _desk = await OtpDesk.OpenAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public void Every_standard_text_is_one_part_and_is_read_by_phones()
    {
        foreach (var template in StandardTemplates.All)
        {
            Assert.Null(Template.FaultOf(template.Text));
            var measure = Template.Measure(template.Text, new OtpPolicy(), withDomain: true);
            Assert.True(measure is { Parts: 1, Encoding: SmsEncoding.Gsm7 }, $"{template.Locale}: {measure}");
            var text = template.Write("123456", "Acme", TimeSpan.FromMinutes(5), "shop.example.com");
            Assert.Equal(("shop.example.com", "123456"), OriginBound.Parse(text));
            Assert.EndsWith("\n\n@shop.example.com #123456", text, StringComparison.Ordinal);
            Assert.DoesNotContain('@', template.Write("123456", "Acme", TimeSpan.FromMinutes(5), null));
        }
    }

    [Theory]
    [InlineData("Hello\n\n@example.com #747723", "example.com", "747723")]
    [InlineData("@example.com #747723", "example.com", "747723")]
    [InlineData("Hello\r\n@example.com #747723 %ecommerce.example", "example.com", "747723")]
    [InlineData("@example.com #747723 trailing", "example.com", "747723")]
    [InlineData("something @example.com #747723", null, null)]
    [InlineData("#747723 %ecommerce.example @example.com", null, null)]
    [InlineData("@example.com code #747723", null, null)]
    [InlineData("@example.com  #747723", null, null)]
    [InlineData("@example.com #747723\n", null, null)]
    [InlineData("@ #747723", null, null)]
    [InlineData("@example.com #", null, null)]
    [InlineData("", null, null)]
    public void The_last_line_is_read_as_the_specification_says(string text, string? host, string? code) =>
        Assert.Equal(host is null ? null : (host, code!), OriginBound.Parse(text));

    [Theory]
    [InlineData("Your code is {code}.", "last line")]
    [InlineData("Your code is {code}.\n\n@{domain} {code}", "last line")]
    [InlineData("Your code is {code}.\n\nUse it: @{domain} #{code}", "last line")]
    [InlineData("Your code is {code}.\n\n@{domain} #{code}\nBye", "last line")]
    [InlineData("Your code is {code}.\n\n@{app} #{code}", "last line")]
    [InlineData("Your code is {code}.\n\n@{domain} #12{code}", "last line")]
    [InlineData("Your code.\n\n@{domain} #{code}", "above the last line")]
    [InlineData("{code} {name}\n\n@{domain} #{code}", "no {name}")]
    [InlineData("{code} for {domain}\n\n@{domain} #{code}", "last line alone")]
    [InlineData("${code} {code}\n\n@{domain} #{code}", "parameter")]
    [InlineData("", "Write the text")]
    public async Task A_text_that_phones_would_not_read_is_refused_and_nothing_is_stored(string text, string says)
    {
        var refused = Assert.IsType<TemplateOutcome.Invalid>(await Templates.SaveAsync("en", "", text, TestRooms.Anna, Ct));

        Assert.Contains(says, Assert.Single(refused.Faults).Says, StringComparison.Ordinal);
        Assert.Empty(await Templates.VersionsAsync("en", "", Ct));
    }

    [Fact]
    public async Task The_text_is_the_nearest_to_language_and_purpose_and_each_change_is_a_version_in_the_audit()
    {
        await SaveAsync("sv", "", "Koden är {code}\n@{domain} #{code}");
        await SaveAsync("sv", "sign-in", "Logga in hos {app} med {code}\n@{domain} #{code}");
        await SaveAsync("sv", "sign-in", "Logga in på {app} med {code}\n@{domain} #{code}");

        Assert.StartsWith("Logga in på Acme US med", await SentAsync("sv-SE", "sign-in"), StringComparison.Ordinal);
        Assert.StartsWith("Koden är", await SentAsync("sv", "payment"), StringComparison.Ordinal);
        Assert.Contains("ist Ihr Code", await SentAsync("de-AT", "address"), StringComparison.Ordinal);
        Assert.Contains("is your Acme US code", await SentAsync("pl", "number"), StringComparison.Ordinal);

        Assert.Equal([2, 1], (await Templates.VersionsAsync("sv", "sign-in", Ct)).Select(version => version.Version));
        Assert.Equal(3, await _desk.Rooms.LookAsync(db => Task.FromResult(db.Audit.Count(entry => entry.Action == "otp.template-changed"))));
        Assert.IsType<TemplateOutcome.Saved>(await Templates.SaveAsync("sv", "", null, TestRooms.Anna, Ct));
        Assert.Contains("är din kod till", (await Templates.ListAsync(Ct)).Single(t => t is { Locale: "sv", Purpose: "" }).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_app_is_called_is_never_taken_for_a_field()
    {
        var text = Template.Write("{code} {app}\n@{domain} #{code}", "123456", "{domain} {code}", TimeSpan.FromMinutes(5), "example.com");
        Assert.Equal("123456 {domain} {code}\n@example.com #123456", text);
    }

    private async Task SaveAsync(string locale, string purpose, string text) =>
        Assert.IsType<TemplateOutcome.Saved>(await Templates.SaveAsync(locale, purpose, text, TestRooms.Anna, Ct));

    private async Task<string> SentAsync(string locale, string purpose)
    {
        var sent = Assert.IsType<CodeOutcome.Sent>(await _desk.AskAsync(purpose: purpose, with: request => request with { Locale = locale }));
        return await _desk.TextAsync(sent.MessageId);
    }
}
