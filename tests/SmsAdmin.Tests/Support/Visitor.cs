using System.Net;
using System.Text.RegularExpressions;

namespace SmsAdmin.Tests.Support;

/// <summary>A browser without a screen: keeps cookies, follows nothing, fills in the forms that a page really has.</summary>
public sealed partial class Visitor : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="way">How requests get there; straight, with cookies, unless it is given.</param>
    public Visitor(Uri address, HttpMessageHandler? way = null)
    {
        _http = new HttpClient(way ?? new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };
        _http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public Task<HttpResponseMessage> GetAsync(string path, CancellationToken ct) => _http.GetAsync(path, ct);

    /// <summary>Returns once the answer begins; what follows is read as it comes.</summary>
    public Task<HttpResponseMessage> BeginAsync(string path, CancellationToken ct) => _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, ct);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct) => _http.SendAsync(request, ct);

    /// <summary>The page, which has to be there.</summary>
    public async Task<string> ReadAsync(string path, CancellationToken ct)
    {
        using var answer = await GetAsync(path, ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(ct));
    }

    /// <summary>
    /// Opens a page and posts one of its forms, hidden fields and all, but for those that are given. The form is told by a piece of it, such as a
    /// field's name; it posts to its action, else to the page.
    /// </summary>
    public async Task<HttpResponseMessage> PostAsync(string path, string form, CancellationToken ct, params (string Name, string Value)[] fields)
    {
        var (action, hidden) = await FormOfAsync(path, form, ct);
        return await _http.PostAsync(action, new FormUrlEncodedContent(hidden.Where(input => fields.All(field => field.Name != input.Name)).Concat(fields).ToDictionary(field => field.Name, field => field.Value)), ct);
    }

    /// <summary>The same with a file.</summary>
    public async Task<HttpResponseMessage> PostFileAsync(string path, string field, string name, byte[] content, CancellationToken ct)
    {
        var (action, hidden) = await FormOfAsync(path, $"name=\"{field}\"", ct);
        using var parts = new MultipartFormDataContent();
        foreach (var input in hidden) parts.Add(new StringContent(input.Value), input.Name);
        parts.Add(new ByteArrayContent(content), field, name);
        return await _http.PostAsync(action, parts, ct);
    }

    private async Task<(string Action, IReadOnlyList<(string Name, string Value)> Hidden)> FormOfAsync(string path, string form, CancellationToken ct)
    {
        using var page = await GetAsync(path, ct);
        var html = await page.Content.ReadAsStringAsync(ct);
        Assert.True(page.StatusCode == HttpStatusCode.OK, $"{path} answers {page.StatusCode}, {page.Headers.Location}");
        var found = Form().Matches(html).FirstOrDefault(match => match.Value.Contains(form, StringComparison.Ordinal));
        Assert.True(found is not null, $"{path} has no form with {form}");
        var hidden = Hidden().Matches(found.Value)
            .Select(input => (Name: Name().Match(input.Value).Groups[1].Value, Value: WebUtility.HtmlDecode(Value().Match(input.Value).Groups[1].Value)))
            .Where(input => input.Name != "");
        return (Action().Match(found.Value) is { Success: true } where ? where.Groups[1].Value : path, [.. hidden]);
    }

    /// <summary>Posts without having opened the page: no token, no form name.</summary>
    public Task<HttpResponseMessage> PostBlindAsync(string path, CancellationToken ct, params (string Name, string Value)[] fields) =>
        _http.PostAsync(path, new FormUrlEncodedContent(fields.ToDictionary(field => field.Name, field => field.Value)), ct);

    public Task<HttpResponseMessage> TrySignInAsync(string email, string password, CancellationToken ct, string from = "") =>
        PostAsync("/sign-in" + from, "Input.Email", ct, ("Input.Email", email), ("Input.Password", password));

    public async Task SignInAsync(string email, string password, CancellationToken ct)
    {
        using var answer = await TrySignInAsync(email, password, ct);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    /// <summary>Where an answer leads: a path with its query, or the whole address of another place. Null when it leads nowhere.</summary>
    public string? Leads(HttpResponseMessage answer)
    {
        if (answer.Headers.Location is not { } to) return null;
        var target = new Uri(_http.BaseAddress!, to);
        return target.Authority == _http.BaseAddress!.Authority ? target.PathAndQuery : target.AbsoluteUri;
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("<form .*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\"[^>]*>")]
    private static partial Regex Hidden();

    [GeneratedRegex(" name=\"([^\"]*)\"")]
    private static partial Regex Name();

    [GeneratedRegex(" value=\"([^\"]*)\"")]
    private static partial Regex Value();

    [GeneratedRegex("^<form [^>]*action=\"([^\"]+)\"")]
    private static partial Regex Action();
}
