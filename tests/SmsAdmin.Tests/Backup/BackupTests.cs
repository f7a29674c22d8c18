using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Backup;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Backup;

[NamesItsEngine]
public sealed class BackupTests : BackupDesk
{
    [Fact]
    public async Task A_backup_made_under_load_restores_with_every_message_and_nothing_goes_out_twice()
    {
        var before = await SubmitAsync(60);
        await DispatchAsync(Rooms);
        var waiting = await SubmitAsync(40);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var load = Task.WhenAll(AcceptAsync(stop.Token), AcceptAsync(stop.Token), SendAsync(stop.Token));
        await Eventually.HoldsAsync(() => AtSinch().Count > 60, "Nothing was sent beside the backup.");

        var entry = await MakeAsync();

        await stop.CancelAsync();
        await load;
        // The old program goes on after its backup: what that holds as queued is sent by now.
        await DispatchAsync(Rooms);
        Assert.All(waiting, id => Assert.Equal(1, Times(AtSinch(), id)));
        var atSinch = AtSinch();

        var restored = Assert.IsType<RestoreOutcome.Restored>(await RestoreAsync(entry.Path));

        Assert.True(restored.Messages >= 100, $"{restored.Messages} messages");
        await using var rooms = await StartRestoredAsync();
        var there = await rooms.LookAsync(db => db.Messages.AsNoTracking().ToDictionaryAsync(message => message.Id, Ct));
        Assert.All(before.Concat(waiting), id => Assert.Equal("Hello there", rooms.Get<TextVault>().Open(there[id].TextCipher!)));
        Assert.True((await rooms.Get<KeyRing>().InspectAsync(Ct)).IsWhole);

        var plan = (await rooms.Get<Plans>().FindAsync(PlanId, Ct))!;
        Assert.Equal((PlanReadiness.Paused, RestoreHold.Holder), (plan.Readiness, plan.PausedBy));
        Assert.Contains("Restored from the backup of 23 Nov 2026, 12:00 UTC", plan.PausedWhy, StringComparison.Ordinal);
        await LookUpAsync(rooms);
        Assert.Equal(atSinch, AtSinch());
        Assert.True(await rooms.Get<QueueDeeds>().ResumeAsync(plan, TestRooms.Anna, Ct));
        await DispatchAsync(rooms);
        Assert.Equal(atSinch, AtSinch());
        Assert.Equal(0, await rooms.LookAsync(db => db.Messages.CountAsync(message => message.State < MessageState.Accepted, Ct)));
    }

    [Fact]
    public async Task What_waited_and_was_never_sent_goes_out_once_after_a_person_resumed_it()
    {
        var waiting = await SubmitAsync(3);
        Assert.IsType<SubmissionOutcome.Taken>(await Rooms.Get<Submissions>().SubmitAsync(
            new NewSubmission(PlanId, [new NewRecipient("+12015550100")], null, "Later", Lane.Normal, Origin.Api) { SendAt = Clock.GetUtcNow().AddHours(2) }, TestRooms.Anna, Ct));
        var entry = await MakeAsync();
        await Rooms.StopAsync();

        var restored = Assert.IsType<RestoreOutcome.Restored>(await RestoreAsync(entry.Path));

        Assert.Equal(new Held(1, 4), restored.Held);
        await using var rooms = await StartRestoredAsync();
        await LookUpAsync(rooms);
        await DispatchAsync(rooms);
        Assert.Empty(AtSinch());
        var told = (await rooms.Get<MessageLog>().FindAsync(waiting[0], Ct))!;
        Assert.Contains(told.Steps, step => step.Says?.StartsWith("Restored from a backup. It may have gone out since", StringComparison.Ordinal) == true);

        await rooms.Get<QueueDeeds>().ResumeAsync((await rooms.Get<Plans>().FindAsync(PlanId, Ct))!, TestRooms.Anna, Ct);
        await DispatchAsync(rooms);
        Assert.Equal(waiting.Order(), AtSinch().Keys.Select(Guid.Parse).Order());
        // What is due later keeps its time.
        Clock.Advance(TimeSpan.FromHours(2));
        await DispatchAsync(rooms);
        Assert.Equal(4, AtSinch().Count);
        Assert.All(AtSinch().Values, times => Assert.Equal(1, times));
    }

    [Fact]
    public async Task The_free_items_of_the_checklist_are_green_on_what_was_restored()
    {
        await SubmitAsync(2);
        var entry = await MakeAsync();
        await Rooms.StopAsync();
        await RestoreAsync(entry.Path);
        await using var rooms = await StartRestoredAsync();
        await rooms.Get<QueueDeeds>().ResumeAsync((await rooms.Get<Plans>().FindAsync(PlanId, Ct))!, TestRooms.Anna, Ct);

        var run = Assert.IsType<RunOutcome.Begun>(await rooms.Get<ChecklistRuns>().RunAsync(new RunWish(PlanId), TestRooms.Anna, Ct));

        var items = (await rooms.Get<ChecklistBook>().FindAsync(run.RunId, Ct))!.Items.Select(item => item.Result).ToList();
        Assert.DoesNotContain(items, item => item.State is CheckState.Fail or CheckState.Skipped);
        var ring = items.Single(item => item.Item == ChecklistItem.KeyRing);
        Assert.Contains("Backed up and restored on trial within the last hour.", ring.Says, StringComparison.Ordinal);
        Assert.Null(ring.Mend);
    }

    [Fact]
    public async Task It_is_its_user_s_alone_audited_and_leaves_nothing_beside_it()
    {
        var entry = await MakeAsync();

        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(entry.Path));
        Assert.Equal([".lock", entry.Name], Directory.EnumerateFileSystemEntries(Backups.Places.Directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Equal([entry], Backups.List());
        Assert.True((await Backups.LastAsync(Ct))!.IsThere);
        Assert.True(await Backups.DeleteAsync(entry.Name, TestRooms.Anna, Ct));
        Assert.False(await Backups.DeleteAsync("../smsadmin.db", TestRooms.Anna, Ct));
        Assert.False((await Backups.LastAsync(Ct))!.IsThere);
        var audited = await Rooms.Get<AuditLog>().ListAsync(new AuditFilter("backup", null, null), new AuditKey(), 10, Ct);
        Assert.Equal(["backup.deleted", "backup.made"], audited.Rows.Select(row => row.Action).Order());
    }

    [Fact]
    public async Task One_at_a_time_and_a_stopped_one_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();
        BackupOutcome? second = null;
        var progress = new Now(at =>
        {
            second ??= Backups.MakeAsync(TestRooms.Anna, null, Ct).GetAwaiter().GetResult();
            stop.Cancel();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Backups.MakeAsync(TestRooms.Anna, progress, stop.Token));

        Assert.Contains("is made there already", Assert.IsType<BackupOutcome.Refused>(second).Says, StringComparison.Ordinal);
        Assert.Equal([".lock"], Directory.EnumerateFileSystemEntries(Backups.Places.Directory).Select(path => Path.GetFileName(path)));
        Assert.Null(await Backups.LastAsync(Ct));
    }

    [Fact]
    public async Task A_ring_that_does_not_open_the_tokens_is_no_backup()
    {
        await Rooms.LookAsync(db => db.Plans.ExecuteUpdateAsync(set => set.SetProperty(plan => plan.TokenCipher, "CfDJ8of another ring"), Ct));

        var refused = Assert.IsType<BackupOutcome.Refused>(await Backups.MakeAsync(TestRooms.Anna, null, Ct));

        Assert.Contains("does not open the API token of Acme US", refused.Says, StringComparison.Ordinal);
        Assert.Empty(Backups.List());
    }

    [Fact]
    public async Task A_passphrase_closes_it_and_only_that_opens_it()
    {
        var entry = await MakeAsync("correct horse battery");

        Assert.EndsWith(".zip.sealed", entry.Name, StringComparison.Ordinal);
        Assert.DoesNotContain("manifest.json", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(entry.Path, Ct)), StringComparison.Ordinal);
        Assert.Contains("is closed by a passphrase", await RefusedAsync(entry.Path), StringComparison.Ordinal);
        Assert.Contains($"The passphrase does not open {entry.Name}", await RefusedAsync(entry.Path, "another one, longer"), StringComparison.Ordinal);
        var cut = Path.Combine(Elsewhere.FullName, entry.Name);
        await File.WriteAllBytesAsync(cut, (await File.ReadAllBytesAsync(entry.Path, Ct))[..^40], Ct);
        Assert.Contains("is damaged: It is cut off, or was changed.", await RefusedAsync(cut, "correct horse battery"), StringComparison.Ordinal);
        Assert.IsType<RestoreOutcome.Restored>(await RestoreAsync(entry.Path, "correct horse battery"));
    }

    [Fact]
    public async Task What_is_no_backup_damaged_or_not_ours_is_named_and_the_directory_stays_as_it_was()
    {
        var entry = await MakeAsync();
        var file = Path.Combine(Elsewhere.FullName, "case.zip");

        await File.WriteAllTextAsync(file, "Dear diary", Ct);
        Assert.Equal("case.zip is not a backup of SmsAdmin.", await RefusedAsync(file));

        await CopyAsync(entry.Path, file, archive => archive.GetEntry("manifest.json")!.Delete());
        Assert.Contains("case.zip is not a backup of SmsAdmin: it has no manifest.json", await RefusedAsync(file), StringComparison.Ordinal);

        await CopyAsync(entry.Path, file, archive => Replace(archive, "manifest.json", text => text.Replace("keys/key", "../key", StringComparison.Ordinal)));
        Assert.Contains("is none of its files", await RefusedAsync(file), StringComparison.Ordinal);

        await CopyAsync(entry.Path, file, archive => Replace(archive, "manifest.json", text => Regex.Replace(text, @"keys/key[^""]*", "smsadmin.db")));
        Assert.Contains("it names smsadmin.db twice", await RefusedAsync(file), StringComparison.Ordinal);

        await CopyAsync(entry.Path, file, archive => Replace(archive, "manifest.json", text => Regex.Replace(text, @"""size"": \d+", "\"size\": 9000000000000000000")));
        Assert.Contains("and there is room for", await RefusedAsync(file), StringComparison.Ordinal);

        await CopyAsync(entry.Path, file, archive => Replace(archive, "manifest.json", text => text + new string(' ', 1024 * 1024)));
        Assert.Contains("its manifest.json is longer than any", await RefusedAsync(file), StringComparison.Ordinal);

        await CopyAsync(entry.Path, file, archive => Replace(archive, "manifest.json", text => text.Replace("\"Plans\": 1", "\"Plans\": 2", StringComparison.Ordinal)));
        Assert.Contains("case.zip is damaged: Plans holds 1 rows, and 2 were written.", await RefusedAsync(file), StringComparison.Ordinal);

        await CopyAsync(entry.Path, file, archive => archive.Entries.First(one => one.FullName.StartsWith("keys/", StringComparison.Ordinal)).Delete());
        Assert.Contains("is missing.", await RefusedAsync(file), StringComparison.Ordinal);

        await CopyAsync(entry.Path, file, archive => Replace(archive, archive.Entries.First(one => one.FullName.StartsWith("keys/", StringComparison.Ordinal)).FullName, text => text.Replace('a', 'b')));
        Assert.Contains("is not what was written.", await RefusedAsync(file), StringComparison.Ordinal);

        await CopyAsync(entry.Path, file, archive => Replace(archive, "manifest.json", text => text.Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal)));
        Assert.Contains("is of a later SmsAdmin", await RefusedAsync(file), StringComparison.Ordinal);

        Assert.Contains("There is no file", await RefusedAsync(file + ".gone"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task A_directory_that_is_not_empty_is_left_alone()
    {
        var entry = await MakeAsync();
        Directory.CreateDirectory(Target);
        await File.WriteAllTextAsync(Path.Combine(Target, "photo.jpg"), "not ours", Ct);

        Assert.Contains("is not empty: photo.jpg lies in it. A restore overwrites nothing.", await RefusedAsync(entry.Path), StringComparison.Ordinal);

        Assert.Equal(["photo.jpg"], Directory.EnumerateFileSystemEntries(Target).Select(path => Path.GetFileName(path)));
    }

    // Two of these and what waited stay under the plan's thousand a second: the test's clock stands, and no next second comes.
    private async Task AcceptAsync(CancellationToken stop)
    {
        for (var left = 400; left > 0 && !stop.IsCancellationRequested; left--) await SubmitAsync();
    }

    private async Task SendAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested) await DispatchAsync(Rooms);
    }

    // Twice, the second time after the settle delay.
    private async Task LookUpAsync(TestRooms rooms)
    {
        for (var round = 0; round < 6; round++)
        {
            await rooms.Get<OutcomeChecks>().RunOnceAsync(Ct);
            Clock.Advance(TimeSpan.FromSeconds(30));
        }
    }

    private async Task<string> RefusedAsync(string file, string? passphrase = null) => Assert.IsType<RestoreOutcome.Refused>(await RestoreAsync(file, passphrase)).Says;

    private static async Task CopyAsync(string from, string to, Action<ZipArchive> change)
    {
        File.Copy(from, to, overwrite: true);
        await using var archive = await ZipFile.OpenAsync(to, ZipArchiveMode.Update, Ct);
        change(archive);
    }

    private static void Replace(ZipArchive archive, string name, Func<string, string> change)
    {
        var entry = archive.GetEntry(name)!;
        string text;
        // Byte for byte.
        using (var reader = new StreamReader(entry.Open(), Encoding.Latin1, detectEncodingFromByteOrderMarks: false)) text = reader.ReadToEnd();
        entry.Delete();
        using var writer = new StreamWriter(archive.CreateEntry(name).Open(), Encoding.Latin1);
        writer.Write(change(text));
    }

    /// <summary>Told on the spot, while the one who tells waits.</summary>
    private sealed class Now(Action<BackupProgress> told) : IProgress<BackupProgress>
    {
        public void Report(BackupProgress value) => told(value);
    }
}
