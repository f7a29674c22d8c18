using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Web.Hosting;

/// <summary>The database, and the keys that never lie where the ciphertext lies.</summary>
internal static class Storage
{
    public static void AddStorage(this WebApplicationBuilder builder)
    {
        var places = StoragePlaces.From(builder.Configuration, builder.Environment);
        places.Create();
        builder.Services.AddSingleton(places);
        builder.Services.AddSingleton<StorageHold>();
        var keys = builder.Services.AddDataProtection().SetApplicationName(KeyRingTransfer.ApplicationName);
        if (builder.Configuration.GetConnectionString(StoragePlaces.PostgresName) is { Length: > 0 } postgres)
        {
            builder.Services.AddPostgres(postgres);
            var wrap = KeyRingWrap.Read(builder.Configuration, builder.Environment.ContentRootPath);
            keys.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
                options => options.XmlRepository = new SharedKeyRing(provider.GetRequiredService<IDbContextFactory<PostgresDb>>(), wrap)));
            keys.CloseWith(wrap);
        }
        else
        {
            builder.Services.AddSqlite(places.Database);
            keys.PersistKeysToFileSystem(new DirectoryInfo(places.KeyRing));
        }
    }

    /// <summary>A ring of elements that a wrap closed, apart from any storage, that opens what the program's own would.</summary>
    public static ServiceProvider OpenRing(IReadOnlyList<XElement> elements, KeyRingWrap wrap)
    {
        var keys = new ServiceCollection().AddDataProtection().SetApplicationName(KeyRingTransfer.ApplicationName);
        keys.CloseWith(wrap);
        return keys.Services.HoldKeyRing(elements).BuildServiceProvider();
    }

    private static void CloseWith(this IDataProtectionBuilder keys, KeyRingWrap wrap)
    {
        switch (wrap)
        {
            case KeyRingWrap.ByCertificate(var certificate):
                keys.ProtectKeysWithCertificate(certificate);
                break;
            case KeyRingWrap.ByMasterKey(var master):
                // The ring makes its opener itself and asks for the key by this.
                keys.Services.AddSingleton(master);
                keys.Services.Configure<KeyManagementOptions>(options => options.XmlEncryptor = new MasterKeyEncryptor(master));
                break;
        }
    }
}
