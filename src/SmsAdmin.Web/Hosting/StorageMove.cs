using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Web.Hosting;

/// <summary>A table that was moved.</summary>
public sealed record MovedTable(string Name, long Rows);

/// <summary>How far a move is: rows of all tables.</summary>
/// <param name="Table">The table at hand.</param>
/// <param name="IsOver">All of this table is over.</param>
public sealed record MoveProgress(string Table, bool IsOver, long Done, long Of);

/// <summary>What came of a move.</summary>
public abstract record MoveOutcome
{
    private MoveOutcome()
    {
    }

    public sealed record Moved(IReadOnlyList<MovedTable> Tables, int Keys, int Plans) : MoveOutcome;

    /// <summary>Nothing was moved, and why.</summary>
    public sealed record Refused(string Says) : MoveOutcome;
}

/// <summary>
/// Moves an installation from SQLite to an empty PostgreSQL: every table and the key ring, in one transaction that is
/// committed once it was looked through. The source is only read.
/// </summary>
public sealed class StorageMove
{
    private readonly StoragePlaces _places;
    private readonly WebApplication _target;
    private readonly KeyRingWrap _wrap;

    private StorageMove(StoragePlaces places, WebApplication target, KeyRingWrap wrap) => (_places, _target, _wrap) = (places, target, wrap);

    /// <summary>Where it moves from.</summary>
    public string Source => _places.Database;

    /// <summary>Where it moves to, without name and password.</summary>
    public string Target => _target.Services.GetRequiredService<StoragePlaces>().Database;

    /// <param name="settings">The program's own, as arguments. They name the directory, and what closes the shared key ring.</param>
    /// <param name="postgres">A connection string; where there is none, the one of the configuration.</param>
    /// <exception cref="InvalidOperationException">The configuration lacks something, or it cannot be used; the message names the key.</exception>
    public static StorageMove Prepare(string[] settings, string? postgres)
    {
        const string Switch = $"ConnectionStrings:{StoragePlaces.PostgresName}";
        var given = postgres ?? Composition.Begin(settings).Configuration[Switch];
        if (string.IsNullOrWhiteSpace(given)) throw new InvalidOperationException($"Where to? Name the database with --to-postgres, or in {Switch}.");
        var from = Composition.Begin([.. settings, $"--{Switch}="]);
        var places = StoragePlaces.From(from.Configuration, from.Environment);
        if (!File.Exists(places.Database)) throw new InvalidOperationException($"There is no SQLite database in {places.Directory}. Name its directory with --Storage:Directory=…");
        var to = Composition.Begin([.. settings, $"--{Switch}={given}"]);
        to.Logging.ClearProviders();
        to.AddStorage();
        return new StorageMove(places, to.Build(), KeyRingWrap.Read(to.Configuration, to.Environment.ContentRootPath));
    }

    public async Task<MoveOutcome> RunAsync(IProgress<MoveProgress> progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(progress);
        await using var _ = _target;
        using var hold = new StorageHold(_places);
        if (!hold.TryTake()) return new MoveOutcome.Refused($"A console serves the storage in {_places.Directory}. Stop it first: what it takes on meanwhile would be lost.");
        await using var source = SqliteDb.Open(_places.Database);
        // From here on nobody writes to it.
        await using var reading = await source.Database.BeginTransactionAsync(ct);
        if ((await source.Database.GetPendingMigrationsAsync(ct)).Any())
            return new MoveOutcome.Refused("The SQLite database is of an earlier version. Start the console of this version on it once, stop it, and move then.");

        await using var target = await _target.Services.GetRequiredService<IDbContextFactory<PostgresDb>>().CreateDbContextAsync(ct);
        MoveOutcome outcome = null!;
        await target.AloneAsync(async () => outcome = await MoveAsync(source, target, progress, ct), ct);
        return outcome;
    }

    private async Task<MoveOutcome> MoveAsync(SqliteDb source, PostgresDb target, IProgress<MoveProgress> progress, CancellationToken ct)
    {
        var tables = TableCopy.All(source, target);
        if (await FullAsync(tables, target, ct) is { } full) return new MoveOutcome.Refused($"{Target} is not empty: {full}. Nothing is mixed or overwritten. Make an empty database and name that.");
        await Preparation.MigrateAsync(target, ct);

        var counts = new List<MovedTable>();
        foreach (var table in tables) counts.Add(new MovedTable(table.Table, await table.CountAsync(source, ct)));
        var (done, all) = (0L, counts.Sum(table => table.Rows));

        await using var writing = await target.Database.BeginTransactionAsync(ct);
        foreach (var (table, rows) in tables.Zip(counts, (table, count) => (table, count.Rows)))
        {
            await table.CopyAsync(source, target, copied => progress.Report(new MoveProgress(table.Table, false, done + copied, all)), ct);
            done += rows;
            progress.Report(new MoveProgress(table.Table, true, done, all));
        }

        var ring = KeyRingTransfer.Read(new DirectoryInfo(_places.KeyRing));
        var encryptor = _target.Services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.XmlEncryptor!;
        target.KeyRing.AddRange(ring.Select(element => new RingElement { ClosedBy = _wrap.Mark, Xml = KeyRingTransfer.Close(element, encryptor).ToString(SaveOptions.DisableFormatting) }));
        await target.SaveChangesAsync(ct);

        foreach (var (table, rows) in tables.Zip(counts, (table, count) => (table, count.Rows)))
        {
            if (await table.CountAsync(target, ct) is var there && there != rows)
                return new MoveOutcome.Refused($"Of {table.Table} {rows} rows were read and {there} arrived. Nothing was kept of the move.");
        }

        if (await ClosedAsync(ring, target, ct) is { } closed) return new MoveOutcome.Refused(closed);
        await writing.CommitAsync(ct);
        return new MoveOutcome.Moved(counts, ring.Count, await target.Plans.CountAsync(ct));
    }

    // What is there, in words, or null for nothing.
    private static async Task<string?> FullAsync(IReadOnlyList<TableCopy> tables, PostgresDb target, CancellationToken ct)
    {
        var there = await target.Database.SqlQuery<string>($"SELECT tablename::text AS \"Value\" FROM pg_tables WHERE schemaname = ANY (current_schemas(false))").ToListAsync(ct);
        string[] ours = [.. tables.Select(table => table.Table), nameof(PostgresDb.KeyRing), "__Migrations"];
        if (there.Except(ours).Order(StringComparer.Ordinal).FirstOrDefault() is { } foreign) return $"it has a table {foreign}, which is none of SmsAdmin's";
        foreach (var table in tables.Where(table => there.Contains(table.Table)))
        {
            if (await table.CountAsync(target, ct) is > 0 and var rows) return $"an SmsAdmin has used it, and {table.Table} holds {rows}";
        }

        return there.Contains(nameof(PostgresDb.KeyRing)) && await target.KeyRing.AnyAsync(ct) ? "an SmsAdmin has used it, and it holds a key ring" : null;
    }

    // Why the target cannot open what the source can, or null. Both rings are built as the program builds them.
    private async Task<string?> ClosedAsync(IReadOnlyList<XElement> ring, PostgresDb target, CancellationToken ct)
    {
        var closed = await target.KeyRing.AsNoTracking().OrderBy(e => e.Id).Select(e => e.Xml).ToListAsync(ct);
        await using var before = KeyRingTransfer.OpenRing(ring);
        await using var after = Storage.OpenRing([.. closed.Select(XElement.Parse)], _wrap);
        if (!KeyRingTransfer.Opens(before.GetRequiredService<IKeyManager>(), after.GetRequiredService<IKeyManager>()))
            return "The key ring did not open in its new place. Nothing was kept of the move.";
        var tokens = new TokenVault(after.GetRequiredService<IDataProtectionProvider>());
        foreach (var plan in await target.Plans.AsNoTracking().Select(p => new { p.Name, p.TokenCipher }).ToListAsync(ct))
        {
            if (tokens.TryOpen(plan.TokenCipher) is null)
                return $"The keys in {_places.KeyRing} do not open the API token of {plan.Name}. Name the right ones with Storage:KeyRing, or replace the token in the console first. Nothing was moved.";
        }

        return null;
    }
}
