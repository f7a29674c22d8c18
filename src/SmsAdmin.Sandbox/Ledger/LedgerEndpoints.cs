namespace SmsAdmin.Sandbox.Ledger;

internal static class LedgerEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/ledger", Show);

    private static IResult Show(SandboxWorld world, string? plan, [Microsoft.AspNetCore.Mvc.FromQuery(Name = "client_reference")] string? clientReference)
    {
        var sends = world.Sends
            .Where(entry => (plan is null || entry.ServicePlanId == plan) && (clientReference is null || entry.ClientReference == clientReference))
            .ToList();
        var requests = world.Requests.Where(count => plan is null || count.ServicePlanId == plan);
        var feedback = world.Ledger.Feedback.Where(entry => plan is null || entry.ServicePlanId == plan);
        return SandboxJson.Answer(new { sends.Count, Sends = sends, Requests = requests, Feedback = feedback });
    }
}
