using System.Globalization;
using SmsAdmin.Core.Xms;

namespace SmsAdmin.Web.Api;

/// <summary>Reads the query of a Sinch client's request, and keeps the first thing that is wrong with it. Several values are one, joined by commas.</summary>
internal sealed class XmsQuery(IQueryCollection query)
{
    public XmsError? Error { get; private set; }

    public string? Text(string name)
    {
        if (!query.TryGetValue(name, out var values) || values.ToString() is not { Length: > 0 } text) return null;
        if (!text.Any(char.IsControl)) return text;
        Error ??= XmsError.InvalidFormat($"'{name}' holds a control character.");
        return null;
    }

    public int Number(string name, int otherwise, int least, int most)
    {
        if (Text(name) is not { } text) return otherwise;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) Refuse(name, text);
        else if (number < least || number > most) Error ??= XmsError.Constraint($"'{name}' must be between {least} and {most}.");
        return number;
    }

    public bool Flag(string name)
    {
        if (Text(name) is not { } text) return false;
        if (!bool.TryParse(text, out var flag)) Refuse(name, text);
        return flag;
    }

    public IReadOnlyCollection<string>? List(string name) =>
        Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    public XmsPage Page() => new(Number("page", 0, 0, int.MaxValue), Number("page_size", XmsPage.UsualSize, 1, XmsPage.LargestSize));

    public XmsSpan Span() => new(Instant("start_date"), Instant("end_date"));

    public XmsReportFilter Reports()
    {
        var statuses = List("status");
        if (statuses?.FirstOrDefault(name => !XmsReportFilter.IsStatus(name)) is { } unknown) Refuse("status", unknown);
        var codes = List("code");
        var numbers = new List<int>();
        foreach (var text in codes ?? [])
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code)) numbers.Add(code);
            else Refuse("code", text);
        }

        return new XmsReportFilter(statuses, codes is null ? null : numbers);
    }

    private DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } text) return null;
        // A plus that was not escaped arrives as a space.
        var at = XmsInstant.ReadOrDay(text.Replace(' ', '+'));
        if (at is null) Refuse(name, text);
        return at;
    }

    private void Refuse(string name, string text) => Error ??= XmsError.InvalidFormat($"'{text}' is not a valid value of '{name}'.");
}
