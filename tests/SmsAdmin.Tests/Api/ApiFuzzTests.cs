using System.Text;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Api;

public sealed class ApiFuzzTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    private const int Bodies = 400;
    private const string Good = """{"to":"+12015550100","from":"Acme","body":"Hello","lane":"bulk","deadline":"2026-11-24T12:00:00Z","reference":"r"}""";

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1e400", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\r\\nX-Injected: 1\"", "[]", "{}", "[[[[[[[[[[]]]]]]]]]]", "\"2026-02-30T25:61:00Z\"",
        "\"9999-12-31T23:59:59-14:00\"", "\"0001-01-01T00:00:00+14:00\"", "\"+\"", "\"+99999999999999999999999\"", "\"'; DROP TABLE Messages; --\"",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(20261123)]
    public async Task No_body_whatever_it_holds_breaks_the_door(int seed)
    {
        var random = new Random(seed);
        var caller = await console.CallerAsync();
        for (var body = 0; body < Bodies; body++)
        {
            var bytes = Spoil(random);
            using var content = new ByteArrayContent(bytes);
            content.Headers.TryAddWithoutValidation("Content-Type", random.Next(10) == 0 ? "application/json; charset=utf-16" : "application/json");
            using var answer = await caller.PostAsync("/api/v1/messages", content, Ct);
            var status = (int)answer.StatusCode;
            Assert.True(status is 202 or 400 or 413 or 415, $"Seed {seed}, body {body}: {status} for {Convert.ToBase64String(bytes)}");
            if (status != 202) Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.False(answer.Headers.Contains("X-Injected"));
        }
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("bearer sms_live_")]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer sms_live_aaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaö")]
    [InlineData("Bearer a, Bearer b")]
    public async Task No_header_whatever_it_holds_breaks_the_door(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/messages/{Guid.Empty}");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        using var handler = new SocketsHttpHandler { UseProxy = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        using var caller = new HttpClient(handler) { BaseAddress = console.Address };
        using var answer = await caller.SendAsync(request, Ct);

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static byte[] Spoil(Random random)
    {
        switch (random.Next(4))
        {
            case 0:
                // A field with another value.
                var fields = Good[1..^1].Split("\",\"").Select(field => field.Trim('"').Split("\":", 2)).ToArray();
                var at = random.Next(fields.Length);
                fields[at][1] = Values[random.Next(Values.Length)];
                return Encoding.UTF8.GetBytes("{" + string.Join(",", fields.Select((field, i) => $"\"{field[0]}\":{(i == at ? field[1] : "\"" + field[1].Trim('"') + "\"")}")) + "}");
            case 1:
                // Bytes flipped.
                var flipped = Encoding.UTF8.GetBytes(Good);
                for (var flips = random.Next(1, 6); flips > 0; flips--) flipped[random.Next(flipped.Length)] = (byte)random.Next(256);
                return flipped;
            case 2:
                return Encoding.UTF8.GetBytes(Good[..random.Next(Good.Length)]);
            default:
                var depth = random.Next(1, 5000);
                return Encoding.UTF8.GetBytes("{\"to\":" + new string('[', depth) + new string(']', depth) + "}");
        }
    }
}
