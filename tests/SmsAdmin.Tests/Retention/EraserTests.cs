using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Otp;
using SmsAdmin.Core.Retention;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Delivery;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Retention;

public sealed class EraserTests : IAsyncLifetime
{
    private Walk _walk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _walk = await Walk.StartAsync();

    public ValueTask DisposeAsync() => _walk.DisposeAsync();

    [Fact]
    public async Task A_code_goes_as_soon_as_it_is_final_and_another_text_after_its_days()
    {
        var code = await FinalAsync(Lane.Otp);
        var text = await FinalAsync(Lane.Normal);
        var waiting = await _walk.SubmitAsync("+12015550190", Lane.Otp);

        Assert.Equal(new Erased(1, 0, 0), await RunAsync());
        Assert.Equal((false, true, true), (await HasTextAsync(code), await HasTextAsync(text), await HasTextAsync(waiting)));

        _walk.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal(1, (await RunAsync()).Texts);
        Assert.Equal((false, true), (await HasTextAsync(text), await HasTextAsync(waiting)));
    }

    [Fact]
    public async Task A_number_is_cut_to_its_last_four_everywhere_and_only_of_what_is_final()
    {
        var old = await FinalAsync(Lane.Normal);
        var open = await _walk.SubmitAsync("+12015550191");
        _walk.Clock.Advance(TimeSpan.FromDays(366));

        Assert.Equal(1, (await RunAsync()).Numbers);

        var message = await _walk.Rooms.LookAsync(db => db.Messages.AsNoTracking().SingleAsync(m => m.Id == old, Ct));
        Assert.Equal("0190", message.To);
        Assert.Empty(await _walk.Rooms.LookAsync(db => db.MessageEvents.Where(e => e.MessageId == old && (e.RawHead != null || e.RawRequest != null || e.RawResponse != null)).ToListAsync(Ct)));
        Assert.Equal("+12015550191", await _walk.Rooms.LookAsync(db => db.Messages.Where(m => m.Id == open).Select(m => m.To).SingleAsync(Ct)));
        Assert.Equal("0190", (await _walk.FindAsync(old)).To.Digits);
    }

    [Fact]
    public async Task Verifications_go_with_their_numbers_days_and_counters_of_texts_after_two()
    {
        var sent = await _walk.Rooms.Get<Verifications>().StartAsync(new NewVerification(_walk.PlanId, "+12015550100", "sign-in"), TestRooms.Anna, Ct);
        Assert.IsType<CodeOutcome.Sent>(sent);
        _walk.Clock.Advance(TimeSpan.FromDays(3));
        await RunAsync();
        Assert.Equal((1, 1, 0), await CountedAsync());

        _walk.Clock.Advance(TimeSpan.FromDays(363));
        await RunAsync();
        Assert.Equal((0, 0, 0), await CountedAsync());

        Task<(int, int, int)> CountedAsync() => _walk.Rooms.LookAsync(async db => (
            await db.Verifications.CountAsync(Ct), await db.VerificationSubjects.CountAsync(Ct), await db.SendWindows.CountAsync(Ct)));
    }

    [Fact]
    public async Task A_test_phone_of_the_checklist_is_cut_to_its_last_four_and_offered_no_more()
    {
        var book = _walk.Rooms.Get<ChecklistBook>();
        var old = await CheckedAsync(1, "+46701740605");
        _walk.Clock.Advance(TimeSpan.FromDays(364));
        Assert.Equal(0, (await RunAsync()).Numbers);
        _walk.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(1, (await RunAsync()).Numbers);
        Assert.Equal("0605", (await book.FindAsync(old, Ct))!.Run.Phone!.Digits);
        Assert.Null(await book.LastPhoneAsync(_walk.PlanId, Ct));

        await CheckedAsync(2, "+46701740606");
        Assert.Equal(0, (await RunAsync()).Numbers);
        Assert.Equal("+46701740606", (await book.LastPhoneAsync(_walk.PlanId, Ct))!.E164);

        Task<Guid> CheckedAsync(int number, string phone) => _walk.Rooms.LookAsync(async db =>
        {
            var (id, now) = (Guid.CreateVersion7(), _walk.Clock.GetUtcNow());
            db.ChecklistRuns.Add(new ChecklistRun { Id = id, PlanId = _walk.PlanId, Number = number, StartedAt = now, FinishedAt = now, ByName = "Anna Lind", Phone = phone });
            await db.SaveChangesAsync(Ct);
            return id;
        });
    }

    [Fact]
    public async Task Raw_callbacks_go_in_batches_with_progress_but_not_those_that_wait()
    {
        await _walk.Rooms.LookAsync(async db =>
        {
            for (var i = 0; i < 1201; i++)
                db.Callbacks.Add(new RawCallback { Id = Guid.CreateVersion7(), PlanId = _walk.PlanId, ReceivedAt = _walk.Clock.GetUtcNow(), BodyCipher = [1], State = i == 0 ? CallbackState.Waiting : CallbackState.Applied });
            return await db.SaveChangesAsync(Ct);
        });
        _walk.Clock.Advance(TimeSpan.FromDays(15));
        var seen = new Seen();

        Assert.Equal(1200, (await _walk.Rooms.Get<Eraser>().RunAsync(TestRooms.Anna, seen, Ct)).RawCallbacks);

        Assert.Equal(CallbackState.Waiting, (await _walk.Rooms.LookAsync(db => db.Callbacks.SingleAsync(Ct))).State);
        Assert.Equal([new ErasingProgress(0, 1200), new ErasingProgress(500, 1200), new ErasingProgress(1000, 1200), new ErasingProgress(1200, 1200)], seen.Reports.Distinct());
        Assert.Contains("1200", (await _walk.Rooms.LookAsync(db => db.Audit.SingleAsync(a => a.Action == "retention.run", Ct))).After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_night_is_run_once_though_two_instances_look()
    {
        // Noon, then one in the morning: not yet; then three.
        await _walk.Rooms.Get<Eraser>().RunNightlyAsync(Ct);
        await NightsAsync(1);
        _walk.Clock.Advance(TimeSpan.FromHours(13));
        await _walk.Rooms.Get<Eraser>().RunNightlyAsync(Ct);
        await NightsAsync(1);
        _walk.Clock.Advance(TimeSpan.FromHours(2));
        await using var second = await TestRooms.StartAsync(_walk.Clock, directory: _walk.Rooms.Directory);
        await Task.WhenAll(_walk.Rooms.Get<Eraser>().RunNightlyAsync(Ct), second.Get<Eraser>().RunNightlyAsync(Ct));
        await NightsAsync(2);
    }

    [Theory]
    [InlineData(0, 365, 14, "texts")]
    [InlineData(30, 29, 14, "numbers")]
    [InlineData(30, 365, 4000, "rawCallbacks")]
    public async Task Days_that_make_no_sense_are_refused(int texts, int numbers, int raw, string field) =>
        Assert.Equal(field, (await _walk.Rooms.Get<RetentionTermsStore>().ChangeAsync(new RetentionTerms(texts, numbers, raw), TestRooms.Anna, Ct))?.Field);

    private async Task<Guid> FinalAsync(Lane lane)
    {
        var id = await _walk.SubmitAsync("+12015550190", lane);
        await _walk.Rooms.LookAsync(db => db.Messages.Where(m => m.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.State, MessageState.Delivered).SetProperty(m => m.FinalAt, _walk.Clock.GetUtcNow()), Ct));
        return id;
    }

    private async Task NightsAsync(int expected) =>
        Assert.Equal(expected, await _walk.Rooms.LookAsync(db => db.Audit.CountAsync(a => a.Action == "retention.run", Ct)));

    private Task<Erased> RunAsync() => _walk.Rooms.Get<Eraser>().RunAsync(TestRooms.Anna, null, Ct);

    private Task<bool> HasTextAsync(Guid id) => _walk.Rooms.LookAsync(db => db.Messages.Where(m => m.Id == id).Select(m => m.TextCipher != null).SingleAsync(Ct));

    private sealed class Seen : IProgress<ErasingProgress>
    {
        public List<ErasingProgress> Reports { get; } = [];

        public void Report(ErasingProgress value) => Reports.Add(value);
    }
}
