namespace SmsAdmin.Core.Checklist;

/// <summary>Where the key ring lies, and where what it opens.</summary>
/// <param name="Ring">A directory; with PostgreSQL the configuration key that names what closes the ring.</param>
/// <param name="Database">The SQLite file; with PostgreSQL database and host.</param>
/// <param name="IsShared">PostgreSQL holds both, and the ring is closed from outside.</param>
public sealed record KeyRingPlace(string Ring, string Database, bool IsShared)
{
    /// <summary>Who has the database alone cannot open it.</summary>
    public bool IsApart => IsShared || !string.Equals(Path.TrimEndingDirectorySeparator(Ring), Path.GetDirectoryName(Database), StringComparison.Ordinal);
}
