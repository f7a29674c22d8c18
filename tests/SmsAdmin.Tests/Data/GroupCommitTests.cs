using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Data;

public sealed class GroupCommitTests : IAsyncLifetime
{
    private TestRooms _rooms = null!;
    private Writer _writer = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _rooms = await TestRooms.StartAsync();
        _writer = new Writer(_rooms.Get<GroupCommit>());
    }

    public ValueTask DisposeAsync() => _rooms.DisposeAsync();

    [Fact]
    public async Task What_is_written_in_many_rows_is_read_as_it_was()
    {
        var whole = Step();
        whole.HttpStatus = 201;
        whole.State = Core.Words.MessageState.Accepted;
        whole.Says = "";
        whole.RawRequest = new string('ž', 5000);
        var bare = Step();

        await _writer.WriteAsync([whole, bare]);

        var read = await _rooms.LookAsync(db => db.MessageEvents.AsNoTracking().OrderBy(step => step.Id).ToListAsync(Ct));
        Assert.Equivalent(new[] { whole, bare }.Select(Told), read.Select(Told), strict: true);
    }

    [Fact]
    public async Task One_that_cannot_be_written_harms_neither_its_neighbours_nor_those_after_it()
    {
        await _writer.WriteAsync([Step()]);
        var together = Enumerable.Range(0, 40).Select(i => _writer.WriteAsync(i == 17 ? [null!] : [Step()])).ToList();
        var fates = await Task.WhenAll(together.Select(async work =>
        {
            try
            {
                await work;
                return true;
            }
            catch (DbException)
            {
                return false;
            }
        }));

        Assert.Equal(Enumerable.Range(0, 40).Select(i => i != 17), fates);
        await _writer.WriteAsync([Step()]);
        Assert.Equal(41, await _rooms.LookAsync(db => db.MessageEvents.CountAsync(Ct)));
    }

    [Fact]
    public async Task What_another_wrote_between_the_look_and_the_insert_is_found_by_a_second_look_and_looked_for_no_more_than_that()
    {
        await _rooms.LookAsync(db => db.KeepFirstAsync("Pressed", "by another", Ct));
        var late = new LateLook(_rooms.Get<GroupCommit>(), misses: 1);
        Assert.Equal("by another", await late.PressAsync("Pressed"));
        Assert.Equal(2, late.Looks);

        var never = new LateLook(_rooms.Get<GroupCommit>(), misses: int.MaxValue);
        await Assert.ThrowsAnyAsync<DbException>(() => never.PressAsync("Pressed"));
        Assert.Equal(2, never.Looks);
    }

    // Whoever heard yes is on the disk; what is written on top of what the disk may have lost would be lost with it.
    [Fact]
    public async Task Once_the_disk_did_not_take_what_was_committed_nothing_more_is_written_until_a_new_start()
    {
        var commits = _rooms.Get<GroupCommit>();
        await _writer.WriteAsync([Step()]);
        Assert.Null(await _rooms.Get<StorageCheck>().FaultAsync(Ct));

        await commits.TellAsync([], Task.FromException(new SqliteException("The disk did not take what was committed: EIO", 10)));

        await Assert.ThrowsAsync<SqliteException>(() => _writer.WriteAsync([Step()]));
        Assert.Equal(
            "The disk did not take what was committed: EIO Start SmsAdmin again: it then goes on from what the disk holds.",
            await _rooms.Get<StorageCheck>().FaultAsync(Ct));
        Assert.Equal(1, await _rooms.LookAsync(db => db.MessageEvents.CountAsync(Ct)));
    }

    private static MessageEvent Step() => new() { MessageId = Guid.CreateVersion7(), At = Instants.Truncated(DateTimeOffset.UtcNow), Kind = Core.Words.MessageEventKind.Accepted };

    private static object Told(MessageEvent step) => new { step.MessageId, step.At, step.Kind, step.State, step.HttpStatus, step.Says, step.RawRequest };

    // Its first looks come before another's commit, its inserts after it.
    private sealed class LateLook(GroupCommit commits, int misses) : GroupWriter<string, string>(commits)
    {
        public int Looks { get; private set; }

        protected internal override int Order => 9;

        public Task<string> PressAsync(string key) => CommitAsync(key);

        protected override async Task<IReadOnlyList<string>> WriteAsync(AppDb db, IReadOnlyList<string> works)
        {
            var key = works.Single();
            var found = await db.Settings.Where(setting => setting.Key == key).Select(setting => setting.Value).SingleOrDefaultAsync(Ct);
            if (++Looks > misses) return [found!];
            await Many.ExecuteAsync(db, "INSERT INTO \"Settings\" (\"Key\", \"Value\") VALUES ($1, $2)", [[key, "by this one"]]);
            return ["by this one"];
        }
    }

    // An event that is null stands for a row that storage refuses.
    private sealed class Writer(GroupCommit commits) : GroupWriter<IReadOnlyList<MessageEvent>, int>(commits)
    {
        protected internal override int Order => 9;

        public Task<int> WriteAsync(IReadOnlyList<MessageEvent> steps) => CommitAsync(steps);

        protected override async Task<IReadOnlyList<int>> WriteAsync(AppDb db, IReadOnlyList<IReadOnlyList<MessageEvent>> works)
        {
            var counts = new List<int>();
            foreach (var work in works)
            {
                counts.Add(work is [null] ? (await Many.ExecuteAsync(db, "INSERT INTO \"Settings\" (\"Key\", \"Value\") VALUES ($1, $2)", [["Refused", null]])).Length : (await db.InsertAsync(work)).Length);
            }

            return counts;
        }
    }
}
