using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Words;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Web.Api;

/// <summary>The program behind the request, as its key tells.</summary>
internal sealed record Caller(ApiKeyHolder Key, Actor Actor)
{
    /// <summary>Binds a handler's parameter: who <see cref="ApiDoor"/> let in.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Caller>());

    /// <summary>Remembers for the rest of the request who came in.</summary>
    internal static void Enter(HttpContext context, ApiKeyHolder key) => context.Features.Set(new Caller(key, key.ToActor(context.Address()?.ToString())));
}
