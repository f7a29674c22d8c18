using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Data;

[NamesItsEngine]
public sealed class InstantTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task An_instant_is_cut_to_microseconds_and_found_again_by_what_was_written(Engine engine)
    {
        await using var rooms = await TestRooms.StartAsync(engine: engine);
        var written = new DateTimeOffset(2026, 11, 23, 14, 32, 6, TimeSpan.FromHours(1)).AddTicks(1_234_567);
        var id = Guid.NewGuid();
        await rooms.LookAsync(async db =>
        {
            db.Audit.Add(new AuditEntry { Id = id, At = written, ActorName = "Anna", Action = "test", Subject = "" });
            return await db.SaveChangesAsync(Ct);
        });

        var read = await rooms.LookAsync(db => db.Audit.Where(entry => entry.At == written).Select(entry => entry.At).SingleAsync(Ct));

        Assert.Equal(new DateTimeOffset(2026, 11, 23, 13, 32, 6, TimeSpan.Zero).AddTicks(1_234_560), read);
        Assert.Equal(TimeSpan.Zero, read.Offset);
    }
}
