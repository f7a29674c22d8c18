using System.Text.Json;
using SmsAdmin.Sandbox.Sinch.Plans;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Sinch;

/// <summary>One request that got past the token: to whom, about what.</summary>
internal sealed record SinchCall(HttpContext Http, SandboxWorld World, Plan Plan, string[] Segments, JsonElement Body)
{
    public DateTimeOffset Now { get; } = World.Time.GetUtcNow();

    /// <summary>The id in the path: <c>/batches/{id}</c>.</summary>
    public string Id => Segments[1];

    public QueryFields Query => new(Http.Request.Query);

    public JsonFields Fields => new(Body);

    public string NewId() => Ulid.NewUlid(Now).ToString();
}
