using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Messaging;

namespace SmsAdmin.Tests.Messaging;

public sealed class TextVaultTests
{
    private const string Text = "Your parcel is here, 18:00 – žluťoučký 🐎";

    private readonly FakeTimeProvider _clock = new();
    private readonly EphemeralDataProtectionProvider _ring = new();

    [Fact]
    public void A_text_is_opened_by_another_process_with_the_same_ring_and_by_no_other_ring()
    {
        var closed = Vault(_ring).Close(Text);

        Assert.Equal(Text, Vault(_ring).Open(closed));
        Assert.ThrowsAny<CryptographicException>(() => Vault(new EphemeralDataProtectionProvider()).Open(closed));
    }

    [Fact]
    public void The_same_text_is_never_closed_alike()
    {
        var vault = Vault(_ring);
        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => Convert.ToHexString(vault.Close(Text))).Distinct().Count());
    }

    [Fact]
    public void Each_hour_has_a_data_key_of_its_own_and_all_of_them_open()
    {
        var vault = Vault(_ring);
        var (first, second) = (vault.Close(Text), vault.Close(Text));
        _clock.Advance(TimeSpan.FromHours(1));
        var later = vault.Close(Text);

        Assert.Equal(DataKey(first), DataKey(second));
        Assert.NotEqual(DataKey(first), DataKey(later));
        Assert.All([first, second, later], closed => Assert.Equal(Text, vault.Open(closed)));
    }

    [Fact]
    public void What_the_ring_closed_itself_in_earlier_versions_still_opens()
    {
        var earlier = _ring.CreateProtector("SmsAdmin.Message.Text.v1").Protect("Hello"u8.ToArray());
        Assert.Equal("Hello", Vault(_ring).Open(earlier));
    }

    [Fact]
    public void Not_one_changed_or_missing_byte_passes()
    {
        var vault = Vault(_ring);
        var closed = vault.Close(Text);
        for (var at = 0; at < closed.Length; at++)
        {
            closed[at] ^= 0x20;
            Assert.ThrowsAny<CryptographicException>(() => vault.Open(closed));
            closed[at] ^= 0x20;
            Assert.ThrowsAny<CryptographicException>(() => vault.Open(closed[..at]));
        }
    }

    [Fact]
    public void An_empty_text_stays_empty() => Assert.Equal("", Vault(_ring).Open(Vault(_ring).Close("")));

    private static string DataKey(byte[] closed) => Convert.ToHexString(closed.AsSpan(2, closed[1]));

    private TextVault Vault(IDataProtectionProvider ring) => new(ring, _clock);
}
