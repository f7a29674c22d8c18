using Microsoft.Data.Sqlite;

namespace SmsAdmin.Core.Data;

/// <summary>An empty database that the program's own user alone may open, in whatever directory: SQLite gives the files beside it the same mode.</summary>
public static class SqliteFile
{
    /// <summary>Makes it, unless there is one. It comes whole: who opens it at the same moment finds all of it or nothing.</summary>
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows() || File.Exists(path)) return;
        var making = $"{path}.{Guid.NewGuid():N}";
        try
        {
            using (new FileStream(making, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
            using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = making, Pooling = false }.ConnectionString))
            {
                connection.Open();
                using var command = connection.CreateCommand();
                // Who only looks whether it is there cannot change it to that.
                command.CommandText = "PRAGMA journal_mode = WAL";
                command.ExecuteNonQuery();
            }

            File.Move(making, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another program that started at the same moment was first.
            File.Delete(making);
        }
    }
}
