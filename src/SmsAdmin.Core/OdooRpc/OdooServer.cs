using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SmsAdmin.Core.OdooRpc;

/// <summary>How a server is spoken to.</summary>
public enum OdooDialect
{
    /// <summary><c>/jsonrpc</c>, with login and password or key in the arguments.</summary>
    JsonRpc,

    /// <summary><c>/json/2</c>, with an API key as bearer: Odoo 19 on.</summary>
    Json2,
}

/// <summary>What a server says of itself, before anybody signs in.</summary>
/// <param name="Version">As people say it: <c>17.0</c>, <c>19.0</c>, <c>19.1</c>.</param>
public sealed partial record OdooServer(string Version, int Major, int Minor, bool IsEnterprise)
{
    /// <summary>JSON-2 from 19 on.</summary>
    public OdooDialect Dialect => Major >= 19 ? OdooDialect.Json2 : OdooDialect.JsonRpc;

    /// <summary>Reads <c>version_info</c> and <c>version</c>, or the same with <c>server_</c> before them.</summary>
    internal static OdooServer? Read(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object) return null;
        var written = Text(answer, "version") ?? Text(answer, "server_version");
        if (written is null || Number().Match(written) is not { Success: true } match) return null;
        var info = answer.TryGetProperty("version_info", out var own) || answer.TryGetProperty("server_version_info", out own) ? own : default;
        var isEnterprise = written.Contains("+e", StringComparison.Ordinal)
            || (info.ValueKind == JsonValueKind.Array && info.GetArrayLength() > 5 && info[5].ValueKind == JsonValueKind.String && info[5].GetString() == "e");
        var (major, minor) = (Of(match.Groups[1]), Of(match.Groups[2]));
        return new OdooServer($"{major}.{minor}", major, minor, isEnterprise);
    }

    private static string? Text(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int Of(Group digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);

    // "17.0-20240709", "19.0+e-20250918", "saas~19.1".
    [GeneratedRegex(@"^(?:saas~)?(\d{1,3})\.(\d{1,3})")]
    private static partial Regex Number();
}
