using SmsAdmin.Core.Backup;

namespace SmsAdmin.Web.Cli;

/// <summary>What closes a backup: from standard input or from the environment, never from arguments, which others on the machine can read.</summary>
internal static class Passphrase
{
    private const string Key = $"{BackupOptions.Section}:{nameof(BackupOptions.Passphrase)}";

    /// <returns>Null where nothing is to be read from standard input: then the configuration's own counts.</returns>
    /// <exception cref="ArgumentException">It was given as an argument, or is too short.</exception>
    public static async Task<string?> ReadAsync(Shell shell, ShellOptions options)
    {
        if (options.Settings.Any(setting => setting.StartsWith($"--{Key}", StringComparison.OrdinalIgnoreCase))) throw new ArgumentException("A passphrase is no argument. Set Backup__Passphrase in the environment, or write it to standard input with --passphrase -.");
        if (options.One("passphrase") is not { } given) return null;
        if (given != "-") throw new ArgumentException("Write --passphrase -, and the passphrase to standard input.");
        var read = (await shell.Input.ReadToEndAsync()).TrimEnd('\r', '\n');
        return read.Length >= 12 ? read : throw new ArgumentException("The passphrase on standard input is shorter than 12 characters.");
    }
}
