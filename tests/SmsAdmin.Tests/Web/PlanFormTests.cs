using System.Net;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Web;

/// <summary>The forms that take a token, through the front door.</summary>
public sealed class PlanFormTests(ReadyConsole console) : IClassFixture<ReadyConsole>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Stand => $"{console.Address}sandbox/sinch/{{region}}";

    [Fact]
    public async Task A_plan_is_added_checked_and_shown_without_its_token()
    {
        using var anna = await console.AdminAsync(Ct);

        using var answer = await anna.PostAsync("/credentials/new", "Input.Token", Ct, Fields("Acme AU", "sandbox-au", "token-au", "au"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var plan = Assert.Single(await console.Room<Plans>().ListAsync(Ct), plan => plan.Name == "Acme AU");
        Assert.Equal($"/credentials?added={plan.Id}", anna.Leads(answer));
        Assert.Equal((PlanReadiness.Ready, 200), (plan.Readiness, plan.CheckedHttpStatus));
        var page = await anna.ReadAsync($"/credentials?added={plan.Id}", Ct);
        Assert.Contains("Added, and Sinch takes it", page, StringComparison.Ordinal);
        Assert.DoesNotContain("token-au", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_but_the_token_is_lost_from_a_form_with_faults()
    {
        using var anna = await console.AdminAsync(Ct);

        using var answer = await anna.PostAsync("/credentials/new", "Input.Token", Ct,
            [.. Fields("Acme BR", "sandbox-br", "a-secret-that-is-right", "br"), ("Input.PerDay", "a lot"), ("Input.VerifiedNumbers", "+46 70 174 06 05\nnot a number"), ("Input.Sender", "Acme")]);

        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        foreach (var kept in new[] { "value=\"Acme BR\"", "value=\"sandbox-br\"", "value=\"a lot\"", "+46 70 174 06 05\nnot a number", "value=\"Acme\"", $"value=\"{Stand}\"" })
            Assert.Contains(kept, page, StringComparison.Ordinal);
        Assert.Contains("id=\"perDay-fault\"", page, StringComparison.Ordinal);
        Assert.Contains("“not a number” is not a number", page, StringComparison.Ordinal);
        Assert.DoesNotContain("a-secret-that-is-right", page, StringComparison.Ordinal);
        Assert.DoesNotContain(await console.Room<Plans>().ListAsync(Ct), plan => plan.Name == "Acme BR");
    }

    [Fact]
    public async Task A_private_host_is_refused_beside_its_field_unless_it_is_said_to_be_ones_own()
    {
        using var anna = await console.AdminAsync(Ct);

        using var answer = await anna.PostAsync("/credentials/new", "Input.Token", Ct,
            [.. Fields("Acme CA", "sandbox-ca", "token-ca", "ca").Where(field => field.Name != "Input.AllowsPrivateHost")]);

        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
        Assert.Contains("id=\"baseUrl-fault\"", page, StringComparison.Ordinal);
        Assert.Contains("lies on this machine or in a private network", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_without_its_region_is_led_to_its_detection()
    {
        using var anna = await console.AdminAsync(Ct);

        using var answer = await anna.PostAsync("/credentials/new", "Input.Token", Ct, Fields("Acme EU", "sandbox-eu", "token-eu", ""));

        var page = await anna.ReadAsync(Assert.IsType<string>(anna.Leads(answer)), Ct);
        Assert.Contains("Incomplete: no region", page, StringComparison.Ordinal);
        Assert.Contains("Detect region", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_Sinch_refuses_is_not_stored_and_the_page_says_why()
    {
        var id = await AddAsync("Acme CA 2", "sandbox-ca", "token-ca", "ca");
        using var anna = await console.AdminAsync(Ct);

        using var refused = await anna.PostAsync($"/credentials/{id}/token", "Input.Token", Ct, ("Input.Token", "another-token"));
        Assert.Contains("The old token was kept", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        using var taken = await anna.PostAsync($"/credentials/{id}/token", "Input.Token", Ct, ("Input.Token", "token-ca"));
        Assert.Equal($"/credentials?renewed={id}", anna.Leads(taken));

        using var invalid = await anna.PostAsync($"/credentials/{id}/token", "Input.Token", Ct, ("Input.Token", "two words"));
        Assert.Contains("id=\"token-fault\"", await invalid.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/credentials/{0}/edit")]
    [InlineData("/credentials/{0}/token")]
    public async Task A_plan_that_is_not_there_has_no_form(string path)
    {
        using var anna = await console.AdminAsync(Ct);

        using var answer = await anna.GetAsync(string.Format(null, path, Guid.NewGuid()), Ct);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("Operator")]
    [InlineData("Support")]
    public async Task Only_administrators_come_to_credentials(string role)
    {
        using var somebody = await console.SignedInAsync(role, Ct);

        foreach (var path in new[] { "/credentials", "/credentials/new" })
        {
            using var answer = await somebody.GetAsync(path, Ct);
            Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Contains("Get started", await somebody.ReadAsync("/", Ct), StringComparison.Ordinal);
    }

    private async Task<Guid> AddAsync(string name, string servicePlanId, string token, string region)
    {
        using var anna = await console.AdminAsync(Ct);
        using var answer = await anna.PostAsync("/credentials/new", "Input.Token", Ct, Fields(name, servicePlanId, token, region));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return Assert.Single(await console.Room<Plans>().ListAsync(Ct), plan => plan.Name == name).Id;
    }

    private (string Name, string Value)[] Fields(string name, string servicePlanId, string token, string region) =>
    [
        ("Input.Name", name), ("Input.ServicePlanId", servicePlanId), ("Input.Token", token), ("Input.Region", region), ("Input.BaseUrl", Stand),
        ("Input.AllowsPrivateHost", "true"), ("Input.Kind", "Production"), ("Input.PerSecond", "30"), ("Input.TimeZone", "Etc/UTC"),
    ];
}
