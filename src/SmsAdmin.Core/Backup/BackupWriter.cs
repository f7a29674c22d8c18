using System.IO.Compression;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Backup;

/// <summary>Writes a backup in a scratch place: first the database, then the keys, so that every key that the database needs is among them.</summary>
internal sealed class BackupWriter(BackupPlaces places, TimeProvider clock)
{
    private const int KiB = 1024;

    /// <returns>The file, whole and on the disk, and what it says of itself.</returns>
    public async Task<(string Packed, BackupManifest Manifest)> WriteAsync(string scratch, string? passphrase, IProgress<BackupProgress>? progress, CancellationToken ct)
    {
        var madeAt = clock.GetUtcNow();
        var database = Path.Combine(scratch, BackupManifest.DatabaseName);
        // Made by us, so that nobody else can open it meanwhile.
        await OwnFiles.Make(database).DisposeAsync();
        await SqliteCopy.MakeAsync(places.Database, database, (done, of) => progress?.Report(new BackupProgress("Copying the database", done / KiB, of / KiB)), ct);
        var names = new List<string> { BackupManifest.DatabaseName };
        OwnFiles.MakeDirectory(Path.Combine(scratch, BackupManifest.KeysFolder));
        foreach (var key in Directory.EnumerateFiles(places.KeyRing, "*.xml").Order(StringComparer.Ordinal))
        {
            var name = BackupManifest.KeysFolder + Path.GetFileName(key);
            await using var from = File.OpenRead(key);
            await using var to = OwnFiles.Make(Path.Combine(scratch, name));
            await from.CopyToAsync(to, ct);
            names.Add(name);
        }

        var rows = await SqliteCopy.CountAsync(database, ct);
        var members = new List<BackupMember>();
        foreach (var path in names.Select(name => Path.Combine(scratch, name))) members.Add(new BackupMember(path[(scratch.Length + 1)..], new FileInfo(path).Length, await OwnFiles.HashAsync(path, ct)));
        var manifest = new BackupManifest(BackupManifest.ThisFormat, BackupManifest.ThisVersion, "SQLite", madeAt, rows, members);
        var packed = await PackAsync(scratch, manifest, progress, ct);
        if (passphrase is not null) packed = await SealAsync(packed, passphrase, ct);
        // Room for the trial.
        foreach (var member in members) File.Delete(Path.Combine(scratch, member.Name));
        return (packed, manifest);
    }

    private static async Task<string> PackAsync(string scratch, BackupManifest manifest, IProgress<BackupProgress>? progress, CancellationToken ct)
    {
        var packed = Path.Combine(scratch, "packed");
        await using var file = OwnFiles.Make(packed);
        await using (var archive = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct))
        {
            await using (var first = await archive.CreateEntry(BackupManifest.Name).OpenAsync(ct)) await first.WriteAsync(manifest.ToJson(), ct);
            var buffer = new byte[256 * KiB];
            foreach (var member in manifest.Members)
            {
                await using var from = File.OpenRead(Path.Combine(scratch, member.Name));
                await using var to = await archive.CreateEntry(member.Name, CompressionLevel.Fastest).OpenAsync(ct);
                int read;
                while ((read = await from.ReadAsync(buffer, ct)) > 0)
                {
                    await to.WriteAsync(buffer.AsMemory(0, read), ct);
                    progress?.Report(new BackupProgress("Packing", from.Position / KiB, member.Size / KiB));
                }
            }
        }

        file.Flush(flushToDisk: true);
        return packed;
    }

    private static async Task<string> SealAsync(string packed, string passphrase, CancellationToken ct)
    {
        var closed = packed + ".sealed";
        await using (var plain = File.OpenRead(packed))
        await using (var file = OwnFiles.Make(closed))
        {
            await SealedFile.CloseAsync(plain, file, passphrase, ct);
            file.Flush(flushToDisk: true);
        }

        File.Delete(packed);
        return closed;
    }
}
