using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Otp;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Benchmarks;

/// <summary>g: whether the time of an answer tells why a code was refused; h: how long checks and messages take at a steady rate.</summary>
internal static class Checks
{
    private const int PerSecond = 300;
    private static readonly string[] Kinds = ["right", "wrong", "late", "locked", "unknown"];

    /// <summary>The kinds in turn, one caller, so that whatever else the machine does meets all of them alike.</summary>
    public static async Task<IReadOnlyList<Figure>> AlikeAsync(string of, string? postgres, int each)
    {
        using var sandbox = await Sandboxes.StartAsync();
        using var installation = await Installation.MakeAsync(sandbox, 1, postgres);
        var codes = await StartAsync(installation, each * (Kinds.Length - 1), async (db, ids) =>
        {
            var now = DateTimeOffset.UtcNow;
            var (late, locked) = (ids[(2 * each)..(3 * each)], ids[(3 * each)..]);
            var lateKeys = db.Verifications.Where(v => late.Contains(v.Id)).Select(v => v.SubjectKey);
            var lockedKeys = db.Verifications.Where(v => locked.Contains(v.Id)).Select(v => v.SubjectKey);
            await db.VerificationSubjects.Where(s => lateKeys.Contains(s.Key)).ExecuteUpdateAsync(set => set.SetProperty(s => s.LiveUntil, now.AddSeconds(-1)));
            await db.VerificationSubjects.Where(s => lockedKeys.Contains(s.Key)).ExecuteUpdateAsync(set => set.SetProperty(s => s.LockedUntil, now.AddHours(1)));
            await db.Verifications.Where(v => late.Contains(v.Id)).ExecuteUpdateAsync(set => set.SetProperty(v => v.ExpiresAt, now.AddSeconds(-1)));
        });
        using var program = await installation.StartAsync();
        using var one = new Callers(1, installation.Key);
        // Warm: refused, and not of those that are measured.
        await one.PostAsync(_ => Of(program, Guid.NewGuid()), 500, 200, _ => Body("000000"));

        var (_, took) = await one.PostAsync(i => Of(program, Id(i)), each * Kinds.Length, 200, i => Body(Kind(i) == 1 ? Other(Code(i)) : Code(i)));
        var medians = Kinds.Select((_, kind) => Statistics.Median(took.Where((_, i) => Kind(i) == kind).Select(t => t.TotalMilliseconds))).ToList();
        var engine = postgres is null ? "" : ", PostgreSQL";
        return
        [
            .. Kinds.Zip(medians, (kind, median) => new Figure(of, $"median of {each:N0} checks, {kind}{engine}", $"{median:N3} ms", "")),
            new Figure(of, $"greatest difference of two{engine}", $"{medians.Max() - medians.Min():N3} ms, {(medians.Max() / medians.Min()) - 1:P1}", "< 10 % or 1 ms"),
        ];

        int Kind(int i) => i % Kinds.Length;
        int Place(int i) => (Kind(i) * each) + (i / Kinds.Length);
        Guid Id(int i) => Place(i) < codes.Count ? codes[Place(i)].Id : Guid.NewGuid();
        string Code(int i) => codes[Place(i) % codes.Count].Code;
    }

    public static async Task<IReadOnlyList<Figure>> SteadyAsync(string of, string? postgres, int requests)
    {
        using var sandbox = await Sandboxes.StartAsync();
        using var installation = await Installation.MakeAsync(sandbox, 1, postgres);
        var codes = await StartAsync(installation, requests, (_, _) => Task.CompletedTask);
        using var program = await installation.StartAsync();
        using var callers = new Callers(64, installation.Key);
        await callers.PostAsync(_ => Of(program, Guid.NewGuid()), 2_000, 200, _ => Body("000000"));
        await callers.PostAsync(new Uri(program.Address, "api/v1/messages"), 2_000, 202, Bodies.Ours);

        // Half of them right: both ways are walked.
        var bare = await callers.PostSteadilyAsync(_ => new Uri(program.Address, "health/live"), requests, PerSecond, 200, null);
        var checks = await callers.PostSteadilyAsync(i => Of(program, codes[i].Id), requests, PerSecond, 200, i => Body(i % 2 == 0 ? codes[i].Code : Other(codes[i].Code)));
        var messages = await callers.PostSteadilyAsync(_ => new Uri(program.Address, "api/v1/messages"), requests, PerSecond, 202, Bodies.Ours);
        var engine = postgres is null ? "" : ", PostgreSQL";
        return
        [
            new(of, $"bare endpoint at {PerSecond} requests a second, p50 and p99{engine}", Said(bare), ""),
            new(of, $"check at {PerSecond} a second, p50 and p99{engine}", Said(checks), "p99 < 20 ms"),
            new(of, $"message enqueued at {PerSecond} a second, p50 and p99{engine}", Said(messages), "p99 < 50 ms"),
        ];
    }

    /// <summary>Verifications with their codes, past the program, in the order of their numbers.</summary>
    private static async Task<IReadOnlyList<(Guid Id, string Code)>> StartAsync(Installation installation, int count, Func<AppDb, List<Guid>, Task> prepare)
    {
        await using var rooms = await installation.OpenRoomsAsync();
        var verifications = rooms.Services.GetRequiredService<Verifications>();
        var by = Actor.System("Benchmarks");
        var codes = await rooms.Services.GetRequiredService<OneTimeCodes>().OpenAsync(default);
        var started = new List<(Guid Id, string Code)>(count);
        foreach (var some in Enumerable.Range(0, count).Chunk(200))
        {
            started.AddRange(await Task.WhenAll(some.Select(async i =>
            {
                var outcome = await verifications.StartAsync(new NewVerification(installation.PlanId, $"+4670174{i:0000}", "sign-in"), by, default);
                var id = outcome is CodeOutcome.Sent sent ? sent.Verification.Id : throw new InvalidOperationException($"No code was sent: {outcome}");
                await using var db = await rooms.Services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync();
                var row = await db.Verifications.AsNoTracking().SingleAsync(v => v.Id == id);
                return (id, codes.Code(row.Id, row.SubjectKey, row.ContextHash, row.Digits));
            })));
        }

        await using var all = await rooms.Services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        await prepare(all, started.ConvertAll(one => one.Id));
        return started;
    }

    private static Uri Of(Child program, Guid id) => new(program.Address, $"api/v1/verifications/{id}/check");

    private static string Body(string code) => $$"""{"code":"{{code}}"}""";

    private static string Other(string code) => code[..^1] + (code[^1] == '9' ? '0' : (char)(code[^1] + 1));

    private static string Said(TimeSpan[] each) => $"{Statistics.Percentile(each, 0.5).TotalMilliseconds:N1} ms, {Statistics.Percentile(each, 0.99).TotalMilliseconds:N1} ms";
}
