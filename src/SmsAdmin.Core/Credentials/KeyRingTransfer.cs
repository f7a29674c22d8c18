using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace SmsAdmin.Core.Credentials;

/// <summary>Takes the key ring of a directory into the shared one: the same keys, closed by what lies outside the database.</summary>
public static class KeyRingTransfer
{
    /// <summary>Part of what every key is derived from: changed, nothing opens any more.</summary>
    public const string ApplicationName = "SmsAdmin";

    // As the framework writes them: https://learn.microsoft.com/aspnet/core/security/data-protection/implementation/key-storage-format
    private static readonly XNamespace Framework = "http://schemas.asp.net/2015/03/dataProtection";
    private static readonly XName RequiresEncryption = Framework + "requiresEncryption";

    /// <summary>The keys that lie in a directory, and their revocations.</summary>
    public static IReadOnlyList<XElement> Read(DirectoryInfo directory) =>
        [.. new FileSystemXmlRepository(directory, NullLoggerFactory.Instance).GetAllElements()];

    /// <summary>The same element with every secret in it closed.</summary>
    public static XElement Close(XElement element, IXmlEncryptor encryptor)
    {
        ArgumentNullException.ThrowIfNull(encryptor);
        var closed = new XDocument(new XElement(element));
        foreach (var secret in closed.Descendants().Where(e => (bool?)e.Attribute(RequiresEncryption) == true).ToList())
        {
            var open = new XElement(secret);
            open.Attribute(RequiresEncryption)!.Remove();
            var info = encryptor.Encrypt(open);
            secret.ReplaceWith(new XElement(
                Framework + "encryptedSecret", new XAttribute("decryptorType", info.DecryptorType.AssemblyQualifiedName!), info.EncryptedElement));
        }

        return closed.Root!;
    }

    /// <summary>A ring of open elements, apart from any storage, that opens what the program's own would.</summary>
    public static ServiceProvider OpenRing(IReadOnlyList<XElement> elements) =>
        new ServiceCollection().AddDataProtection().SetApplicationName(ApplicationName).Services.HoldKeyRing(elements).BuildServiceProvider();

    /// <summary>A ring that lies nowhere: it opens with these elements and keeps none of its own making.</summary>
    public static IServiceCollection HoldKeyRing(this IServiceCollection services, IReadOnlyList<XElement> elements) =>
        services.PostConfigure<KeyManagementOptions>(options =>
        {
            options.XmlRepository = new Held(elements);
            options.AutoGenerateKeys = false;
        });

    /// <summary>Whether each key of one ring opens in the other what it closed in the first.</summary>
    public static bool Opens(IKeyManager closing, IKeyManager opening)
    {
        ArgumentNullException.ThrowIfNull(closing);
        ArgumentNullException.ThrowIfNull(opening);
        var others = opening.GetAllKeys().ToDictionary(key => key.KeyId);
        return closing.GetAllKeys().All(key => others.TryGetValue(key.KeyId, out var other) && other.IsRevoked == key.IsRevoked && Opens(key, other));
    }

    private static bool Opens(IKey closing, IKey opening)
    {
        var word = Encoding.UTF8.GetBytes("word");
        var nothingElse = new ArraySegment<byte>([]);
        try
        {
            var closed = closing.CreateEncryptor()!.Encrypt(word, nothingElse);
            return opening.CreateEncryptor()!.Decrypt(closed, nothingElse).AsSpan().SequenceEqual(word);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private sealed class Held(IReadOnlyList<XElement> elements) : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements() => [.. elements.Select(element => new XElement(element))];

        public void StoreElement(XElement element, string friendlyName) => throw new NotSupportedException("This ring is only read.");
    }
}
