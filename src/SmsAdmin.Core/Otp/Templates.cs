using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Otp;

/// <summary>One version of a template, as read.</summary>
/// <param name="Text">Null where this version went back to the standard text, or to none.</param>
public sealed record TemplateVersion(string Locale, string Purpose, int Version, string? Text, string CreatedBy, DateTimeOffset CreatedAt);

/// <summary>What became of a change to a template.</summary>
public abstract record TemplateOutcome
{
    private TemplateOutcome()
    {
    }

    public sealed record Saved(int Version) : TemplateOutcome;

    /// <summary>Nothing was changed; each fault names its field.</summary>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : TemplateOutcome;
}

/// <summary>The texts that codes go out in: standard ones, and what administrators made of them, version by version.</summary>
public sealed class Templates
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(2);

    private readonly IDbContextFactory<AppDb> _databases;
    private readonly AuditTrail _audit;
    private readonly TimeProvider _clock;
    private readonly Snapshot<IReadOnlyList<Template>> _current;

    public Templates(IDbContextFactory<AppDb> databases, AuditTrail audit, TimeProvider clock)
    {
        (_databases, _audit, _clock) = (databases, audit, clock);
        _current = new Snapshot<IReadOnlyList<Template>>(ReadAsync, KeptFor, clock);
    }

    /// <summary>Every text that codes go out in now, by locale, then by purpose.</summary>
    public ValueTask<IReadOnlyList<Template>> ListAsync(CancellationToken ct) => _current.GetAsync(ct);

    /// <summary>The versions that somebody stored of one, newest first.</summary>
    public async Task<IReadOnlyList<TemplateVersion>> VersionsAsync(string locale, string purpose, CancellationToken ct)
    {
        await using var db = await _databases.CreateDbContextAsync(ct);
        return await db.VerificationTemplates.AsNoTracking().Where(t => t.Locale == locale && t.Purpose == purpose).OrderByDescending(t => t.Version)
            .Select(t => new TemplateVersion(t.Locale, t.Purpose, t.Version, t.Text, t.CreatedBy, t.CreatedAt)).ToListAsync(ct);
    }

    /// <summary>Stores a new version; the next code goes out in it. No text means the standard one again.</summary>
    public async Task<TemplateOutcome> SaveAsync(string? locale, string? purpose, string? text, Actor by, CancellationToken ct)
    {
        var (where, what, clean) = ((locale ?? "").Trim(), (purpose ?? "").Trim(), text?.ReplaceLineEndings("\n").Trim('\n', ' '));
        var faults = new List<FieldFault>();
        if (!VerificationRules.IsLocale(where)) faults.Add(new FieldFault("locale", "Give a language, as sv or sv-SE."));
        if (what.Length > 0 && !VerificationRules.IsPurpose(what)) faults.Add(new FieldFault("purpose", $"Use lower-case letters, digits and dashes, at most {VerificationRules.LongestPurpose}, or nothing for every purpose."));
        if (clean is not null && Template.FaultOf(clean) is { } fault) faults.Add(fault);
        if (faults.Count > 0) return new TemplateOutcome.Invalid(faults);

        await using var db = await _databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.HoldAsync("OtpTemplates", ct);
        var before = await db.VerificationTemplates.AsNoTracking().Where(t => t.Locale == where && t.Purpose == what).OrderByDescending(t => t.Version).FirstOrDefaultAsync(ct);
        var version = (before?.Version ?? 0) + 1;
        var now = _clock.GetUtcNow();
        db.VerificationTemplates.Add(new VerificationTemplate
        {
            Id = Guid.CreateVersion7(now),
            Locale = where,
            Purpose = what,
            Version = version,
            Text = clean,
            CreatedBy = by.Name,
            CreatedAt = now,
        });
        _audit.Write(db, by, "otp.template-changed", Called(where, what), before: new { text = before?.Text ?? Standard(where, what)?.Text }, after: new { version, text = clean ?? Standard(where, what)?.Text });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        _current.Forget();
        return new TemplateOutcome.Saved(version);
    }

    /// <summary>The text for a reader and a purpose: the nearest to both, the language before the purpose.</summary>
    internal async ValueTask<Template> ChooseAsync(string? locale, string purpose, CancellationToken ct)
    {
        var all = await ListAsync(ct);
        foreach (var wanted in Locales(locale))
        {
            var fits = all.Where(t => t.Locale.Equals(wanted, StringComparison.OrdinalIgnoreCase)).ToList();
            if ((fits.Find(t => t.Purpose == purpose) ?? fits.Find(t => t.Purpose.Length == 0)) is { } found) return found;
        }

        return Standard(StandardTemplates.Fallback, "")!;
    }

    /// <summary>What a person calls it: "sv", "sv, sign-in".</summary>
    private static string Called(string locale, string purpose) => purpose.Length == 0 ? locale : $"{locale}, {purpose}";

    private static Template? Standard(string locale, string purpose) =>
        StandardTemplates.All.FirstOrDefault(t => t.Purpose == purpose && t.Locale.Equals(locale, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Locales(string? locale)
    {
        if (locale is not null)
        {
            yield return locale;
            if (locale.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash) yield return locale[..dash];
        }

        yield return StandardTemplates.Fallback;
    }

    private async Task<IReadOnlyList<Template>> ReadAsync(CancellationToken ct)
    {
        await using var db = await _databases.CreateDbContextAsync(ct);
        var stored = await db.VerificationTemplates.AsNoTracking().ToListAsync(ct);
        var own = stored.GroupBy(t => (t.Locale, t.Purpose)).Select(versions => versions.MaxBy(t => t.Version)!).Where(t => t.Text is not null)
            .Select(t => new Template(t.Locale, t.Purpose, t.Text!, $"{Called(t.Locale, t.Purpose)}, version {t.Version}")).ToList();
        var standard = StandardTemplates.All.Where(t => !own.Exists(mine => mine.Purpose == t.Purpose && mine.Locale.Equals(t.Locale, StringComparison.OrdinalIgnoreCase)));
        return [.. own.Concat(standard).OrderBy(t => t.Locale, StringComparer.OrdinalIgnoreCase).ThenBy(t => t.Purpose, StringComparer.Ordinal)];
    }
}
