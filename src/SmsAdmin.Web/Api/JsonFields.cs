using System.Text.Json;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Api;

/// <summary>
/// Reads a JSON object field by field, straight from the bytes, and tells every wrong type and every field that nobody
/// asked for. What is not JSON at all is a <see cref="JsonException"/>.
/// </summary>
/// <param name="body">Valid UTF-8.</param>
/// <param name="names">The fields that there are, at most 64.</param>
internal ref struct JsonFields(ReadOnlySpan<byte> body, string[] names)
{
    public const int DeepestLevel = 16;
    private const int LongestNameTold = 40;
    private const int MostFaultsTold = 100;

    private Utf8JsonReader _reader = new(body, new JsonReaderOptions { MaxDepth = DeepestLevel });
    private List<FieldFault>? _faults;
    private ulong _seen;
    private string _name = "";
    private bool _begun;
    private readonly string _path = "";

    // Of an object inside another, at whose beginning the reader stands.
    private JsonFields(Utf8JsonReader reader, string[] names, string path)
        : this([], names)
    {
        _reader = reader;
        _path = path;
        _begun = true;
    }

    /// <summary>Everything that is wrong.</summary>
    public readonly IReadOnlyList<FieldFault> Faults => _faults ?? [];

    /// <summary>The next field that there is, to be read by one of the methods below; null behind the last.</summary>
    public string? Next()
    {
        if (!_begun)
        {
            _begun = true;
            _reader.Read();
            if (_reader.TokenType != JsonTokenType.StartObject) throw new JsonException("Not an object.");
        }

        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Known() is { } index)
            {
                _name = names[index];
                _reader.Read();
                var before = _seen;
                _seen |= 1UL << index;
                if (_seen != before) return _name;
                Fault("This field is given twice.");
            }
            else
            {
                _name = Unescaped() is { } other ? other[..Math.Min(other.Length, LongestNameTold)] : "?";
                _reader.Read();
                Fault($"There is no such field. There are {string.Join(", ", names)}.");
            }
        }

        // Nothing may stand behind the outermost object.
        if (_path.Length == 0) _reader.Read();
        return null;
    }

    /// <summary>A text; null where the field says null.</summary>
    public string? Text()
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                if (Unescaped() is { } text) return text;
                Fault("It holds half of a character: a \\u escape without its other half.");
                return null;
            default:
                Fault("Give a text in quotes.");
                return null;
        }
    }

    /// <summary>A text, or false for none: small gateways post that where they have nothing to say.</summary>
    public string? TextOrFalse() => _reader.TokenType == JsonTokenType.False ? null : Text();

    /// <summary>Texts by name, as {"name": "Anna"}; null where the field says null.</summary>
    public Dictionary<string, string>? Texts()
    {
        if (_reader.TokenType == JsonTokenType.Null) return null;
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            Fault("Give an object of texts, as {\"name\": \"Anna\"}.");
            return null;
        }

        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = Unescaped();
            _reader.Read();
            if (key is null || _reader.TokenType != JsonTokenType.String || Unescaped() is not { } text) Fault("Each value is a text in quotes.");
            else if (!texts.TryAdd(key, text)) Fault("A key is given twice.");
        }

        return texts;
    }

    /// <summary>A list of objects, each read by <paramref name="read"/>; null where the field says null.</summary>
    public List<T>? Objects<T>(string[] inside, JsonReading<T> read)
    {
        if (_reader.TokenType == JsonTokenType.Null) return null;
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            Fault("Give a list of objects.");
            return null;
        }

        var (name, found) = (_name, new List<T>());
        for (var at = 0; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; at++)
        {
            _name = $"{name}[{at}]";
            if (_reader.TokenType != JsonTokenType.StartObject)
            {
                Fault("Give an object.");
                continue;
            }

            var one = new JsonFields(_reader, inside, $"{_path}{_name}.");
            found.Add(read(ref one));
            _reader = one._reader;
            foreach (var fault in one.Faults) Add(fault);
        }

        return found;
    }

    /// <summary>True or false; false where the field says null.</summary>
    public bool YesOrNo()
    {
        if (_reader.TokenType is JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null) return _reader.TokenType == JsonTokenType.True;
        Fault("Give true or false.");
        return false;
    }

    /// <summary>One of the given words.</summary>
    public T Choice<T>(T otherwise, IReadOnlyDictionary<string, T> words)
    {
        if (Text() is not { } word) return otherwise;
        if (words.TryGetValue(word, out var chosen)) return chosen;
        Fault($"Give one of {string.Join(", ", words.Keys)}.");
        return otherwise;
    }

    /// <summary>An instant that says its offset: a local time would mean another instant on another machine.</summary>
    public DateTimeOffset? Instant()
    {
        if (_reader.TokenType == JsonTokenType.Null) return null;
        if (_reader.TokenType == JsonTokenType.String && SaysOffset(_reader.ValueSpan) && _reader.TryGetDateTimeOffset(out var instant)) return instant;
        Fault("Give an instant with its offset, as 2026-11-23T14:00:00Z.");
        return null;
    }

    /// <summary>Tells that a field has to be there, unless it is, or has a fault already. Call it behind the last.</summary>
    public void Require(string name, string? value)
    {
        var told = _path + name;
        if (value is null && _faults?.Exists(fault => fault.Field == told) is not true) Fault(name, "This field is missing.");
    }

    /// <summary>Tells what else is wrong with a field.</summary>
    public void Fault(string name, string says) => Add(new FieldFault(_path + name, says));

    // A thousand of them help nobody.
    private void Add(FieldFault fault)
    {
        if ((_faults ??= []).Count < MostFaultsTold) _faults.Add(fault);
    }

    private static bool SaysOffset(ReadOnlySpan<byte> text) => text is [.., (byte)'Z'] or [_, .., (byte)'+' or (byte)'-', _, _, (byte)':', _, _];

    // Of the field at hand, whatever it holds.
    private void Fault(string says)
    {
        Fault(_name, says);
        _reader.Skip();
    }

    private readonly int? Known()
    {
        try
        {
            for (var index = 0; index < names.Length; index++)
            {
                if (_reader.ValueTextEquals(names[index])) return index;
            }
        }
        catch (InvalidOperationException)
        {
            // Half of a character: no name that there is.
        }

        return null;
    }

    private readonly string? Unescaped()
    {
        try
        {
            return _reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
