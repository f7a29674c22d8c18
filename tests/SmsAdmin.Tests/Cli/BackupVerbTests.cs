using SmsAdmin.Tests.Backup;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Cli;

namespace SmsAdmin.Tests.Cli;

[NamesItsEngine]
public sealed class BackupVerbTests : BackupDesk
{
    private string To => Path.Combine(Elsewhere.FullName, "kept");

    private string Storage => $"--Storage:Directory={Rooms.Directory.FullName}";

    [Fact]
    public async Task A_backup_is_made_beside_the_program_and_comes_back_into_an_empty_directory()
    {
        await SubmitAsync(5);

        var made = await BackupAsync("--to", To, Storage);

        Assert.True(made.Exit == 0, made.Error);
        var file = made.Output.Trim();
        Assert.Equal(To, Path.GetDirectoryName(file));
        Assert.Contains("restored on trial", made.Error, StringComparison.Ordinal);
        var restored = await RestoreAsync("--from", file, $"--Storage:Directory={Target}");
        Assert.True(restored.Exit == 0, restored.Error);
        Assert.Equal($"{Path.Combine(Target, "smsadmin.db")}\t5", restored.Output.Trim());
        Assert.Contains("Paused: 1 plan. 5 waiting messages are looked up at Sinch before any goes out.", restored.Error, StringComparison.Ordinal);
        var again = await RestoreAsync("--from", file, $"--Storage:Directory={Target}");
        Assert.Equal(1, again.Exit);
        Assert.Contains("is not empty", again.Error, StringComparison.Ordinal);
        await using var rooms = await StartRestoredAsync();
        Assert.Equal(5, await rooms.LookAsync(db => Task.FromResult(db.Messages.Count())));
    }

    [Fact]
    public async Task A_passphrase_comes_from_standard_input()
    {
        var made = await BackupAsync(["--to", To, "--passphrase", "-", Storage], "correct horse battery\n");
        Assert.True(made.Exit == 0, made.Error);
        Assert.Contains("closed by the passphrase", made.Error, StringComparison.Ordinal);
        var file = made.Output.Trim();

        Assert.Equal(1, (await RestoreAsync("--from", file, $"--Storage:Directory={Target}")).Exit);
        var restored = await RestoreAsync(["--from", file, "--passphrase", "-", $"--Storage:Directory={Target}"], "correct horse battery\n");
        Assert.True(restored.Exit == 0, restored.Error);
    }

    [Fact]
    public async Task What_was_brought_back_by_hand_is_held()
    {
        await SubmitAsync(2);
        await Rooms.StopAsync();

        var held = await RestoreAsync("hold", Storage);

        Assert.True(held.Exit == 0, held.Error);
        Assert.Contains("Paused: 1 plan. 2 waiting messages", held.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backup", 2, "A passphrase is no argument", "--Backup:Passphrase=correct horse battery")]
    [InlineData("backup", 2, "Write --passphrase -", "--passphrase", "correct horse battery")]
    [InlineData("backup", 2, "shorter than 12 characters", "--passphrase", "-")]
    [InlineData("backup", 2, "not a way to call it", "everything")]
    [InlineData("backup", 0, "in a crontab", "--help")]
    [InlineData("restore", 2, "restore --from FILE")]
    [InlineData("restore", 2, "There is no option --to", "--to", "x")]
    [InlineData("restore", 1, "There is no file", "--from", "nowhere.zip", "--Storage:Directory=nowhere")]
    [InlineData("restore", 1, "comes back to SQLite", "--from", "nowhere.zip", "--ConnectionStrings:Postgres=Host=db", "--KeyRing:MasterKey=x")]
    [InlineData("restore", 0, "Examples:", "--help")]
    public async Task What_it_does_not_do_it_says_on_standard_error_and_by_its_exit_code(string verb, int exit, string says, params string[] args)
    {
        var done = verb == "backup" ? await BackupAsync(args, "short") : await RestoreAsync(args);

        Assert.Equal((exit, ""), (done.Exit, done.Output));
        Assert.Contains(says, done.Error, StringComparison.Ordinal);
    }

    private static Task<(int Exit, string Output, string Error)> BackupAsync(params string[] args) => BackupAsync(args, "");

    private static Task<(int Exit, string Output, string Error)> BackupAsync(string[] args, string input) => DoAsync(shell => new BackupVerb(shell).DoAsync(args), input);

    private static Task<(int Exit, string Output, string Error)> RestoreAsync(params string[] args) => RestoreAsync(args, "");

    private static Task<(int Exit, string Output, string Error)> RestoreAsync(string[] args, string input) => DoAsync(shell => new RestoreVerb(shell).DoAsync(args), input);

    private static async Task<(int Exit, string Output, string Error)> DoAsync(Func<Shell, Task<int>> verb, string input)
    {
        using var reader = new StringReader(input);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await verb(new Shell(reader, output, error));
        return (exit, output.ToString(), error.ToString());
    }
}
