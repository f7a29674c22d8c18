using System.Globalization;
using System.Text.Json;

namespace SmsAdmin.Core.Backup;

/// <summary>A backup that was brought back beside the database, and takes its place when the program starts next.</summary>
/// <param name="Name">Of the backup's file.</param>
/// <param name="MadeAt">The instant that it is of.</param>
/// <param name="Messages">All that it holds.</param>
public sealed record NextStart(string Name, DateTimeOffset MadeAt, long Messages, DateTimeOffset PreparedAt, string PreparedBy)
{
    /// <summary>The directory beside the present database in which that is kept then.</summary>
    public string Aside => "before-restore-" + PreparedAt.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);

    /// <summary>Puts what waits in the place of what is there. Nothing has the database open. Broken off, it is done again from its beginning.</summary>
    /// <param name="database">The SQLite file.</param>
    /// <param name="keyRing">Its directory.</param>
    /// <returns>What was put there; null where nothing waited.</returns>
    public static NextStart? Take(string database, string keyRing)
    {
        var waiting = new WaitingPlace(database);
        if (waiting.Read() is not { } next)
        {
            // Whoever prepared it did not come to the end.
            waiting.Remove();
            return null;
        }

        // Beside those that are there: the database that goes aside needs them, and a ring opens with each of its keys.
        OwnFiles.MakeDirectory(keyRing);
        foreach (var key in Directory.GetFiles(waiting.KeyRing)) File.Copy(key, Path.Combine(keyRing, Path.GetFileName(key)), overwrite: true);
        if (File.Exists(waiting.Database))
        {
            SetAside(database, Path.Combine(Path.GetDirectoryName(database)!, next.Aside));
            File.Move(waiting.Database, database);
        }

        waiting.Remove();
        return next;
    }

    // The database last: while it stands, what belongs to it and went before is not missed by anybody.
    private static void SetAside(string database, string aside)
    {
        OwnFiles.MakeDirectory(aside);
        foreach (var ending in (string[])["-wal", "-shm", ""])
        {
            var (file, kept) = (database + ending, Path.Combine(aside, Path.GetFileName(database) + ending));
            // Broken off before, it is kept already, and what stands here is the empty one that a start makes.
            if (File.Exists(kept)) File.Delete(file);
            else if (File.Exists(file)) File.Move(file, kept);
        }
    }
}

/// <summary>Where a backup waits for the next start.</summary>
/// <param name="database">The SQLite file whose place it will take.</param>
internal sealed class WaitingPlace(string database)
{
    private readonly string _directory = Path.Combine(Path.GetDirectoryName(database)!, "next-start");

    public string Directory => _directory;

    public string Database => Path.Combine(_directory, BackupManifest.DatabaseName);

    public string KeyRing => Path.Combine(_directory, "keys");

    private string Note => Path.Combine(_directory, "next-start.json");

    /// <summary>Null where nothing waits, or not all of it yet.</summary>
    public NextStart? Read()
    {
        try
        {
            return JsonSerializer.Deserialize<NextStart>(File.ReadAllBytes(Note));
        }
        catch (IOException gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>From here on the next start takes it.</summary>
    public void Write(NextStart next)
    {
        var making = Note + ".making";
        using (var file = OwnFiles.Make(making)) JsonSerializer.Serialize(file, next);
        File.Move(making, Note);
    }

    public void Remove() => OwnFiles.RemoveDirectory(_directory);
}
