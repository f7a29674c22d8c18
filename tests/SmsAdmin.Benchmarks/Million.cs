using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Benchmarks;

/// <summary>e: memory of the program and the time of a claim while a million messages are queued.</summary>
internal static class Million
{
    private const int Together = 20_000;

    public static async Task<IReadOnlyList<Figure>> RunAsync(int messages, int claims)
    {
        using var sandbox = await Sandboxes.StartAsync();
        using var installation = await Installation.MakeAsync(sandbox, 30, null);
        await FillAsync(installation, messages);

        using var program = await installation.StartAsync();
        // Half a minute of sending at 30 a second, in which it has claimed about a thousand times and settled.
        using var while30Seconds = new PeriodicTimer(TimeSpan.FromSeconds(30));
        await while30Seconds.WaitForNextTickAsync();
        var resident = program.Resident;
        program.Kill();

        return
        [
            new("e", $"resident memory with {messages:N0} queued, sending", $"{resident / 1024.0 / 1024:N0} MiB", "< 300 MB"),
            .. await ClaimsAsync(installation, claims),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> ClaimsAsync(Installation installation, int claims)
    {
        await using var rooms = await installation.OpenRoomsAsync();
        var took = new List<TimeSpan>();
        long? fence = null;
        using var looks = new PeriodicTimer(TimeSpan.FromSeconds(1));
        // The killed program's lease has to end first.
        while (fence is null && await looks.WaitForNextTickAsync()) fence = await rooms.Services.GetRequiredService<PlanLeases>().HoldAsync(installation.PlanId, default);
        for (var i = 0; i < claims; i++)
        {
            fence = await rooms.Services.GetRequiredService<PlanLeases>().HoldAsync(installation.PlanId, default);
            var now = DateTimeOffset.UtcNow;
            var begun = Stopwatch.GetTimestamp();
            await rooms.Services.GetRequiredService<Claims>().CommitAsync(new ClaimWish(installation.PlanId, fence!.Value, 30, now, now + TimeSpan.FromMinutes(1), null));
            took.Add(Stopwatch.GetElapsedTime(begun));
        }

        return [new("e", "a claim of 30, p50 and p99", $"{Statistics.Percentile(took, 0.5).TotalMilliseconds:N1} ms, {Statistics.Percentile(took, 0.99).TotalMilliseconds:N1} ms", "< 20 ms")];
    }

    private static async Task FillAsync(Installation installation, int messages)
    {
        await using var rooms = await installation.OpenRoomsAsync();
        var cipher = rooms.Services.GetRequiredService<TextVault>().Close("Your parcel is at the shop in Main Street until Friday, 18:00.");
        var now = DateTimeOffset.UtcNow;
        for (var done = 0; done < messages; done += Together)
        {
            await using var db = await rooms.Services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync();
            await using var transaction = await db.Database.BeginTransactionAsync();
            var some = Enumerable.Range(done, Math.Min(Together, messages - done)).Select(i => Queued(installation.PlanId, now.AddMilliseconds(i - messages), i, cipher)).ToList();
            await db.InsertAsync(some);
            await transaction.CommitAsync();
        }
    }

    private static Message Queued(Guid planId, DateTimeOffset at, int index, byte[] cipher) => new()
    {
        Id = Guid.CreateVersion7(at),
        SubmissionId = Guid.CreateVersion7(at),
        PlanId = planId,
        Lane = (Lane)(1 + (index % 3)),
        Origin = Origin.Api,
        RequestedBy = "bench",
        To = $"+46701740{index % 1000:000}",
        Country = "SE",
        LastFour = $"{index % 10000:0000}",
        From = "+12015550199",
        TextCipher = cipher,
        Characters = 62,
        Parts = 1,
        State = MessageState.Queued,
        DueAt = at,
        CountedAt = at,
        CreatedAt = at,
        ChangedAt = at,
    };
}
