namespace SmsAdmin.Web.Cli;

/// <summary><c>health [address]</c>: asks a running program whether it is ready. Exit code 0 when it is, 1 when not. For container health checks.</summary>
internal static class HealthVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string[] args)
    {
        var address = args.FirstOrDefault() ?? Environment.GetEnvironmentVariable("ASPNETCORE_URLS")?.Split(';')[0] ?? "http://localhost:5080";
        foreach (var any in (string[])["//*", "//+", "//0.0.0.0", "//[::]"]) address = address.Replace(any, "//localhost", StringComparison.Ordinal);
        // A proxy of the machine knows nothing of this one.
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri(new Uri(address), "/health/ready"));
            Console.WriteLine(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or UriFormatException)
        {
            Console.Error.WriteLine($"{address} does not answer: {fault.Message}");
            return 1;
        }
    }
}
