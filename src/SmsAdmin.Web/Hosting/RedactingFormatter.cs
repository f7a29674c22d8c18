using System.Text.RegularExpressions;
using Serilog.Events;
using Serilog.Formatting;

namespace SmsAdmin.Web.Hosting;

/// <summary>The last gate before a log: takes out tokens, webhook secrets and whole numbers, exceptions included.</summary>
internal sealed partial class RedactingFormatter(ITextFormatter inner) : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var line = new StringWriter();
        inner.Format(logEvent, line);
        output.Write(Redact(line.ToString()));
    }

    /// <summary>The line without what nobody should read in it.</summary>
    internal static string Redact(string line)
    {
        line = Bearer().Replace(line, "$1 ***");
        line = ApiKey().Replace(line, "$1_***");
        line = WebhookPath().Replace(line, "$1***");
        line = OdooPath().Replace(line, "$1***");
        return Number().Replace(line, match => $"{match.Value[..3]}…{match.Value[^2..]}");
    }

    [GeneratedRegex(@"\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]+", RegexOptions.IgnoreCase)]
    private static partial Regex Bearer();

    // The prefix stays: it says which key slipped in.
    [GeneratedRegex(@"\b(sms_[a-z]+_[a-z0-9]{8})_[A-Za-z0-9]+")]
    private static partial Regex ApiKey();

    // Routes go by any case, and so does a path that is logged.
    [GeneratedRegex("(/webhooks/sinch/)[^/\\s\"?]+", RegexOptions.IgnoreCase)]
    private static partial Regex WebhookPath();

    [GeneratedRegex("(/odoo/)[0-9a-f]{32}(?![0-9a-f])", RegexOptions.IgnoreCase)]
    private static partial Regex OdooPath();

    // A plus makes 7 digits a number; without it 10 are needed, so that ports and counts stay readable.
    [GeneratedRegex(@"\+\d{7,15}|(?<![\w.:+-])\d{10,15}(?![\w:-]|\.\d)")]
    private static partial Regex Number();
}
