using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Data;

[NamesItsEngine]
public sealed class KeyRingWrapTests
{
    private const string Anywhere = "ConnectionStrings:Postgres=Host=127.0.0.1";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_anything_that_closes_the_ring_it_does_not_start_and_says_how_to_make_it()
    {
        var says = await RefusalAsync(Anywhere);
        Assert.Contains("KeyRing:MasterKey ", says, StringComparison.Ordinal);
        Assert.Contains("KeyRing:MasterKeyFile", says, StringComparison.Ordinal);
        Assert.Contains("KeyRing:Certificate", says, StringComparison.Ordinal);
        Assert.Contains("openssl rand -base64 32", says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("KeyRing:MasterKey=c2hvcnQ=", "KeyRing:MasterKey is not 32 bytes")]
    [InlineData("KeyRing:MasterKey=not base64", "KeyRing:MasterKey is not 32 bytes")]
    [InlineData("KeyRing:MasterKeyFile=nowhere", "KeyRing:MasterKeyFile cannot be read")]
    [InlineData("KeyRing:Certificate=nowhere.pfx", "KeyRing:Certificate cannot be opened")]
    public async Task What_cannot_close_the_ring_is_named_with_its_key(string setting, string says) =>
        Assert.Contains(says, await RefusalAsync(Anywhere, setting), StringComparison.Ordinal);

    [Fact]
    public async Task Two_that_would_close_it_are_one_too_many() =>
        Assert.Contains("KeyRing:MasterKey and KeyRing:MasterKeyFile", await RefusalAsync(Anywhere, "KeyRing:MasterKey=x", "KeyRing:MasterKeyFile=y"), StringComparison.Ordinal);

    [Fact]
    public async Task A_key_in_the_database_is_closed_by_the_master_key()
    {
        await using var rooms = await TestRooms.StartAsync(engine: Engine.Postgres);
        var ring = Assert.Single(await RingAsync(rooms));
        Assert.Contains("closedByMasterKey", ring.Xml, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", ring.Xml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_closes_the_ring_and_opens_it_after_a_restart()
    {
        var place = Directory.CreateTempSubdirectory("smsadmin-certificate-");
        string[] settings = ["KeyRing:MasterKeyFile=", $"KeyRing:Certificate={Pfx(place, "secret")}", "KeyRing:CertificatePassword=secret"];
        var rooms = await TestRooms.StartAsync(settings: settings, engine: Engine.Postgres);
        var closed = rooms.Get<TextVault>().Close("Your parcel is here");
        var ring = Assert.Single(await RingAsync(rooms));
        Assert.Contains("EncryptedData", ring.Xml, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", ring.Xml, StringComparison.Ordinal);

        await using var again = await TestRooms.StartAsync(settings: settings, directory: await rooms.StopAsync(), engine: Engine.Postgres);

        Assert.Equal("Your parcel is here", again.Get<TextVault>().Open(closed));
        Assert.Single(await RingAsync(again));
        place.Delete(recursive: true);
    }

    [Fact]
    public void A_master_key_opens_what_it_closed_and_nothing_else()
    {
        var master = new MasterKey(RandomNumberGenerator.GetBytes(MasterKey.Size));
        byte[] plain = [1, 2, 3];
        var closed = master.Close(plain);
        Assert.Equal(plain, master.Open(closed));
        Assert.NotEqual(closed, master.Close(plain));

        var other = new MasterKey(RandomNumberGenerator.GetBytes(MasterKey.Size));
        Assert.NotEqual(master.Mark, other.Mark);
        Assert.ThrowsAny<CryptographicException>(() => other.Open(closed));
        closed[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => master.Open(closed));
        Assert.ThrowsAny<CryptographicException>(() => master.Open([1, 2, 3]));
    }

    private static async Task<string> RefusalAsync(params string[] settings) =>
        (await Assert.ThrowsAsync<InvalidOperationException>(() => TestRooms.StartAsync(settings: settings, engine: Engine.Sqlite))).Message;

    private static Task<List<RingElement>> RingAsync(TestRooms rooms) => rooms.LookAsync(db => ((PostgresDb)db).KeyRing.ToListAsync(Ct));

    internal static string Pfx(DirectoryInfo place, string password)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=SmsAdmin", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var file = Path.Combine(place.FullName, "ring.pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, password));
        return file;
    }
}
