using System.Text;

namespace SmsAdmin.Tests.Support;

/// <summary>
/// Reads a file of comma-separated values by the letter of RFC 4180, as it comes: every record ends with CRLF, a quoted field
/// doubles its quotes, an unquoted one has none. It is ours, and nothing of what wrote the file.
/// </summary>
internal sealed class Rfc4180(TextReader file)
{
    private const int End = -1;

    private readonly char[] _buffer = new char[16 * 1024];
    private readonly StringBuilder _field = new();
    private int _at;
    private int _end;

    /// <returns>The fields of the next record; null behind the last.</returns>
    public string[]? Next()
    {
        if (Peek() == End) return null;
        var fields = new List<string>(16);
        while (true)
        {
            fields.Add(Peek() == '"' ? Quoted() : Plain());
            switch (Take())
            {
                case ',':
                    continue;
                case '\r' when Take() == '\n':
                    return [.. fields];
                default:
                    throw new FormatException($"Field {fields.Count} of “{fields[0]}” ends neither with a comma nor with CRLF.");
            }
        }
    }

    private string Plain()
    {
        _field.Clear();
        while (Peek() is not (',' or '\r' or End))
        {
            var next = (char)Take();
            if (next is '"' or '\n') throw new FormatException($"A quote or a line break stands in “{_field}”, which is not quoted.");
            _field.Append(next);
        }

        return _field.ToString();
    }

    private string Quoted()
    {
        _field.Clear();
        Take();
        while (true)
        {
            switch (Take())
            {
                case End:
                    throw new FormatException("The file ends inside quotes.");
                case '"' when Peek() == '"':
                    _field.Append((char)Take());
                    break;
                case '"':
                    return _field.ToString();
                case var next:
                    _field.Append((char)next);
                    break;
            }
        }
    }

    private int Peek()
    {
        if (_at == _end) (_at, _end) = (0, file.Read(_buffer));
        return _end == 0 ? End : _buffer[_at];
    }

    private int Take()
    {
        var next = Peek();
        if (next != End) _at++;
        return next;
    }
}
