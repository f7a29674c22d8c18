using System.Globalization;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Web.Cli;

/// <summary>How far a move is: one line that is drawn over itself, or, where nobody watches, a line for each table that is over.</summary>
internal sealed class ProgressBar(TextWriter writer, bool isTerminal) : IProgress<MoveProgress>
{
    private const int Width = 30;
    private int _longest;

    public void Report(MoveProgress value)
    {
        if (isTerminal) Draw(value);
        else if (value.IsOver) writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Percent(value),3} %  {value.Table}"));
    }

    /// <summary>Leaves the bar on the screen and goes to the next line.</summary>
    public Task EndAsync() => _longest > 0 ? writer.WriteLineAsync() : Task.CompletedTask;

    private void Draw(MoveProgress at)
    {
        var full = Width * Percent(at) / 100;
        var line = string.Create(CultureInfo.InvariantCulture, $"[{new string('#', full)}{new string('.', Width - full)}] {Percent(at),3} %  {at.Done:N0} of {at.Of:N0} rows  {at.Table}");
        _longest = Math.Max(_longest, line.Length);
        writer.Write('\r' + line.PadRight(_longest));
    }

    private static int Percent(MoveProgress at) => at.Of == 0 ? 100 : (int)(100 * at.Done / at.Of);
}
