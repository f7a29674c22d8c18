using System.Text.Json;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Sinch.Groups;

internal static class GroupJson
{
    public static void Write(Utf8JsonWriter json, Group group)
    {
        json.WriteStartObject();
        json.WriteString("id", group.Id);
        json.WriteOptional("name", group.Name);
        json.WriteNumber("size", group.Members.Count);
        json.WriteOptional("created_at", group.CreatedAt);
        json.WriteOptional("modified_at", group.ModifiedAt);
        json.WriteTexts("child_groups", group.ChildGroups);
        if (group.AutoUpdate is { } update)
        {
            json.WriteStartObject("auto_update");
            json.WriteString("to", update.To);
            WriteWords(json, "add", update.Add);
            WriteWords(json, "remove", update.Remove);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteWords(Utf8JsonWriter json, string name, Words? words)
    {
        if (words is null)
            return;
        json.WriteStartObject(name);
        json.WriteOptional("first_word", words.First);
        json.WriteOptional("second_word", words.Second);
        json.WriteEndObject();
    }
}
