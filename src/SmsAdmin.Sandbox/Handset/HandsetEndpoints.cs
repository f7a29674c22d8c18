using SmsAdmin.Sandbox.Sinch.Magic;

namespace SmsAdmin.Sandbox.Handset;

internal static class HandsetEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/handset", (SandboxWorld world) => SandboxJson.Answer(world.Texts()));
        endpoints.MapGet("/handset/{number}", (SandboxWorld world, string number) => SandboxJson.Answer(world.Texts(number)));
        endpoints.MapGet("/magic-numbers", () => SandboxJson.Answer(MagicNumbers.All));
    }
}
