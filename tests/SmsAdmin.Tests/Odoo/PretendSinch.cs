using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Odoo;

/// <summary>A Sinch that knows several tokens of one plan at once, as the real one does while a token is rotated.</summary>
internal sealed class PretendSinch : IAsyncDisposable
{
    private ScriptedServer _server = null!;

    public HashSet<string> Tokens { get; } = [];

    public string Url => _server.Root;

    /// <summary>Called with each request before it is answered.</summary>
    public Func<Task> Answering { get; set; } = () => Task.CompletedTask;

    public static async Task<PretendSinch> StartAsync(params string[] tokens)
    {
        var sinch = new PretendSinch();
        sinch.Tokens.UnionWith(tokens);
        sinch._server = await ScriptedServer.StartAsync(async (context, request) =>
        {
            var knows = sinch.Tokens.Contains(request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal));
            await sinch.Answering();
            await ScriptedServer.WriteAsync(context, knows ? 200 : 401, knows ? """{"count": 0, "page": 0, "page_size": 1, "batches": []}""" : "");
        });
        return sinch;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
