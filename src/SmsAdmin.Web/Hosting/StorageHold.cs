namespace SmsAdmin.Web.Hosting;

/// <summary>
/// One console at a time serves a SQLite storage: queue, rate and wake-up signals live in its process. A file that it
/// keeps locked says so; the lock ends with the process, however that ends. PostgreSQL is shared and needs none.
/// </summary>
internal sealed class StorageHold(StoragePlaces places) : IDisposable
{
    private FileStream? _file;

    /// <summary>Holds the storage until disposed of.</summary>
    /// <exception cref="InvalidOperationException">Somebody else serves it.</exception>
    public void Take()
    {
        if (!TryTake())
            throw new InvalidOperationException($"Another SmsAdmin serves the storage in {places.Directory}. Stop it first, or give this one a Storage:Directory of its own. Several at once need ConnectionStrings:Postgres.");
    }

    /// <summary>False where somebody else holds the storage.</summary>
    public bool TryTake()
    {
        if (places.IsShared) return true;
        try
        {
            _file ??= new FileStream(Path.Combine(places.Directory, "smsadmin.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        // What derives from it says that there is no such directory, or no right to it.
        catch (IOException fault) when (fault.GetType() == typeof(IOException))
        {
            return false;
        }
    }

    public void Dispose() => _file?.Dispose();
}
