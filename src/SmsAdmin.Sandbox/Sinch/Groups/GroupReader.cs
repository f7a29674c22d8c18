using System.Text.Json;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Sinch.Groups;

/// <summary>Reads what a request says of a group.</summary>
internal static class GroupReader
{
    private const int LongestName = 20, LongestWord = 15;
    private const int MostMembers = 10_000, MostChildren = 10;

    public static string? Name(JsonFields fields) => fields.Text("name", LongestName);

    public static IReadOnlyList<string> Members(JsonFields fields, string name = "members") => fields.Numbers(name, 0, MostMembers) ?? [];

    public static List<string> Children(JsonFields fields) =>
        [.. (fields.Texts("child_groups", 0, MostChildren) ?? []).Select(id => Id(fields, id)).Distinct()];

    public static string? GroupId(JsonFields fields, string name) => fields.Text(name) is { } id ? Id(fields, id) : null;

    public static AutoUpdate? AutoUpdate(JsonFields fields)
    {
        if (fields.Object("auto_update") is not { } update)
            return null;
        update.Require("to");
        // Clients send the number as a string or as a JSON number
        var to = fields.Element("auto_update", JsonValueKind.Object)!.Value.TryGetProperty("to", out var element) ? element.ToString() : "";
        if (!Msisdn.TryReadSender(to, out var sender))
            update.Refuse(Rejection.InvalidFormat($"'{to}' is not a valid MSISDN."));
        var read = new AutoUpdate(sender, Words(update, "add"), Words(update, "remove"));
        if (update.Fault is { } fault)
            fields.Refuse(fault);
        return read;
    }

    private static Words? Words(JsonFields update, string name)
    {
        if (update.Object(name) is not { } words)
            return null;
        var read = new Words(Word(words, "first_word"), Word(words, "second_word"));
        if (words.Fault is { } fault)
            update.Refuse(fault);
        return read;
    }

    private static string? Word(JsonFields words, string name)
    {
        var word = words.Text(name, LongestWord);
        if (word is not null && (word.Length == 0 || word.Any(char.IsWhiteSpace)))
            words.Refuse(Rejection.InvalidFormat($"'{word}' is not a single word."));
        return word;
    }

    private static string Id(JsonFields fields, string id)
    {
        if (!Msisdn.LooksLikeId(id))
            fields.Refuse(Rejection.InvalidFormat($"'{id}' is not a valid identifier"));
        return id;
    }
}
