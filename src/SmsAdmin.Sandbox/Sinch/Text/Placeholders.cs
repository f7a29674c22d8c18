using System.Text;

namespace SmsAdmin.Sandbox.Sinch.Text;

/// <summary><c>${key}</c> in a body, replaced recipient by recipient.</summary>
internal static class Placeholders
{
    public static bool In(string body) => body.Contains("${", StringComparison.Ordinal);

    /// <summary>False when a placeholder has neither a value for this recipient nor a default; the text then keeps it.</summary>
    public static bool TryFill(string body, IReadOnlyDictionary<string, ParameterValues> parameters, string recipient, out string text)
    {
        var filled = new StringBuilder(body.Length);
        var whole = true;
        var at = 0;
        while (body.IndexOf("${", at, StringComparison.Ordinal) is >= 0 and var start
               && body.IndexOf('}', start) is >= 0 and var end)
        {
            filled.Append(body, at, start - at);
            var value = parameters.TryGetValue(body[(start + 2)..end], out var values) ? values.For(recipient) : null;
            whole &= value is not null;
            filled.Append(value ?? body[start..(end + 1)]);
            at = end + 1;
        }
        text = filled.Append(body, at, body.Length - at).ToString();
        return whole;
    }
}

/// <summary>One parameter's values. The keys are echoed as they were sent and looked up as digits.</summary>
internal sealed class ParameterValues(IReadOnlyList<KeyValuePair<string, string>> asSent)
{
    private readonly Dictionary<string, string> _byRecipient = ByRecipient(asSent);

    public IReadOnlyList<KeyValuePair<string, string>> AsSent { get; } = asSent;

    public string? For(string recipient) =>
        _byRecipient.TryGetValue(recipient, out var own) ? own : _byRecipient.GetValueOrDefault("default");

    private static Dictionary<string, string> ByRecipient(IReadOnlyList<KeyValuePair<string, string>> asSent)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in asSent)
            values[Wire.Msisdn.TryRead(key, out var digits) ? digits : key] = value;
        return values;
    }
}
