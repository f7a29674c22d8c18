using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Tests.Support;

/// <summary>A SQLite file with every migration applied: made once, by the migrations themselves, and copied for each test.</summary>
internal static class SqliteTemplate
{
    private static readonly Lazy<Task<byte[]>> Migrated = new(MigrateAsync);

    /// <summary>Puts it there, unless there is a database from an earlier start.</summary>
    public static async Task CopyAsync(string file)
    {
        if (!File.Exists(file)) await File.WriteAllBytesAsync(file, await Migrated.Value);
    }

    private static async Task<byte[]> MigrateAsync()
    {
        var place = Directory.CreateTempSubdirectory("smsadmin-template-");
        var file = Path.Combine(place.FullName, "smsadmin.db");
        // Closed for the last time, it has its log in itself.
        await using (var db = SqliteDb.Open(file, isPooled: false)) await db.Database.MigrateAsync();
        var migrated = await File.ReadAllBytesAsync(file);
        place.Delete(recursive: true);
        return migrated;
    }
}
