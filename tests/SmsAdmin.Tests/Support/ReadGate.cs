using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SmsAdmin.Tests.Support;

/// <summary>Holds back what the database answers of one table until a test lets it through: an answer that comes late, on either engine.</summary>
public sealed class ReadGate : DbCommandInterceptor
{
    private volatile Opening? _held;

    /// <summary>From now until it is disposed, whoever reads this table waits.</summary>
    /// <param name="table">Such as <c>Usage</c>.</param>
    public IDisposable Shut(string table) => new Held(_held = new Opening($"\"{table}\""));

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (_held is { } held && command.CommandText.Contains(held.Table, StringComparison.Ordinal)) await held.Opened.WaitAsync(cancellationToken);
        return result;
    }

    private sealed class Opening(string table)
    {
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Table => table;

        public Task Opened => _opened.Task;

        public void Open() => _opened.TrySetResult();
    }

    private sealed class Held(Opening opening) : IDisposable
    {
        public void Dispose() => opening.Open();
    }
}
