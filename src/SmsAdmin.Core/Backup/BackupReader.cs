using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;

namespace SmsAdmin.Core.Backup;

/// <summary>What came of reading a backup.</summary>
internal abstract record BackupReading
{
    private BackupReading()
    {
    }

    /// <summary>It lies in the scratch place, and all of it is as it was.</summary>
    /// <param name="Database">The SQLite file.</param>
    /// <param name="Keys">The directory of the key ring.</param>
    public sealed record Whole(BackupManifest Manifest, string Database, string Keys) : BackupReading;

    /// <summary>It is none, or not a whole one, and why.</summary>
    public sealed record Refused(string Says) : BackupReading;
}

/// <summary>
/// Takes a backup apart in a scratch place and looks through it: hashes, SQLite's own check, rows against the manifest, and
/// whether its ring opens its tokens and texts. What makes a backup and what restores one both trust nothing else.
/// </summary>
internal sealed partial class BackupReader(TimeProvider clock)
{
    // A line for each table and each key.
    private const int LongestManifest = 1024 * 1024;

    /// <param name="scratch">An empty directory that the caller removes.</param>
    public async Task<BackupReading> ReadAsync(string file, string scratch, string? passphrase, CancellationToken ct)
    {
        var name = Path.GetFileName(file);
        try
        {
            await using var stored = File.OpenRead(file);
            if (!await SealedFile.IsOneAsync(stored, ct)) return await UnpackAsync(stored, name, scratch, ct);
            if (passphrase is null) return new BackupReading.Refused($"{name} is closed by a passphrase. Give it in Backup__Passphrase, or on standard input with --passphrase -.");
            await using var plain = OwnFiles.Make(Path.Combine(scratch, "opened.zip"));
            if (!await SealedFile.OpenAsync(stored, plain, passphrase, ct)) return new BackupReading.Refused($"The passphrase does not open {name}.");
            plain.Position = 0;
            return await UnpackAsync(plain, name, scratch, ct);
        }
        catch (InvalidDataException broken)
        {
            return new BackupReading.Refused($"{name} is damaged: {broken.Message}");
        }
    }

    private async Task<BackupReading> UnpackAsync(Stream packed, string name, string scratch, CancellationToken ct)
    {
        if (Archive(packed) is not { } opened) return new BackupReading.Refused($"{name} is not a backup of SmsAdmin.");
        using var archive = opened;
        if (archive.GetEntry(BackupManifest.Name) is not { } entry) return new BackupReading.Refused($"{name} is not a backup of SmsAdmin: it has no {BackupManifest.Name}.");
        if (entry.Length > LongestManifest) return new BackupReading.Refused($"{name} is not a backup of SmsAdmin: its {BackupManifest.Name} is longer than any.");
        await using (var json = await entry.OpenAsync(ct))
        {
            if (BackupManifest.Read(json) is not { } manifest) return new BackupReading.Refused($"{name} is not a backup of SmsAdmin: its {BackupManifest.Name} says nothing that SmsAdmin understands.");
            if (manifest.Format > BackupManifest.ThisFormat) return new BackupReading.Refused($"{name} is of a later SmsAdmin, {manifest.Version}. Restore it with that one.");
            if (manifest.Members.FirstOrDefault(member => !IsOurs(member.Name)) is { } foreign) return new BackupReading.Refused($"{name} is not a backup of SmsAdmin: {foreign.Name} is none of its files.");
            if (manifest.Members.GroupBy(member => member.Name).FirstOrDefault(same => same.Count() > 1) is { Key: var twice }) return new BackupReading.Refused($"{name} is not a backup of SmsAdmin: it names {twice} twice.");
            var (size, room) = (manifest.Members.Sum(member => (decimal)member.Size), new DriveInfo(scratch).AvailableFreeSpace);
            if (size > room) return new BackupReading.Refused($"{name} says that it holds {size:N0} bytes, and there is room for {room:N0} where it is unpacked.");
            return await ExtractAsync(archive, manifest, scratch, ct) is { } damage
                ? new BackupReading.Refused($"{name} is damaged: {damage}")
                : await LookThroughAsync(new BackupReading.Whole(manifest, Path.Combine(scratch, BackupManifest.DatabaseName), Path.Combine(scratch, BackupManifest.KeysFolder)), name, ct);
        }
    }

    private static ZipArchive? Archive(Stream packed)
    {
        try
        {
            return new ZipArchive(packed, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static async Task<string?> ExtractAsync(ZipArchive archive, BackupManifest manifest, string scratch, CancellationToken ct)
    {
        OwnFiles.MakeDirectory(Path.Combine(scratch, BackupManifest.KeysFolder));
        foreach (var member in manifest.Members)
        {
            if (archive.GetEntry(member.Name) is not { } entry) return $"{member.Name} is missing.";
            if (entry.Length != member.Size) return $"{member.Name} has {entry.Length} bytes, and was written with {member.Size}.";
            var path = Path.Combine(scratch, member.Name);
            await using (var from = await entry.OpenAsync(ct))
            await using (var to = OwnFiles.Make(path))
            {
                await from.CopyToAsync(to, ct);
            }

            if (await OwnFiles.HashAsync(path, ct) != member.Sha256) return $"{member.Name} is not what was written.";
        }

        return null;
    }

    private async Task<BackupReading> LookThroughAsync(BackupReading.Whole whole, string name, CancellationToken ct)
    {
        try
        {
            if (await SqliteCopy.FaultAsync(whole.Database, ct) is { } fault) return new BackupReading.Refused($"{name} is damaged: SQLite says of its database: {fault}");
            var rows = await SqliteCopy.CountAsync(whole.Database, ct);
            if (whole.Manifest.Rows.FirstOrDefault(table => rows.GetValueOrDefault(table.Key, -1) != table.Value) is { Key: not null } wrong)
                return new BackupReading.Refused($"{name} is damaged: {wrong.Key} holds {rows.GetValueOrDefault(wrong.Key)} rows, and {wrong.Value} were written.");
            return await ClosedAsync(whole, ct) is { } closed ? new BackupReading.Refused($"The key ring in {name} does not open {closed}.") : whole;
        }
        catch (SqliteException broken)
        {
            return new BackupReading.Refused($"{name} is damaged: SQLite says of its database: {broken.Message}");
        }
    }

    // What its own ring cannot open, or null: the tokens of all plans, and the newest text.
    private async Task<string?> ClosedAsync(BackupReading.Whole whole, CancellationToken ct)
    {
        await using var ring = KeyRingTransfer.OpenRing(KeyRingTransfer.Read(new DirectoryInfo(whole.Keys)));
        var keys = ring.GetRequiredService<IDataProtectionProvider>();
        await using var db = SqliteDb.Open(whole.Database, isPooled: false);
        var tokens = new TokenVault(keys);
        // Only columns that every version has: the copy is as old as the program that made it.
        foreach (var plan in await db.Plans.Select(plan => new { plan.Name, plan.TokenCipher }).ToListAsync(ct))
        {
            if (tokens.TryOpen(plan.TokenCipher) is null) return $"the API token of {plan.Name}";
        }

        var text = await db.Messages.Where(message => message.TextCipher != null).OrderByDescending(message => message.CreatedAt).Select(message => message.TextCipher).FirstOrDefaultAsync(ct);
        try
        {
            if (text is not null) new TextVault(keys, clock).Open(text);
            return null;
        }
        catch (CryptographicException)
        {
            return "the text of the newest message";
        }
    }

    private static bool IsOurs(string member) => member == BackupManifest.DatabaseName || KeyFile().IsMatch(member);

    [GeneratedRegex(@"^keys/[A-Za-z0-9][A-Za-z0-9.-]*\.xml\z")]
    private static partial Regex KeyFile();
}
