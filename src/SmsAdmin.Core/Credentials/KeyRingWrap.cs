using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;

namespace SmsAdmin.Core.Credentials;

/// <summary>What closes the shared key ring from outside the database: whoever has the database alone can open nothing.</summary>
/// <param name="Mark">Tells one wrap from another.</param>
public abstract record KeyRingWrap(string Mark)
{
    public const string CertificateKey = "KeyRing:Certificate";
    public const string CertificatePasswordKey = "KeyRing:CertificatePassword";
    public const string MasterKeyKey = "KeyRing:MasterKey";
    public const string MasterKeyFileKey = "KeyRing:MasterKeyFile";

    private const string HowToMake = "Make one with: openssl rand -base64 32";

    public sealed record ByMasterKey(MasterKey Master) : KeyRingWrap(Master.Mark);

    public sealed record ByCertificate(X509Certificate2 Certificate)
        // By its public key: a certificate renewed for the same key is the same wrap.
        : KeyRingWrap(Convert.ToHexStringLower(SHA256.HashData(Certificate.PublicKey.ExportSubjectPublicKeyInfo()).AsSpan(0, 8)));

    /// <summary>Reads the wrap that the configuration names. Relative paths begin at <paramref name="root"/>.</summary>
    /// <exception cref="InvalidOperationException">None is named, more than one, or one that cannot be used; the message names the keys.</exception>
    public static KeyRingWrap Read(IConfiguration configuration, string root)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var named = Named(configuration).ToList();
        if (named.Count == 0)
        {
            throw new InvalidOperationException(
                $"With PostgreSQL the key ring lies in the database, so it has to be closed from outside. Set {MasterKeyKey} (32 bytes in base64), "
                + $"{MasterKeyFileKey} (a file that holds them) or {CertificateKey} (a PFX file with its private key; {CertificatePasswordKey} opens it). {HowToMake}");
        }

        if (named.Count > 1) throw new InvalidOperationException($"{string.Join(" and ", named)} are set. One of them closes the key ring: leave the others out.");
        return named[0] switch
        {
            MasterKeyKey => new ByMasterKey(MasterFrom(configuration[MasterKeyKey]!, MasterKeyKey)),
            MasterKeyFileKey => new ByMasterKey(MasterFrom(FileText(Path.GetFullPath(configuration[MasterKeyFileKey]!, root)), MasterKeyFileKey)),
            _ => new ByCertificate(CertificateFrom(Path.GetFullPath(configuration[CertificateKey]!, root), configuration[CertificatePasswordKey])),
        };
    }

    /// <summary>The configuration key that names the wrap; empty where none does.</summary>
    public static string NamedBy(IConfiguration configuration) => Named(configuration).FirstOrDefault("");

    private static IEnumerable<string> Named(IConfiguration configuration) =>
        new[] { CertificateKey, MasterKeyKey, MasterKeyFileKey }.Where(key => !string.IsNullOrWhiteSpace(configuration[key]));

    private static MasterKey MasterFrom(string text, string key)
    {
        var bytes = new byte[MasterKey.Size + 1];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == MasterKey.Size
            ? new MasterKey(bytes[..length])
            : throw new InvalidOperationException($"{key} is not {MasterKey.Size} bytes in base64. {HowToMake}");
    }

    private static string FileText(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{MasterKeyFileKey} cannot be read: {fault.Message}", fault);
        }
    }

    private static X509Certificate2 CertificateFrom(string file, string? password)
    {
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(file, password);
            using var key = certificate.GetRSAPrivateKey();
            return key is not null ? certificate : throw new InvalidOperationException($"{CertificateKey} holds no private RSA key, so it could close the key ring but never open it.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InvalidOperationException($"{CertificateKey} cannot be opened: {fault.Message} Look at the file and at {CertificatePasswordKey}.", fault);
        }
    }
}
