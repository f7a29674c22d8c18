namespace SmsAdmin.Web.Components.Pages.Programs;

/// <summary>One message by our API, as a program in each language sends it. The key comes out of the environment: it stands in no source.</summary>
public static class ApiSnippets
{
    public const string Variable = "SMSADMIN_KEY";

    /// <param name="url">Where this console is reached: scheme and host.</param>
    /// <param name="name">The key's, for the remark.</param>
    public static string Curl(string url, string name) => $$"""
        # ${{Variable}} holds the key "{{name}}"
        curl {{url}}/api/v1/messages \
          -H "Authorization: Bearer ${{Variable}}" \
          -H "Content-Type: application/json" \
          -H "Idempotency-Key: order-4711" \
          -d '{"to": "+46701740605", "body": "Hello", "reference": "order 4711"}'
        """;

    public static string CSharp(string url, string name) => $$"""
        using System.Net.Http.Headers;
        using System.Net.Http.Json;

        // {{Variable}} holds the key "{{name}}"
        using var sms = new HttpClient { BaseAddress = new Uri("{{url}}") };
        sms.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Environment.GetEnvironmentVariable("{{Variable}}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/messages")
        {
            Content = JsonContent.Create(new { to = "+46701740605", body = "Hello", reference = "order 4711" }),
        };
        request.Headers.Add("Idempotency-Key", "order-4711");
        using var answer = await sms.SendAsync(request);
        Console.WriteLine($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        """;

    public static string Python(string url, string name) => $$"""
        import json, os, urllib.request

        # {{Variable}} holds the key "{{name}}"
        request = urllib.request.Request(
            "{{url}}/api/v1/messages",
            data=json.dumps({"to": "+46701740605", "body": "Hello", "reference": "order 4711"}).encode(),
            headers={
                "Authorization": "Bearer " + os.environ["{{Variable}}"],
                "Content-Type": "application/json",
                "Idempotency-Key": "order-4711",
            },
        )
        with urllib.request.urlopen(request) as answer:
            print(answer.status, answer.read().decode())
        """;
}
