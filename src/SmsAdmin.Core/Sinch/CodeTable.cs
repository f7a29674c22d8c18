using System.Text.Json;

namespace SmsAdmin.Core.Sinch;

/// <summary>Reads one of the tables of codes that lie in this assembly.</summary>
internal static class CodeTable
{
    public static IReadOnlyList<JsonElement> Read(string file)
    {
        using var stream = typeof(CodeTable).Assembly.GetManifestResourceStream($"Sinch.Codes.{file}")
            ?? throw new InvalidOperationException($"The table {file} is not in the assembly.");
        using var table = JsonDocument.Parse(stream);
        return [.. table.RootElement.Clone().EnumerateArray()];
    }

    /// <summary>Empty where the row does not have it.</summary>
    public static string Text(JsonElement row, string property) =>
        row.TryGetProperty(property, out var value) ? value.GetString() ?? "" : "";
}
