using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace SmsAdmin.BrowserTests;

/// <summary>A token and a password go in, and are readable nowhere afterwards; nor is a text in the database.</summary>
public sealed class SecretsTests(Chromium chromium)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Token_and_password_are_nowhere_to_be_read_and_without_the_key_ring_nothing_is_overwritten()
    {
        var token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var text = "A text for nobody else " + RandomNumberGenerator.GetHexString(12);
        var first = Person.Anna with { Password = RandomNumberGenerator.GetHexString(24, lowercase: true) };
        var anna = first with { Password = RandomNumberGenerator.GetHexString(24, lowercase: true) };
        var storage = Directory.CreateTempSubdirectory("smsadmin-secrets-");
        IReadOnlyCollection<(string Where, byte[] Bytes)> wire;
        IReadOnlyCollection<string> escaped;
        var consoles = new List<string>();
        await using (var program = await RunningProgram.StartAsync(Ct, storage))
        {
            var page = await chromium.OpenAsync(program.Address);
            var recording = Recording.Of(page);
            await first.SetUpAsync(page, await program.SetUpCodeAsync(Ct));
            await first.ChangePasswordAsync(page, anna.Password);
            using var backstage = new Backstage(program);
            await backstage.AddPlanAsync("secret-plan", token);
            await PlanForm.AddAsync(page, "Secret", "secret-plan", token, "us", backstage.BaseUrl);
            var form = await SendForm.OpenAsync(page, "Secret");
            await form.SubmitAsync("+12015550100", text);
            await Expect(page.Locator(".explain .top")).ToContainTextAsync("Delivered");
            var message = await form.MessageIdAsync();
            foreach (var path in await PageTable.PathsAsync(page, message)) await page.GoAsync(path);
            await Person.SignOutAsync(page);
            await anna.SignInAsync(page);
            wire = await recording.AllAsync();
            escaped = recording.Escaped;
            Assert.True(recording is { FramesIn: > 50, FramesOut: > 20 }, $"{recording.FramesIn} frames in, {recording.FramesOut} out");
            await program.StopAsync(Ct);
            consoles.Add(program.Console);
        }

        // The program's own files are the same for everybody; the browser fetches its icon past the page; and who leaves a page
        // at once leaves SignalR's handshake unread, which is the framework's and knows nothing of ours.
        Assert.DoesNotContain(escaped, answer => Path.GetExtension(answer) is not (".svg" or ".css" or ".js") && !answer.Contains("/_blazor/negotiate", StringComparison.Ordinal));
        Assert.True(wire.Count > 100, $"Only {wire.Count} answers and frames were recorded.");
        consoles.AddRange(await WithoutItsKeyRingAsync(storage, anna, token));
        foreach (var secret in (string[])[token, first.Password, anna.Password])
        {
            var forms = new SecretForms(secret);
            Assert.Empty(wire.SelectMany(kept => forms.In(kept.Bytes).Select(form => $"{form} in {kept.Where}")));
            Assert.Empty(storage.EnumerateFiles("*", SearchOption.AllDirectories).SelectMany(file => forms.In(File.ReadAllBytes(file.FullName)).Select(form => $"{form} in {file.Name}")));
            Assert.All(consoles, console => Assert.Empty(forms.In(Encoding.UTF8.GetBytes(console))));
        }

        var textForms = new SecretForms(text);
        Assert.Empty(storage.EnumerateFiles("*", SearchOption.AllDirectories).SelectMany(file => textForms.In(File.ReadAllBytes(file.FullName)).Select(form => $"{form} in {file.Name}")));
        storage.Delete(recursive: true);
    }

    // Says what the programs wrote to their consoles.
    private async Task<IEnumerable<string>> WithoutItsKeyRingAsync(DirectoryInfo storage, Person anna, string token)
    {
        var keys = Path.Combine(storage.FullName, "keys");
        var away = Path.Combine(storage.FullName, "keys-away");
        var before = CiphersIn(storage);
        var consoles = new List<string>();
        Directory.Move(keys, away);
        await using (var program = await RunningProgram.StartAsync(Ct, storage))
        {
            Assert.Contains("the API token of Secret", program.Console, StringComparison.Ordinal);
            Assert.Contains("Put the right one back and restart", program.Console, StringComparison.Ordinal);
            var page = await chromium.OpenAsync(program.Address);
            await anna.SignInAsync(page);
            await page.GoAsync("/credentials");
            await Expect(page.Locator("main").GetByText("The key ring is not the one this database was closed with").First).ToBeVisibleAsync();
            await Expect(PlanForm.Card(page, "Secret")).ToContainTextAsync("Token cannot be opened");
            await program.StopAsync(Ct);
            consoles.Add(program.Console);
        }

        Assert.Equal(before, CiphersIn(storage));
        Directory.Delete(keys, recursive: true);
        Directory.Move(away, keys);
        await using var restored = await RunningProgram.StartAsync(Ct, storage);
        var again = await chromium.OpenAsync(restored.Address);
        await anna.SignInAsync(again);
        await again.GoAsync("/credentials");
        await Expect(PlanForm.Card(again, "Secret")).ToContainTextAsync("Verified");

        // The pretend Sinch forgot the plan with its last run; the token that it is given is the one that was closed.
        using var backstage = new Backstage(restored);
        await backstage.AddPlanAsync("secret-plan", token);
        await PlanForm.MoveAsync(again, "Secret", backstage.BaseUrl);
        var form = await SendForm.OpenAsync(again, "Secret");
        await form.SubmitAsync("+12015550100", "The ring is back");
        await Expect(again.Locator(".explain .top")).ToContainTextAsync("Delivered");
        await restored.StopAsync(Ct);
        return [.. consoles, restored.Console];
    }

    private static List<string> CiphersIn(DirectoryInfo storage)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(storage.FullName, "smsadmin.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """SELECT "TokenCipher" FROM "Plans" UNION ALL SELECT hex("TextCipher") FROM "Messages" UNION ALL SELECT "Value" FROM "Settings" ORDER BY 1""";
        using var reader = command.ExecuteReader();
        var ciphers = new List<string>();
        while (reader.Read()) ciphers.Add(reader.GetString(0));
        return ciphers;
    }
}
