using SmsAdmin.Core.Accounts;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Cli;

namespace SmsAdmin.Tests.Hosting;

/// <summary>One console at a time on a SQLite storage.</summary>
public sealed class StorageHoldTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_console_on_the_same_storage_is_refused_until_the_first_has_stopped()
    {
        var place = Directory.CreateTempSubdirectory("smsadmin-hold-");
        Dictionary<string, string> same = new() { ["ConnectionStrings:Postgres"] = "", ["Storage:Directory"] = place.FullName };
        await using (var first = new ConsoleHost { Settings = same })
        {
            await first.InitializeAsync();
            await using (var second = new ConsoleHost { Settings = same })
            {
                var refusal = await Assert.ThrowsAsync<InvalidOperationException>(async () => await second.InitializeAsync());
                Assert.StartsWith($"Another SmsAdmin serves the storage in {place.FullName}. Stop it first", refusal.Message, StringComparison.Ordinal);
            }

            // A shell works beside it.
            Assert.Equal(0, await new ApiKeyVerb(TextWriter.Null, TextWriter.Null).DoAsync(["list", $"--Storage:Directory={place.FullName}"]));
        }

        await using (var third = new ConsoleHost { Settings = same })
        {
            await third.InitializeAsync();
            Assert.False(await third.Room<Users>().AnyAsync(Ct));
        }

        place.Delete(recursive: true);
    }
}
