using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.Retention;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Odoo;

public sealed class NativeSendsTests : NativeRooms
{
    private const string To = "+1 201-555-0190";

    [Fact]
    public async Task What_Odoo_sends_is_queued_in_its_name_and_a_code_goes_in_the_lane_of_codes()
    {
        var (id, secret) = await OnAsync();
        var (order, code) = (Uuid(), Uuid());

        var answers = await TakeAsync(secret, Call(new NativeText(order, To, "Your order 4711 is on its way."), new NativeText(code, To, "Your code is 483920.")));

        Assert.Equal([new NativeAnswer(order, "processing", 1), new NativeAnswer(code, "processing", 1)], answers);
        var messages = await MessagesAsync();
        Assert.All(messages, m => Assert.Equal((Origin.Odoo, "acme-prod", PlanId), (m.Origin, m.RequestedBy, m.PlanId)));
        Assert.Equal([Lane.Otp, Lane.Normal], messages.Select(m => m.Lane).Order());
        Assert.Equal(TimeSpan.FromMinutes(15), Math.Round((messages.Single(m => m.Lane == Lane.Otp).Deadline!.Value - messages[0].CreatedAt).TotalMinutes) * TimeSpan.FromMinutes(1));
        Assert.Equal(new[] { code, order }.Order(), (await Rooms.LookAsync(db => db.Submissions.Select(s => s.CallerReference!).ToListAsync(Ct))).Order());
        var calls = (await Rooms.Get<NativeLog>().FindAsync(id, Ct))!.Calls!;
        Assert.Equal((2, "2 processing"), (calls.Texts, calls.Answered));
    }

    [Fact]
    public async Task An_accepted_uuid_is_sent_once_for_ever_and_answered_alike()
    {
        var (_, secret) = await OnAsync();
        var text = new NativeText(Uuid(), To, "Hello");
        var first = await TakeAsync(secret, Call(text));
        Assert.Equal(first, await TakeAsync(secret, Call(text)));

        Rooms = await RestartAsync();
        Assert.Equal(first, await TakeAsync(secret, Call(text)));
        await Rooms.Get<Dispatcher>().RunOnceAsync(Ct);
        await Rooms.LookAsync(db => db.Messages.ExecuteUpdateAsync(set => set.SetProperty(m => m.FinalAt, Clock.GetUtcNow()).SetProperty(m => m.State, MessageState.Delivered), Ct));
        Clock.Advance(TimeSpan.FromDays(4000));
        await Rooms.Get<Eraser>().RunAsync(Actor.System("Test"), null, Ct);
        await Rooms.LookAsync(db => db.Plans.ExecuteUpdateAsync(set => set.SetProperty(p => p.Region, (string?)null), Ct));

        Assert.Equal(first, await TakeAsync(secret, Call(text)));
        Assert.Single(await MessagesAsync());
    }

    [Fact]
    public async Task A_uuid_that_the_quota_refused_is_judged_anew_and_goes_out_once_there_is_room()
    {
        var (_, secret) = await OnAsync();
        await QuotaAsync(1);
        var (one, two) = (new NativeText(Uuid(), To, "One"), new NativeText(Uuid(), To, "Two"));

        Assert.Equal(["processing", "insufficient_credit"], (await TakeAsync(secret, Call(one, two))).Select(answer => answer.State).Order().Reverse());
        Assert.Equal(1, await Rooms.LookAsync(db => db.TakenOnce.CountAsync(Ct)));
        await QuotaAsync(2);

        Assert.Equal(["processing", "processing"], (await TakeAsync(secret, Call(one, two))).Select(answer => answer.State));
        Assert.Equal(["processing", "processing"], (await TakeAsync(secret, Call(one, two))).Select(answer => answer.State));
        Assert.Equal(2, (await MessagesAsync()).Count);
    }

    [Fact]
    public async Task Five_hundred_posted_twice_in_parallel_are_five_hundred_with_the_same_answers()
    {
        var (_, secret) = await OnAsync();
        var call = Call([.. Enumerable.Range(0, 500).Select(i => new NativeText(Uuid(), $"+1201555{i:0000}", "Hello"))]);

        var both = await Task.WhenAll(Task.Run(() => TakeAsync(secret, call), Ct), Task.Run(() => TakeAsync(secret, call), Ct));

        Assert.Equal(both[0], both[1]);
        Assert.Equal(500, both[0].Count(answer => answer.State == "processing"));
        Assert.Equal((500, 500), ((await MessagesAsync()).Count, (await MessagesAsync()).DistinctBy(m => m.To).Count()));
        Assert.Equal(500, await Rooms.LookAsync(db => db.Usage.Where(u => EF.Functions.Like(u.Period, "d%")).SumAsync(u => u.Messages, Ct)));
    }

    [Fact]
    public async Task Two_instances_that_get_the_same_call_send_it_once()
    {
        var (_, secret) = await OnAsync();
        await using var second = await TestRooms.StartAsync(Clock, directory: Rooms.Directory);
        var call = Call([.. Enumerable.Range(0, 60).Select(i => new NativeText(Uuid(), $"+1201555{i:0000}", "Hello"))]);

        var both = await Task.WhenAll(Task.Run(() => TakeAsync(secret, call), Ct), Task.Run(() => TakeAsync(secret, call, second), Ct));

        Assert.Equal(both[0], both[1]);
        Assert.Equal(60, (await MessagesAsync()).Count);
    }

    [Fact]
    public async Task Each_refusal_has_a_word_of_Odoos_and_leaves_nothing()
    {
        var (_, secret) = await OnAsync();
        var texts = new[]
        {
            new NativeText(Uuid(), "+1 201", "Hello"), new NativeText(Uuid(), "", "Hello"), new NativeText(Uuid(), To, ""),
            new NativeText(Uuid(), To, new string('x', 2001)), new NativeText(Uuid(), "+46 70 174 06 05", "Your code is 483920."),
        };

        var answers = await TakeAsync(secret, Call(texts));
        await Rooms.LookAsync(db => db.Plans.ExecuteUpdateAsync(set => set.SetProperty(p => p.Region, (string?)null), Ct));
        Rooms.Get<PlanChanges>().Announce();
        var unready = await TakeAsync(secret, Call(new NativeText(Uuid(), To, "Hello")));

        Assert.Equal(["wrong_number_format", "wrong_number_format", "invalid_text", "invalid_text", "country_not_supported", "server_error"], [.. answers.Concat(unready).Select(answer => answer.State)]);
        Assert.Empty(await MessagesAsync());
        Assert.Equal(0, await Rooms.LookAsync(db => db.TakenOnce.CountAsync(Ct)));
    }

    [Fact]
    public async Task A_secret_of_another_connection_does_not_share_its_uuids()
    {
        var (_, secret) = await OnAsync();
        var other = await ConnectAsync("18", "acme-test");
        await Rooms.Get<NativeSwitch>().OnAsync(other, TestRooms.Anna, Ct);
        var text = new NativeText(Uuid(), To, "Hello");

        await TakeAsync(secret, Call(text));
        await TakeAsync(await SecretAsync(other), Call(text));

        Assert.Equal(["acme-prod", "acme-test"], (await MessagesAsync()).Select(m => m.RequestedBy).Order());
    }

    private Task<int> QuotaAsync(int perDay)
    {
        return Rooms.LookAsync(async db =>
        {
            var rows = await db.Plans.ExecuteUpdateAsync(set => set.SetProperty(p => p.PerDay, perDay), Ct);
            Rooms.Get<PlanChanges>().Announce();
            return rows;
        });
    }

    private async Task<TestRooms> RestartAsync()
    {
        var directory = await Rooms.StopAsync();
        return await TestRooms.StartAsync(Clock, directory: directory);
    }
}
