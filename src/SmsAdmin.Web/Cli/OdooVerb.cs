using SmsAdmin.Core.Odoo;

namespace SmsAdmin.Web.Cli;

/// <summary><c>odoo diff|push</c>: Odoo's system parameters beside ours, and ours written there.</summary>
internal sealed class OdooVerb(Shell shell)
{
    private const string Help = """
        odoo diff [--connection NAME]
        odoo push [--connection NAME]

          diff  reads the four system parameters and shows them beside ours, a secret by its last four
          push  writes ours where they differ, and reads back

          --connection  its name or id; needed where there are several

        Examples:
          odoo diff
          odoo push --connection acme-prod

        Keys come from storage, never from arguments. Settings follow as --Storage:Directory=data.
        Exit code: 0 equal, or pushed and read back; 1 differing or not done; 2 not understood.
        """;

    public static Task<int> RunAsync(string[] args) => new OdooVerb(Shell.OfThisProcess).DoAsync(args);

    public Task<int> DoAsync(string[] args) => shell.DoAsync(args, Help, ["diff", "push"], ["connection", "at"], DoAsync);

    private async Task<int> DoAsync(string word, ShellOptions options)
    {
        await using var rooms = await shell.OpenAsync(options);
        var all = await rooms.Services.GetRequiredService<Connections>().ListAsync(default);
        var wanted = options.One("connection");
        var connection = wanted is null && all.Count == 1 ? all[0] : all.FirstOrDefault(one => one.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase) || one.Id.ToString() == wanted);
        if (connection is null) return await shell.RefusedAsync(all.Count == 0 ? "There is no Odoo database." : $"Name the Odoo database with --connection. There are: {string.Join(", ", all.Select(one => one.Name))}.");
        return word == "diff" ? await DiffAsync(rooms, connection) : await PushAsync(rooms, connection);
    }

    private async Task<int> DiffAsync(WebApplication rooms, ConnectionView connection)
    {
        if (await rooms.Services.GetRequiredService<OdooLook>().ReadAsync(connection.Id, default) is { } trouble) return await shell.RefusedAsync($"{trouble.Says} {trouble.Next}");
        var table = (await rooms.Services.GetRequiredService<ParameterTables>().ReadAsync(connection.Id, default))!;
        foreach (var row in table.Rows) await shell.Output.WriteLineAsync(string.Join('\t', row.Key, row.IsSame ? "equal" : "differs", Shown(row, row.Ours), Shown(row, row.Theirs)));
        await shell.Error.WriteLineAsync($"{table.Differing.Count} of {table.Rows.Count} parameters differ in {connection.Name}; ours come first.");
        return table.Differing.Count == 0 ? Shell.Done : Shell.Refused;
    }

    private async Task<int> PushAsync(WebApplication rooms, ConnectionView connection)
    {
        switch (await rooms.Services.GetRequiredService<ParameterPush>().PushAsync(connection.Id, Shell.Actor, default))
        {
            case PushOutcome.Done done:
                await WriteAsync(done.Evidence);
                if (done.LeftSays is { } left) return await shell.RefusedAsync(left);
                await shell.Error.WriteLineAsync(done.Evidence.Rows.Count == 0 ? "Nothing differed, and nothing was written." : $"Pushed to {connection.Name} and read back.");
                return Shell.Done;
            case PushOutcome.BrokeOff broke:
                await WriteAsync(broke.Evidence);
                return await shell.RefusedAsync($"The push broke off. {broke.Trouble.Says} {broke.Trouble.Next}");
            case PushOutcome.NotBegun not:
                return await shell.RefusedAsync($"Nothing was written. {not.Trouble.Says} {not.Trouble.Next}");
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task WriteAsync(PushEvidence evidence)
    {
        foreach (var row in evidence.Rows) await shell.Output.WriteLineAsync(string.Join('\t', row.Key, row.IsReadBack ? "read back" : "not read back"));
    }

    private static string Shown(ParameterRow row, string? value) => value is null ? "none" : row.IsSecret ? $"••••{value}" : value;
}
