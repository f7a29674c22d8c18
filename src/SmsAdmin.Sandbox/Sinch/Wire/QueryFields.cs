using System.Globalization;

namespace SmsAdmin.Sandbox.Sinch.Wire;

/// <summary>Reads a request's query and keeps the first thing that is wrong with it.</summary>
internal sealed class QueryFields(IQueryCollection query)
{
    public Rejection? Fault { get; private set; }

    public string? Text(string name) => query.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } text ? text : null;

    public int Number(string name, int otherwise, int least, int most)
    {
        if (Text(name) is not { } text)
            return otherwise;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            Fault ??= Rejection.InvalidFormat($"'{text}' is not a valid value of '{name}'.");
        else if (number < least || number > most)
            Fault ??= Rejection.Constraint($"'{name}' must be between {least} and {most}.");
        return number;
    }

    public bool Flag(string name)
    {
        if (Text(name) is not { } text)
            return false;
        if (!bool.TryParse(text, out var flag))
            Fault ??= Rejection.InvalidFormat($"'{text}' is not a valid value of '{name}'.");
        return flag;
    }

    public DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } text)
            return null;
        // An unescaped plus in a query arrives as a space
        if (Instants.TryReadDay(text.Replace(' ', '+'), out var at))
            return at;
        Fault ??= Rejection.InvalidFormat($"'{text}' is not a valid value of '{name}'.");
        return null;
    }

    /// <summary>A comma-joined list; null when the filter is not there.</summary>
    public HashSet<string>? List(string name) =>
        Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    /// <summary>The same, of numbers or senders, as digits.</summary>
    public HashSet<string>? Senders(string name) =>
        List(name)?.Select(text => Msisdn.TryReadSender(text, out var sender) ? sender : text).ToHashSet(StringComparer.Ordinal);

    public HashSet<int>? Codes(string name)
    {
        if (List(name) is not { } texts)
            return null;
        var codes = new HashSet<int>();
        foreach (var text in texts)
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
                codes.Add(code);
            else
                Fault ??= Rejection.InvalidFormat($"'{text}' is not a valid value of '{name}'.");
        }
        return codes;
    }
}
