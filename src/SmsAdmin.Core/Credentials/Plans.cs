using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Credentials;

/// <summary>A plan with the way to Sinch opened.</summary>
public sealed record OpenPlan(PlanView Plan, SinchEndpoint Endpoint);

/// <summary>
/// Reads the service plans, stored and from the environment, and opens them for those who send. They are kept in memory:
/// what changes here is seen at once, what another process changes within <see cref="KeptFor"/>, and so is the last receipt.
/// </summary>
public sealed class Plans
{
    internal const string DefaultKey = "Plans.Default";
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(2);

    private readonly IDbContextFactory<AppDb> _databases;
    private readonly TokenVault _tokens;
    private readonly PlanDefaultsStore _defaults;
    private readonly EnvironmentPlanSlot _environment;
    private readonly Snapshot<Known> _known;

    // An endpoint holds its addresses and header ready made; a plan that changes makes another.
    private readonly ConcurrentDictionary<Guid, (string Cipher, string ServicePlanId, string? Region, string? BaseUrl, bool AllowsPrivateHost, SinchEndpoint Endpoint)> _endpoints = new();

    public Plans(
        IDbContextFactory<AppDb> databases, TokenVault tokens, PlanDefaultsStore defaults, EnvironmentPlanSlot environment, PlanChanges changes,
        TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(changes);
        (_databases, _tokens, _defaults, _environment) = (databases, tokens, defaults, environment);
        _known = new Snapshot<Known>(ReadAsync, KeptFor, clock);
        changes.ForgetFirst(_known.Forget);
    }

    /// <summary>All plans, the default first, then by name.</summary>
    public async Task<IReadOnlyList<PlanView>> ListAsync(CancellationToken ct) => (await _known.GetAsync(ct)).Plans;

    public async Task<PlanView?> FindAsync(Guid id, CancellationToken ct) => (await _known.GetAsync(ct)).Find(id);

    /// <summary>The plan that is used when nobody names one; null where nobody chose one and Sinch has not yet taken any.</summary>
    public async Task<PlanView?> DefaultAsync(CancellationToken ct) => (await ListAsync(ct)).FirstOrDefault(p => p.IsDefault);

    /// <summary>Opens a plan for sending; null where the region is missing, the token cannot be opened or the plan is gone.</summary>
    public async Task<OpenPlan?> OpenAsync(Guid id, CancellationToken ct)
    {
        var known = await _known.GetAsync(ct);
        return known.Find(id) is { } plan && EndpointOf(plan, known.TokenCiphers.GetValueOrDefault(id, "")) is { } endpoint ? new OpenPlan(plan, endpoint) : null;
    }

    /// <summary>The token of a plan, for those who have to try it elsewhere; null where it cannot be opened.</summary>
    internal async Task<Secret?> TokenAsync(Guid id, CancellationToken ct)
    {
        await using var db = await _databases.CreateDbContextAsync(ct);
        // Once imported, storage has it, under the same id.
        if (await db.Plans.Where(p => p.Id == id).Select(p => p.TokenCipher).SingleOrDefaultAsync(ct) is { } cipher) return _tokens.TryOpen(cipher);
        return _environment.Plan is { } named && named.Id == id ? named.Token : null;
    }

    private async Task<Known> ReadAsync(CancellationToken ct)
    {
        await using var db = await _databases.CreateDbContextAsync(ct);
        var stored = await db.Plans.AsNoTracking().OrderBy(p => p.Name).ToListAsync(ct);
        var states = await db.PlanStates.AsNoTracking().ToDictionaryAsync(s => s.PlanId, ct);
        var chosen = await db.Settings.AsNoTracking().Where(s => s.Key == DefaultKey).Select(s => s.Value).SingleOrDefaultAsync(ct);
        // The same plan may stand in storage and in the environment: once imported, storage has it.
        var fromEnvironment = _environment.Plan is { } found && stored.All(p => p.ServicePlanId != found.ServicePlanId && p.Id != found.Id) ? found : null;
        var defaultId = DefaultOf(stored, fromEnvironment, chosen);

        var views = stored.ConvertAll(plan => View(plan, states.GetValueOrDefault(plan.Id), plan.Id == defaultId));
        if (fromEnvironment is not null)
        {
            var limits = await _defaults.ReadAsync(ct);
            views.Add(View(fromEnvironment, limits, states.GetValueOrDefault(fromEnvironment.Id), fromEnvironment.Id == defaultId));
        }

        return new Known(
            [.. views.OrderByDescending(v => v.IsDefault).ThenBy(v => v.Name, StringComparer.OrdinalIgnoreCase)],
            stored.ToDictionary(plan => plan.Id, plan => plan.TokenCipher));
    }

    private SinchEndpoint? EndpointOf(PlanView plan, string cipher)
    {
        if (plan.Readiness is PlanReadiness.NoRegion or PlanReadiness.TokenUnreadable) return null;
        if (_endpoints.TryGetValue(plan.Id, out var kept) && (kept.Cipher, kept.ServicePlanId, kept.Region, kept.BaseUrl, kept.AllowsPrivateHost) == (cipher, plan.ServicePlanId, plan.Region, plan.BaseUrl, plan.AllowsPrivateHost))
            return kept.Endpoint;
        var token = plan.Source == PlanSource.Environment ? _environment.Plan?.Token : _tokens.TryOpen(cipher);
        _ = SinchRegion.TryParse(plan.Region, out var region);
        if (SinchEndpoint.Create(plan.ServicePlanId, token, region, plan.BaseUrl, plan.AllowsPrivateHost) is not EndpointOutcome.Ready ready) return null;
        _endpoints[plan.Id] = (cipher, plan.ServicePlanId, plan.Region, plan.BaseUrl, plan.AllowsPrivateHost, ready.Endpoint);
        return ready.Endpoint;
    }

    // Chosen by a person; else what the environment names; else the first real plan that Sinch has taken; else the sandbox.
    private static Guid? DefaultOf(List<ServicePlan> stored, EnvironmentPlan? environment, string? chosen)
    {
        if (Guid.TryParse(chosen, out var id) && (id == environment?.Id || stored.Exists(p => p.Id == id))) return id;
        return environment?.Id ?? (stored.Where(p => p is { IsSandbox: false, IsVerified: true }).MinBy(p => p.CreatedAt) ?? stored.Find(p => p.IsSandbox))?.Id;
    }

    private PlanView View(ServicePlan plan, PlanState? state, bool isDefault)
    {
        var readiness = _tokens.TryOpen(plan.TokenCipher) is null ? PlanReadiness.TokenUnreadable
            : plan.Region is null && SinchEndpoint.NeedsRegion(plan.BaseUrl) ? PlanReadiness.NoRegion
            : !plan.IsVerified ? PlanReadiness.NotVerified
            : state?.PausedAt is not null ? PlanReadiness.Paused
            : PlanReadiness.Ready;
        return new PlanView(
            plan.Id, plan.Name, plan.ServicePlanId, plan.TokenLastFour, plan.TokenSetAt, plan.TokenSetBy, plan.Region, plan.BaseUrl,
            UrlOf(plan.Region, plan.BaseUrl), plan.Sender, plan.Kind, plan.PerSecond, plan.PerDay, plan.PerMonth, plan.TimeZone,
            plan.VerifiedNumbers, isDefault, plan.IsSandbox, PlanSource.Storage, readiness, plan.CheckedAt, plan.CheckedHttpStatus,
            plan.CheckedSaid, state?.PausedAt, state?.PausedWhy, state?.LastReceiptAt)
        {
            AllowsPrivateHost = plan.AllowsPrivateHost,
            CountsParts = plan.CountsParts,
            OpenCountries = plan.OpenCountries ?? (plan.IsSandbox ? [OpenCountries.All] : OpenCountries.Of(plan.Sender)),
            PausedBy = state?.PausedBy,
        };
    }

    private PlanView View(EnvironmentPlan plan, PlanDefaults limits, PlanState? state, bool isDefault)
    {
        var check = _environment.LastCheck;
        var region = plan.Region;
        // It works at once: Sinch's first answer decides, and a refused token pauses it like any other plan.
        var readiness = region is null && SinchEndpoint.NeedsRegion(plan.BaseUrl) ? PlanReadiness.NoRegion
            : state?.PausedAt is not null ? PlanReadiness.Paused
            : PlanReadiness.Ready;
        return new PlanView(
            plan.Id, "Environment", plan.ServicePlanId, plan.Token.LastFour, null, null, region, plan.BaseUrl,
            UrlOf(region, plan.BaseUrl), plan.Sender, plan.Kind, limits.PerSecond,
            plan.Kind == PlanKind.Trial ? limits.TrialPerDay : null, plan.Kind == PlanKind.Production ? limits.ProductionPerMonth : null,
            TimeZoneInfo.Local.HasIanaId ? TimeZoneInfo.Local.Id : "Etc/UTC", [], isDefault, false, PlanSource.Environment, readiness, check?.At,
            check?.HttpStatus, check?.Says, state?.PausedAt, state?.PausedWhy, state?.LastReceiptAt)
        {
            AllowsPrivateHost = plan.AllowsPrivateHost,
            OpenCountries = OpenCountries.Of(plan.Sender),
            PausedBy = state?.PausedBy,
        };
    }

    private static string? UrlOf(string? region, string? baseUrl)
    {
        _ = SinchRegion.TryParse(region, out var known);
        if (string.IsNullOrWhiteSpace(baseUrl)) return known is null ? null : $"https://{known.Host}";
        if (known is null && SinchEndpoint.NeedsRegion(baseUrl)) return null;
        return baseUrl.Replace(SinchEndpoint.RegionPlaceholder, known?.Code, StringComparison.OrdinalIgnoreCase).TrimEnd('/');
    }

    private sealed record Known(IReadOnlyList<PlanView> Plans, IReadOnlyDictionary<Guid, string> TokenCiphers)
    {
        public PlanView? Find(Guid id) => Plans.SingleOrDefault(plan => plan.Id == id);
    }
}
