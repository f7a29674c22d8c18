using System.Net.Http.Headers;

namespace SmsAdmin.Sandbox.Odoo;

/// <summary>One HTTP request to a server, read to its end.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Path">Below the server's base URL, with its slash.</param>
/// <param name="Base">The path of the server's base URL, without a slash at its end.</param>
/// <param name="Body">Its text.</param>
internal sealed record OdooRequest(string Method, string Path, string Base, string Body, IHeaderDictionary Headers, string Query)
{
    /// <summary>A slash too many, between or behind, changes nothing.</summary>
    public string[] Segments { get; } = Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public bool IsJson => MediaTypeHeaderValue.TryParse(Headers.ContentType, out var type) && type.MediaType is "application/json" or "application/json-rpc";

    /// <summary>The header X-Odoo-Database.</summary>
    public string? Database => Headers.TryGetValue("X-Odoo-Database", out var value) ? value.ToString() : null;

    public string? Authorization => Headers.Authorization.Count > 0 ? Headers.Authorization.ToString() : null;

    public static async Task<OdooRequest> ReadAsync(HttpContext http, string path, string @base)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        return new OdooRequest(http.Request.Method, path, @base, body, http.Request.Headers, http.Request.QueryString.Value ?? "");
    }
}
