using System.Text.Json;

namespace SmsAdmin.Sandbox.Sinch.Wire;

/// <summary>One page of a list: <c>count</c> is all that matches, <c>page_size</c> in the answer is what this page holds.</summary>
internal sealed record Page(int Index, int Size)
{
    private const int DefaultSize = 30, LargestSize = 100;

    public static Page Read(QueryFields query) =>
        new(query.Number("page", 0, 0, int.MaxValue), query.Number("page_size", DefaultSize, 1, LargestSize));

    public Answer Answer<T>(string name, IEnumerable<T> matches, Action<Utf8JsonWriter, T> write)
    {
        long first = (long)Index * Size, count = 0;
        var items = new List<T>();
        foreach (var match in matches)
        {
            if (count >= first && items.Count < Size)
                items.Add(match);
            count++;
        }
        return Wire.Answer.Json(200, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("count", count);
            json.WriteNumber("page", Index);
            json.WriteStartArray(name);
            foreach (var item in items)
                write(json, item);
            json.WriteEndArray();
            json.WriteNumber("page_size", items.Count);
            json.WriteEndObject();
        });
    }
}
