using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmsAdmin.Web.Api;

/// <summary>A JSON-RPC answer.</summary>
internal sealed class OdooRpcResult(JsonElement? id, object result) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => RpcWriting.WriteAsync(httpContext, StatusCodes.Status200OK, new { jsonrpc = "2.0", id, result });
}

/// <summary>A JSON-RPC error in the shape that Odoo's own service uses.</summary>
internal sealed class OdooRpcFault(int status, JsonElement? id, string name, string says) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => RpcWriting.WriteAsync(
        httpContext, status, new { jsonrpc = "2.0", id, error = new { code = status == StatusCodes.Status200OK ? 200 : status, message = says, data = new { name, message = says, arguments = new[] { says }, debug = "" } } });
}

/// <summary>How both are written.</summary>
file static class RpcWriting
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.Never };

    public static Task WriteAsync(HttpContext context, int status, object body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(body, Options, context.RequestAborted);
    }
}
