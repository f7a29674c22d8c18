using System.Text.Json;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Words;

public sealed class SecretTests
{
    private const string Token = "f0e1d2c3b4a59f3b";

    [Fact]
    public void A_secret_prints_and_serialises_as_three_stars()
    {
        var secret = new Secret(Token);

        Assert.Equal("***", secret.ToString());
        Assert.Equal("\"***\"", JsonSerializer.Serialize(secret));
        Assert.DoesNotContain(Token, JsonSerializer.Serialize(new { Plan = "Acme", Token = secret }));
        Assert.Equal(Token, secret.Reveal());
    }

    [Fact]
    public void A_secret_is_not_read_from_JSON() =>
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<Secret>("\"token\""));

    [Fact]
    public void Secrets_are_equal_by_value()
    {
        Assert.Equal(new Secret(Token), new Secret(Token));
        Assert.Equal(new Secret(Token).GetHashCode(), new Secret(Token).GetHashCode());
        Assert.NotEqual(new Secret(Token), new Secret(Token.ToUpperInvariant()));
        Assert.NotEqual(new Secret(Token), new Secret(Token + "0"));
        Assert.False(new Secret(Token).Equals(null));
    }

    [Theory]
    [InlineData(Token, "9f3b")]
    [InlineData("token-us", "n-us")]
    [InlineData("1234567", "")]
    public void The_last_four_are_shown_unless_they_give_too_much_away(string value, string expected) =>
        Assert.Equal(expected, new Secret(value).LastFour);

    [Fact]
    public void An_empty_secret_cannot_be_made() => Assert.Throws<ArgumentException>(() => new Secret(""));
}
