using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Backup;

/// <summary>Tells that a backup is further, or ended.</summary>
public sealed class BackupChanges(Neighbours neighbours) : Feed(neighbours, "backup");
