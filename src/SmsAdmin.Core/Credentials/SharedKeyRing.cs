using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Credentials;

/// <summary>
/// The key ring in the database, one for all instances, as far as one wrap can open it. Behind another wrap it is
/// empty, as a foreign directory is: a new key goes beside the old ones and disturbs none of them.
/// </summary>
public sealed class SharedKeyRing(IDbContextFactory<PostgresDb> databases, KeyRingWrap wrap) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = databases.CreateDbContext();
        return [.. db.KeyRing.AsNoTracking().Where(e => e.ClosedBy == wrap.Mark).OrderBy(e => e.Id).Select(e => e.Xml).AsEnumerable().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        using var db = databases.CreateDbContext();
        db.KeyRing.Add(new RingElement { ClosedBy = wrap.Mark, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}
