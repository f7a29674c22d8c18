using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Api;

/// <summary>The program behind the request, as its key tells.</summary>
internal sealed record Caller(ApiKeyHolder Key, Actor Actor)
{
    /// <summary>Binds a handler's parameter: who <see cref="ApiDoor"/> let in.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Caller>());

    /// <summary>Remembers for the rest of the request who came in.</summary>
    internal static void Enter(HttpContext context, ApiKeyHolder key)
    {
        var address = context.Connection.RemoteIpAddress;
        context.Features.Set(new Caller(key, key.ToActor((address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString())));
    }
}
